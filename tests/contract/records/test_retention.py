"""Words are taken out of the record and the rows stay, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.case import CaseEvent, CaseEventId, CaseFilter, CaseId, CaseStatus, Doer
from assistant.domain.conversation import SWEDISH, ConversationId, Holder
from assistant.domain.drafts import Draft
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import ArticleId
from assistant.domain.message import Correction, Message
from assistant.domain.note import Note
from assistant.domain.returns import KnownBy, Return
from assistant.domain.review import Judgement, Review
from assistant.domain.survey import Survey
from assistant.domain.transfer import Transfer, TransferKind
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    MINE,
    MINUTE,
    NOON,
    add_staff,
    assistant_answers,
    case,
    citizen_says,
    claimed,
    conversation,
    ended,
    handoff,
    open_conversations,
)

OTHER = ConversationId("other")
FIRST, LAST = ConversationId("first of all"), ConversationId("last of all")
DAY = timedelta(days=1)
BEFORE_NOISE = NOON - 400 * DAY


async def talk(records: Records, of: ConversationId) -> None:
    """A question with its answer, judged, and closed at noon."""
    async with records.unit() as unit:
        await unit.conversations.open(conversation(of))
        asked = await unit.conversations.say(of, citizen_says("1", "Jag heter Eva"), NOON)
        await unit.turns.open(of, asked.seq, NOON)
        outcome = TurnOutcome.ANSWERED_FROM_KNOWLEDGE
        await unit.turns.close(TurnRecord(of, asked.seq, NOON, NOON, outcome, danger="suicide"))
        await unit.conversations.say(of, assistant_answers("2"), NOON)
        await unit.surveys.give(Survey(of, NOON, resolved=True, treatment=5, comment="Hälsningar Eva"))
        await unit.conversations.move(of, Holder.NOBODY, NOON)


async def test_the_words_of_one_conversation_go_and_its_rows_and_all_others_stay(records: Records) -> None:
    await talk(records, MINE)
    await talk(records, OTHER)
    async with records.unit() as unit:
        before = list(await unit.conversations.utterances(OTHER))
        await unit.retention.forget_conversation(MINE)
        await unit.retention.forget_conversation(MINE)
    async with records.unit() as unit:
        said = await unit.conversations.utterances(MINE)
        assert [(one.seq, one.at, one.said.text, one.said.quick_replies, one.said.speaker_name) for one in said] == [
            (1, NOON, "", (), None),
            (2, NOON, "", (), None),
        ]
        assert said[1].said.article == assistant_answers("2").article
        assert said[1].said.citations == assistant_answers("2").citations
        (turn,) = await unit.turns.of(MINE)
        assert (turn.outcome, turn.danger, turn.grounds) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, None, None)
        assert await unit.surveys.of(MINE) == Survey(MINE, NOON, resolved=True, treatment=5, comment="")
        kept = await unit.conversations.get(MINE)
        assert (kept.token_digest, kept.closed_at, kept.last_seq) == ("", NOON, 2)
        assert list(await unit.conversations.utterances(OTHER)) == before
        assert (await unit.turns.of(OTHER))[0].danger == "suicide"
        assert (await unit.surveys.of(OTHER)) == Survey(OTHER, NOON, True, 5, "Hälsningar Eva")


async def test_who_came_back_in_or_after_it_goes_with_a_conversation(records: Records) -> None:
    for name in (FIRST, MINE, OTHER, LAST):
        await talk(records, name)
    kept = Return(LAST, OTHER, KnownBy.SAME_TAB, NOON)
    async with records.unit() as unit:
        for known in (Return(MINE, FIRST, KnownBy.AGENT, NOON), Return(OTHER, MINE, KnownBy.SAME_TAB, NOON), kept):
            await unit.returns.add(known)
    async with records.unit() as unit:
        await unit.retention.forget_conversation(MINE)
        await unit.retention.forget_conversation(MINE)
    async with records.reading() as unit:
        assert [await unit.returns.of(name) for name in (MINE, OTHER, LAST)] == [None, None, kept]


async def test_old_are_closed_conversations_with_words_the_oldest_first_and_no_more_than_asked_for(
    records: Records,
) -> None:
    for minutes, name in enumerate(["b", "a", "forgotten", "late"]):
        async with records.unit() as unit:
            await unit.conversations.open(conversation(name))
            await unit.conversations.move(ConversationId(name), Holder.NOBODY, NOON + minutes * MINUTE)
    await open_conversations(records, "still open")
    async with records.unit() as unit:
        await unit.retention.forget_conversation(ConversationId("forgotten"))
        noise = await unit.retention.old_conversations(NOON - 300 * DAY, 10)
        for old in noise:
            await unit.retention.forget_conversation(old)
        assert list(await unit.retention.old_conversations(NOON + 3 * MINUTE, 10)) == ["b", "a"]
        assert list(await unit.retention.old_conversations(NOON + 3 * MINUTE, 1)) == ["b"]
        assert list(await unit.retention.old_conversations(BEFORE_NOISE, 10)) == []


async def test_the_words_of_one_case_go_and_its_course_stays(records: Records) -> None:
    await add_staff(records, ANNA)
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        for seq in (1, 2):
            await unit.conversations.say(MINE, citizen_says(str(seq)), NOON)
        mine, other = await unit.cases.add(case("mine")), await unit.cases.add(case("other", seq=2))
        done = CaseEvent(CaseEventId("e"), mine.id, 1, NOON, Doer.AGENT, ANNA, CaseStatus.DONE, "Klart", "Bo lagade")
        await unit.cases.record(done)
    async with records.unit() as unit:
        await unit.retention.forget_case(mine.id)
        await unit.retention.forget_case(mine.id)
    async with records.unit() as unit:
        left = await unit.cases.get(mine.id)
        assert left == replace(mine, details={}, key_digest="", status=CaseStatus.DONE, events=1)
        assert list(await unit.cases.events(mine.id)) == [replace(done, note="", internal="")]
        assert await unit.cases.get(other.id) == other
        assert [one.id for one in await unit.cases.found(CaseFilter(text="Ågatan"), 10)] == [other.id]
        assert [one.id for one in await unit.cases.found(CaseFilter(text=mine.reference), 10)] == [mine.id]
    with pytest.raises(NotFoundError):
        async with records.unit() as unit:
            await unit.retention.forget_case(CaseId("none such"))


async def test_old_are_cases_that_are_over_by_the_last_thing_that_happened_to_them(records: Records) -> None:
    await add_staff(records, ANNA)
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        for seq, (name, status, days) in enumerate(
            [("old", CaseStatus.DONE, 1), ("touched", CaseStatus.CLOSED, 5), ("open", CaseStatus.IN_PROGRESS, 1)], 1
        ):
            await unit.conversations.say(MINE, citizen_says(name), NOON)
            one = await unit.cases.add(case(name, seq=seq))
            happened = CaseEvent(CaseEventId("e"), one.id, 1, NOON + days * DAY, Doer.AGENT, ANNA, status)
            await unit.cases.record(happened)
        for noise in await unit.retention.old_cases(NOON, 10):
            await unit.retention.forget_case(noise)
        assert list(await unit.retention.old_cases(NOON + 3 * DAY, 10)) == ["old"]
        assert list(await unit.retention.old_cases(NOON + 9 * DAY, 10)) == ["old", "touched"]
        assert list(await unit.retention.old_cases(NOON + 9 * DAY, 1)) == ["old"]
        await unit.retention.forget_case(CaseId("old"))
        assert list(await unit.retention.old_cases(NOON + 9 * DAY, 10)) == ["touched"]


async def test_what_staff_wrote_about_the_conversation_goes_and_what_figures_need_stays(records: Records) -> None:
    await add_staff(records, ANNA)
    await talk(records, MINE)
    held = replace(ended(claimed(handoff("h"))), resolved=True, subject_area="bygglov", wrap_up_note="Eva ringer igen")
    citation = assistant_answers("2").citations[0]
    approve = AutonomyLevel.APPROVE
    draft = Draft(
        MINE, 1, ArticleId("a.b"), SWEDISH, "Hej Eva", citation, 0.9, "a", approve, NOON, ("Vad kostar det?",)
    )
    review = Review(MINE, 1, "a", ArticleId("a.b"), NOON, ANNA, Judgement.RIGHT, NOON, note="Evas fråga")
    async with records.unit() as unit:
        await unit.handoffs.add(held)
        await unit.notes.add(Note("n", MINE, ANNA, NOON, "Eva lät ledsen @Anna", frozenset({ANNA})))
        await unit.transfers.add(Transfer(held.id, TransferKind.QUEUE, ANNA, NOON, "Eva vill veta mer"))
        await unit.messages.add(Message(held.id, MINE, citizen_says("m", "Hej Eva"), ANNA, NOON, NOON))
        await unit.messages.correct(Correction(MINE, 2, assistant_answers("2").text, "Så här är det", ANNA, NOON))
        await unit.drafts.add(draft)
        recorded = await unit.reviews.add(review)
    async with records.unit() as unit:
        await unit.retention.forget_conversation(MINE)
        await unit.retention.forget_conversation(MINE)
    async with records.reading() as unit:
        assert not [*await unit.notes.of(MINE), *await unit.transfers.of(held.id)]
        assert not [*await unit.messages.of(MINE), *await unit.messages.corrections(MINE)]
        assert await unit.handoffs.get(held.id) == replace(held, wrap_up_note="")
        assert await unit.drafts.get(MINE, 1) == replace(draft, text="", next_questions=())
        assert list(await unit.reviews.of_turn(MINE, 1)) == [replace(recorded, note="")]
