"""Answers drawn for review, and what reviewers said, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.confidence import Verdict
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.drafts import Decision
from assistant.domain.errors import ConflictError
from assistant.domain.grounds import Grounds, Likeness
from assistant.domain.handoff import GENERAL, Handoff, HandoffId, HandoffReason
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.message import Correction, Message
from assistant.domain.review import Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.transfer import Transfer, TransferKind
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.records import Records
from assistant.ports.reviews import SentByPerson
from tests.contract.records.sample_records import (
    ANNA,
    BO,
    MINE,
    MINUTE,
    NOON,
    add_staff,
    assistant_answers,
    citizen_says,
    conversation,
)
from tests.contract.records.test_recorded_drafts import BESIDE

FEE = ArticleId("forskola.avgift")
QUEUE = ArticleId("forskola.ko")
SAMPLE = Sample(MINE, 1, "forskola", FEE, NOON, 0.25, twice=True)
WRONG = Review(MINE, 1, "forskola", FEE, NOON, ANNA, Judgement.WRONG, NOON + MINUTE, QUEUE, "fel fråga")


@pytest.fixture(autouse=True)
async def answered(records: Records) -> None:
    """Three turns: an answer, one that disputes it, and one that a person was asked to check."""
    await add_staff(records, ANNA, BO)
    grounds = Grounds(Verdict.ANSWER, 0.9, 0.5, Likeness("avgift"))
    closed = TurnRecord(MINE, 1, NOON, closed_at=NOON, outcome=TurnOutcome.ANSWERED_FROM_KNOWLEDGE, article=FEE)
    others = [
        replace(closed, seq=2, outcome=TurnOutcome.CLARIFYING, article=None, disputes=1),
        replace(
            closed,
            seq=3,
            outcome=TurnOutcome.HANDED_OFF,
            article=None,
            candidates=(Candidate(FEE, 0.96, ()),),
            grounds=grounds,
        ),
    ]
    async with records.unit() as unit:
        await unit.conversations.open(conversation())
        for turn in (closed, *others):
            at = NOON + (turn.seq - 1) * MINUTE
            await unit.conversations.say(MINE, citizen_says(f"q{turn.seq}"), at)
            await unit.turns.open(MINE, turn.seq, at)
            await unit.turns.close(turn)
        sent = replace(assistant_answers("person"), speaker=Speaker.AGENT, article=QUEUE)
        await unit.conversations.say(MINE, sent, NOON + 5 * MINUTE)
        await unit.conversations.say(MINE, assistant_answers("bot"), NOON + 6 * MINUTE)


async def test_answers_given_and_proposed_are_found_by_time_and_what_is_neither_is_not(records: Records) -> None:
    async with records.reading() as unit:
        assert [turn.seq for turn in await unit.reviews.answers(NOON)] == [1, 3]
        assert [turn.seq for turn in await unit.reviews.answers(NOON + MINUTE)] == [3]
        (proposed,) = await unit.reviews.answers(NOON + 2 * MINUTE)
        assert proposed == await unit.turns.get(MINE, 3)


async def test_what_a_citizen_disputed_and_what_a_person_sent_is_found(records: Records) -> None:
    async with records.reading() as unit:
        assert list(await unit.reviews.disputed(NOON)) == [(MINE, 1)]
        assert list(await unit.reviews.disputed(NOON + 2 * MINUTE)) == []
        assert list(await unit.reviews.sent_by_people(NOON)) == [SentByPerson(MINE, 4, QUEUE)]
        assert list(await unit.reviews.sent_by_people(NOON + 6 * MINUTE)) == []


async def test_an_answer_drawn_twice_stays_as_it_was_drawn_first(records: Records) -> None:
    async with records.unit() as unit:
        await unit.reviews.draw(SAMPLE)
        await unit.reviews.draw(replace(SAMPLE, probability=1.0, twice=False))
        await unit.reviews.draw(replace(SAMPLE, seq=3, asked_at=NOON + 2 * MINUTE))
    async with records.reading() as unit:
        assert list(await unit.reviews.samples(NOON)) == [SAMPLE, replace(SAMPLE, seq=3, asked_at=NOON + 2 * MINUTE)]
        assert [one.seq for one in await unit.reviews.samples(NOON + MINUTE)] == [3]
        assert await unit.reviews.samples(NOON, "forskola") == await unit.reviews.samples(NOON)
        assert list(await unit.reviews.samples(NOON, "bygglov")) == []


async def test_reviews_come_back_in_their_order_with_all_that_was_said(records: Records) -> None:
    right = replace(WRONG, seq=3, reviewer=BO, judgement=Judgement.RIGHT, right_article=None, note="", article=QUEUE)
    async with records.unit() as unit:
        first = await unit.reviews.add(WRONG)
        second = await unit.reviews.add(replace(right, asked_at=NOON + timedelta(hours=1)))
    assert (replace(first, number=0), second.number > first.number) == (WRONG, True)
    async with records.reading() as unit:
        assert list(await unit.reviews.all()) == [first, second]
        assert list(await unit.reviews.all(NOON + MINUTE)) == [second]
        assert list(await unit.reviews.all(topic="forskola")) == [first, second]
        assert list(await unit.reviews.all(NOON, "bygglov")) == []
        assert list(await unit.reviews.all(judgement=Judgement.RIGHT)) == [second]
        assert list(await unit.reviews.of_article(FEE)) == [first]
        assert list(await unit.reviews.of_turn(MINE, 3)) == [second]


async def test_a_reviewer_judges_a_turn_once_and_two_may_judge_the_same(records: Records) -> None:
    async with records.unit() as unit:
        await unit.reviews.add(WRONG)
        await unit.reviews.add(replace(WRONG, reviewer=BO))
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.reviews.add(replace(WRONG, judgement=Judgement.RIGHT, right_article=None))
    async with records.reading() as unit:
        assert [one.reviewer for one in await unit.reviews.all()] == [ANNA, BO]


@pytest.mark.parametrize("odd", ["nowhere", "nobody"])
async def test_a_review_needs_a_turn_and_a_reviewer(records: Records, odd: str) -> None:
    review = replace(WRONG, conversation_id=ConversationId("nowhere")) if odd == "nowhere" else WRONG
    review = replace(review, reviewer=type(ANNA)("nobody")) if odd == "nobody" else review
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.reviews.add(review)


async def test_nothing_is_drawn_of_a_turn_that_is_not(records: Records) -> None:
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.reviews.draw(replace(SAMPLE, seq=99))


async def test_a_word_taken_back_is_given_no_more_and_another_may_be_said(records: Records) -> None:
    async with records.unit() as unit:
        first = await unit.reviews.add(WRONG)
        await unit.reviews.take_back(first, NOON + 2 * MINUTE)
        second = await unit.reviews.add(replace(WRONG, judgement=Judgement.RIGHT, right_article=None))
    assert second.number > first.number
    async with records.reading() as unit:
        assert list(await unit.reviews.all()) == [second]
        assert list(await unit.reviews.of_turn(MINE, 1)) == [second]
        assert list(await unit.reviews.of_article(FEE)) == [second]
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.reviews.take_back(first, NOON + 3 * MINUTE)


async def test_who_had_a_part_in_a_conversation_is_known_whatever_the_part_was(records: Records) -> None:
    held = Handoff(HandoffId("h1"), MINE, GENERAL, HandoffReason.CITIZEN_ASKED, NOON, claimed_by=ANNA, claimed_at=NOON)
    async with records.unit() as unit:
        await unit.handoffs.add(held)
        await unit.drafts.add(replace(BESIDE, seq=1))
        assert not await unit.reviews.took_part(BO, NOON)
        await unit.drafts.decide(MINE, 1, Decision.DISAGREED, BO, NOON + MINUTE)
    async with records.reading() as unit:
        assert set(await unit.reviews.took_part(ANNA, NOON)) == {MINE}
        assert set(await unit.reviews.took_part(BO, NOON)) == {MINE}
        assert not await unit.reviews.took_part(BO, NOON + 2 * MINUTE)
        assert [one.seq for one in await unit.drafts.turned_down(NOON)] == [1]
        assert not await unit.drafts.turned_down(NOON + 2 * MINUTE)


@pytest.mark.parametrize("part", ["message", "transfer", "correction"])
async def test_writing_passing_on_and_correcting_are_a_part_also_when_somebody_else_holds_it_now(
    records: Records, part: str
) -> None:
    held = Handoff(HandoffId("h1"), MINE, GENERAL, HandoffReason.CITIZEN_ASKED, NOON)
    said = replace(assistant_answers("m1"), speaker=Speaker.AGENT)
    async with records.unit() as unit:
        await unit.handoffs.add(held)
        if part == "message":
            await unit.messages.add(Message(held.id, MINE, said, BO, NOON, NOON))
        elif part == "transfer":
            await unit.transfers.add(
                Transfer(held.id, TransferKind.QUEUE, BO, NOON, "Gäller avgiften", area="forskola")
            )
        else:
            await unit.messages.correct(Correction(MINE, 4, said.text, "nu", BO, NOON))
    async with records.reading() as unit:
        assert set(await unit.reviews.took_part(BO, NOON)) == {MINE}
        assert not await unit.reviews.took_part(ANNA, NOON)
