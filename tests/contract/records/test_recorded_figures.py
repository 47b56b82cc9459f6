"""What the figures are counted from, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.conversation import ConversationId, Holder
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import Handoff
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.measures.told import Told, ToldReview, ToldTurn
from assistant.domain.returns import KnownBy, Return
from assistant.domain.review import Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome, TurnRecord, Understanding
from assistant.ports.figures import Fitting, Found
from assistant.ports.interval import Interval
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    AROUND_NOON,
    BO,
    MINE,
    MINUTE,
    NOON,
    add_staff,
    citizen_says,
    claimed,
    conversation,
    ended,
    handoff,
)

FEE, QUEUE = ArticleId("forskola.avgift"), ArticleId("forskola.ko")
DAY = timedelta(days=1)
SECOND = ConversationId("second")
HELD = ended(claimed(replace(handoff("held"), answered_at=NOON + 2 * MINUTE)))
CLOSED = TurnRecord(
    MINE,
    1,
    NOON,
    closed_at=NOON + MINUTE,
    outcome=TurnOutcome.ANSWERED_FROM_KNOWLEDGE,
    understanding=Understanding("ask_question", 0.9),
    article=FEE,
    candidates=(Candidate(QUEUE, 0.96, ()), Candidate(FEE, 0.5, ())),
)


async def opens(records: Records, name: str, before: timedelta = timedelta(0), *said: str) -> None:
    async with records.unit() as unit:
        await unit.conversations.open(conversation(name, NOON - before))
        for number, text in enumerate(said):
            await unit.conversations.say(ConversationId(name), citizen_says(f"{name}-{number}", text), NOON - before)


@pytest.fixture
async def full(records: Records) -> Records:
    """A conversation of which everything is known."""
    await add_staff(records, ANNA, BO)
    await opens(records, MINE, timedelta(0), "Hej!", "Vad kostar förskolan?", "Tack")
    async with records.unit() as unit:
        for turn in (CLOSED, replace(CLOSED, seq=2, outcome=TurnOutcome.CLARIFYING, article=None, disputes=1)):
            await unit.turns.open(MINE, turn.seq, NOON)
            await unit.turns.close(turn)
        await unit.turns.open(MINE, 3, NOON)
        await unit.handoffs.add(HELD)
        await unit.surveys.give(Survey(MINE, NOON + DAY, resolved=True, treatment=4, comment="Bra"))
        for seq in (1, 2):
            await unit.reviews.draw(Sample(MINE, seq, "forskola", FEE, NOON, 0.25))
        right = Review(MINE, 1, "forskola", FEE, NOON, ANNA, Judgement.RIGHT, NOON + DAY)
        await unit.reviews.add(right)
        await unit.reviews.add(replace(right, reviewer=BO, judgement=Judgement.SHOULD_HAVE_HANDED_OFF))
        await unit.conversations.move(MINE, Holder.NOBODY, NOON + 10 * MINUTE)
    await opens(records, SECOND, -2 * DAY, "Hej igen!")
    async with records.unit() as unit:
        await unit.returns.add(Return(SECOND, MINE, KnownBy.SAME_TAB, NOON + 2 * DAY))
    return records


def names(found: list[Told]) -> list[str]:
    return [each.id for each in found]


async def test_all_that_a_conversation_counts_by_is_told_of_it(full: Records) -> None:
    async with full.reading() as unit:
        (told,) = await unit.figures.told(AROUND_NOON)
    first = ToldTurn(
        1, NOON, NOON + MINUTE, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, "ask_question", FEE, QUEUE, searched=True
    )
    second = replace(first, seq=2, outcome=TurnOutcome.CLARIFYING, article=None, disputes=1)
    assert told == Told(
        MINE,
        conversation().lang,
        NOON,
        NOON + 10 * MINUTE,
        turns=(first, second),
        handoffs=(HELD,),
        surveyed=True,
        solved=True,
        treatment=4,
        reviews=(ToldReview(FEE, 0.25, right=False),),
        returned_at=NOON + 2 * DAY,
    )


async def test_one_told_of_by_its_id_is_told_the_same(full: Records) -> None:
    async with full.reading() as unit:
        by_time = await unit.figures.told(AROUND_NOON)
        assert list(await unit.figures.told_of([ConversationId("none such"), MINE])) == list(by_time)
        assert list(await unit.figures.told_of([])) == []


async def test_a_bare_conversation_is_told_without_anything_and_a_silent_one_not_at_all(records: Records) -> None:
    await opens(records, "heard", timedelta(0), "Hej!")
    await opens(records, "silent")
    async with records.reading() as unit:
        (told,) = await unit.figures.told(AROUND_NOON)
    assert told == Told(ConversationId("heard"), conversation().lang, NOON)


async def test_one_that_waits_for_a_person_after_midnight_is_told_of_with_the_next_day_too(records: Records) -> None:
    await opens(records, "evening", 2 * DAY, "Hej!")
    async with records.unit() as unit:
        await unit.handoffs.add(handoff("late", "evening"))
    async with records.reading() as unit:
        assert names(list(await unit.figures.told(AROUND_NOON))) == ["evening"]
        before = Interval(AROUND_NOON.start - 2 * DAY, AROUND_NOON.end - 2 * DAY)
        assert names(list(await unit.figures.told(before))) == ["evening"]
        between = Interval(before.end, AROUND_NOON.start - DAY)
        assert list(await unit.figures.told(between)) == []


async def test_places_are_read_newest_first_and_go_on_where_a_page_ended(records: Records) -> None:
    for name, before in (("a", MINUTE), ("b", timedelta(0)), ("c", timedelta(0)), ("d", 2 * MINUTE)):
        await opens(records, name, before, "Hej!")
    await opens(records, "silent")
    async with records.reading() as unit:
        first = await unit.figures.places(AROUND_NOON, None, 2)
        rest = await unit.figures.places(AROUND_NOON, first.last, 10)
    assert [name for _, name in first.places] == ["c", "b"]
    assert first.last == first.places[-1]
    assert list(rest.places) == [(NOON - MINUTE, "a"), (NOON - 2 * MINUTE, "d")]
    assert rest.last is None


async def test_agents_time_is_told_with_what_reaches_into_the_interval(records: Records) -> None:
    await add_staff(records, ANNA)
    await opens(records, MINE, timedelta(0), "Hej!")
    yesterday = StatusChange(ANNA, Status.AVAILABLE, NOON - DAY)
    now = StatusChange(ANNA, Status.BREAK, NOON)
    waiting: Handoff = handoff("waits", MINE, NOON + MINUTE)
    async with records.unit() as unit:
        for change in (StatusChange(ANNA, Status.LUNCH, NOON - 9 * DAY), yesterday, now):
            await unit.staff.change_status(change)
        await unit.handoffs.add(HELD)
        await unit.handoffs.add(waiting)
    async with records.reading() as unit:
        told = await unit.figures.time(AROUND_NOON)
    assert (told.changes, told.handoffs) == ((yesterday, now), (HELD,))


async def test_the_first_conversation_of_all_is_the_oldest(records: Records) -> None:
    await opens(records, "ancient", 4000 * DAY)
    async with records.reading() as unit:
        assert await unit.figures.first() == NOON - 4000 * DAY


async def test_a_return_reads_back_and_a_later_word_replaces_it(full: Records) -> None:
    unknown = Return(SECOND, None, KnownBy.AGENT, NOON + 3 * DAY)
    async with full.unit() as unit:
        await unit.returns.add(unknown)
    async with full.reading() as unit:
        assert await unit.returns.of(SECOND) == unknown
        assert await unit.returns.of(MINE) is None
        assert (await unit.figures.told(AROUND_NOON))[0].returned_at is None


async def test_the_same_tab_alone_is_kept_and_makes_no_return(full: Records) -> None:
    perhaps = Return(SECOND, MINE, KnownBy.SAME_TAB_ONLY, NOON + 2 * DAY)
    async with full.unit() as unit:
        await unit.returns.add(perhaps)
    async with full.reading() as unit:
        assert await unit.returns.of(SECOND) == perhaps
        assert (await unit.figures.told(AROUND_NOON))[0].returned_at is None


async def test_what_was_no_return_after_all_is_struck_out_once_and_for_all(full: Records) -> None:
    for _ in range(2):
        async with full.unit() as unit:
            await unit.returns.remove(SECOND)
    async with full.reading() as unit:
        assert await unit.returns.of(SECOND) is None
        assert (await unit.figures.told(AROUND_NOON))[0].returned_at is None


async def test_a_return_of_a_conversation_nobody_opened_is_a_conflict(full: Records) -> None:
    for known in (
        Return(ConversationId("none such"), None, KnownBy.AGENT, NOON),
        Return(SECOND, ConversationId("none such"), KnownBy.AGENT, NOON),
    ):
        with pytest.raises(ConflictError):
            async with full.unit() as unit:
                await unit.returns.add(known)


async def test_an_answer_a_hair_later_than_promised_is_late_and_one_well_within_is_not(records: Records) -> None:
    await add_staff(records, ANNA)
    answers = {"early": 100, "late": 120.000_001, "much_later": 40_000, "never": None}
    for name, seconds in answers.items():
        await opens(records, name, timedelta(0), "Hej!")
        asked = handoff(name, name)
        answered_at = None if seconds is None else asked.requested_at + timedelta(seconds=seconds)
        async with records.unit() as unit:
            await unit.handoffs.add(replace(claimed(asked), answered_at=answered_at))
    async with records.reading() as unit:
        looked = await unit.figures.places(AROUND_NOON, None, 4, fitting=Fitting(Found.LATE))
    assert [name for _, name in looked.places] == ["never", "much_later", "late"]
    assert looked.last == (NOON, "early")
