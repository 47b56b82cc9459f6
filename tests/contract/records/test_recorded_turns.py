"""Turns, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.confidence import Verdict
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.grounds import Grounds, Likeness
from assistant.domain.knowledge import ArticleId, Candidate, FactId
from assistant.domain.turn import TurnOutcome, TurnRecord, Understanding
from assistant.ports.records import Records
from tests.contract.records.sample_records import AROUND_NOON, MINE, MINUTE, NOON, citizen_says, open_conversations

CLOSED = TurnRecord(
    MINE,
    1,
    NOON,
    closed_at=NOON + MINUTE,
    outcome=TurnOutcome.ANSWERED_FROM_KNOWLEDGE,
    understanding=Understanding("ask_fee", 0.1 + 0.2),
    article=ArticleId("forskola.avgift"),
    confidence=1 / 3,
    candidates=(
        Candidate(ArticleId("forskola.avgift"), 1 / 3, (FactId("f1"), FactId("f2"))),
        Candidate(ArticleId("forskola.plats"), 0.25),
    ),
    grounds=Grounds(Verdict.CLARIFY, 0.95, 0.1 + 0.2, Likeness("Vad kostar förskolan?", ("Norrköping",))),
    danger="none of it",
    disputes=7,
    durations_ms={"danger": 0.7, "engine": 81.25},
    versions={"dialogue": "20261101", "index": "ä"},
)


async def _open(records: Records, *names: str) -> None:
    await open_conversations(records, *names)
    async with records.unit() as unit:
        for name in names:
            heard = await unit.conversations.say(ConversationId(name), citizen_says("1"), NOON)
            await unit.turns.open(ConversationId(name), heard.seq, NOON)


async def test_a_turn_is_open_with_nothing_known_of_it(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == TurnRecord(MINE, 1, NOON)


async def test_opening_a_turn_again_changes_nothing(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        await unit.turns.open(MINE, 1, NOON + MINUTE)
        assert await unit.turns.get(MINE, 1) == TurnRecord(MINE, 1, NOON)
        await unit.turns.close(CLOSED)
        await unit.turns.open(MINE, 1, NOON + MINUTE)
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == CLOSED


async def test_a_turn_of_words_nobody_said_is_a_conflict(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.turns.open(MINE, 1, NOON)


async def test_a_closed_turn_reads_back_as_it_was_closed(records: Records) -> None:
    await _open(records, MINE, "bystander")
    async with records.unit() as unit:
        await unit.turns.close(CLOSED)
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == CLOSED
        assert (await unit.turns.get(ConversationId("bystander"), 1)).closed_at is None


async def test_a_turn_without_grounds_reads_back_without_them(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        assert (await unit.turns.get(MINE, 1)).grounds is None
        await unit.turns.close(replace(CLOSED, grounds=None))
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == replace(CLOSED, grounds=None)


async def test_a_turn_that_disputes_nothing_reads_back_so(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        assert (await unit.turns.get(MINE, 1)).disputes is None
        await unit.turns.close(replace(CLOSED, disputes=None))
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == replace(CLOSED, disputes=None)


async def test_when_a_turn_was_opened_stays_as_recorded(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        await unit.turns.close(replace(CLOSED, opened_at=NOON - MINUTE))
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == CLOSED


async def test_a_turn_closes_once(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        await unit.turns.close(CLOSED)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.turns.close(replace(CLOSED, outcome=TurnOutcome.ERROR_OTHER))
    async with records.unit() as unit:
        assert await unit.turns.get(MINE, 1) == CLOSED


async def test_a_turn_does_not_close_without_an_outcome_and_a_time(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(RefusedError):
            await unit.turns.close(replace(CLOSED, outcome=None))
        with pytest.raises(RefusedError):
            await unit.turns.close(replace(CLOSED, closed_at=None))
        assert (await unit.turns.get(MINE, 1)).closed_at is None


async def test_a_turn_nobody_opened_is_not_found(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(NotFoundError):
            await unit.turns.get(MINE, 1)
        with pytest.raises(NotFoundError):
            await unit.turns.close(CLOSED)


async def test_the_turns_of_a_conversation_come_in_order(records: Records) -> None:
    await _open(records, MINE)
    async with records.unit() as unit:
        for name in ("2", "3"):
            await unit.conversations.say(MINE, citizen_says(name), NOON)
        await unit.turns.open(MINE, 3, NOON)
        await unit.turns.open(MINE, 2, NOON)
    async with records.unit() as unit:
        assert [turn.seq for turn in await unit.turns.of(MINE)] == [1, 2, 3]
        assert list(await unit.turns.of(ConversationId("nobody's"))) == []


async def test_a_turn_left_open_is_found_by_its_age(records: Records) -> None:
    await _open(records, MINE, "second", "closed")
    async with records.unit() as unit:
        await unit.turns.close(replace(CLOSED, conversation_id=ConversationId("closed")))
        assert list(await unit.turns.open_since_before(NOON)) == []
        stuck = await unit.turns.open_since_before(NOON + MINUTE)
    assert [turn.conversation_id for turn in stuck] == [MINE, "second"]


async def test_outcomes_are_counted_over_the_interval_the_turns_opened_in(records: Records) -> None:
    await _open(records, MINE)
    moments = (AROUND_NOON.start, AROUND_NOON.end, AROUND_NOON.start - timedelta(microseconds=1), NOON)
    outcomes = (TurnOutcome.DANGER, TurnOutcome.DANGER, TurnOutcome.DANGER, TurnOutcome.HANDED_OFF)
    async with records.unit() as unit:
        await unit.turns.close(replace(CLOSED, outcome=TurnOutcome.HANDED_OFF))
        for number, (moment, outcome) in enumerate(zip(moments, outcomes, strict=True), start=2):
            await unit.conversations.say(MINE, citizen_says(str(number)), moment)
            await unit.turns.open(MINE, number, moment)
            await unit.turns.close(replace(CLOSED, seq=number, opened_at=moment, outcome=outcome))
        await unit.conversations.say(MINE, citizen_says("still open"), NOON)
        await unit.turns.open(MINE, 6, NOON)
    async with records.unit() as unit:
        assert dict(await unit.turns.outcomes(AROUND_NOON)) == {"DANGER": 1, "HANDED_OFF": 2}
