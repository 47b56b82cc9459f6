"""Questions that were not answered or disputed, in each form of the record."""

from dataclasses import replace

import pytest

from assistant.domain.confidence import Verdict
from assistant.domain.gap import GapMark, Missed, Settled, Why
from assistant.domain.grounds import Grounds, Likeness
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId, Candidate, FactId
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    AROUND_NOON,
    MINE,
    MINUTE,
    NOON,
    citizen_says,
    member,
    open_conversations,
)

EVA = member(AgentId("eva"))
THOUGHT_OF = (Candidate(ArticleId("bygglov.altan"), 0.31, (FactId("bygglov.altan"),)),)
LOOKED = Grounds(Verdict.HAND_OFF, 0.8, 0.1, Likeness("Altan", ("höns",)))
NOTHING = TurnRecord(
    MINE, 1, NOON, NOON, TurnOutcome.UNANSWERED_NO_PASSAGE, candidates=THOUGHT_OF, grounds=LOOKED, confidence=0.31
)
GIVEN = replace(NOTHING, outcome=TurnOutcome.ANSWERED_FROM_KNOWLEDGE, article=ArticleId("bygglov.altan"))


@pytest.fixture(autouse=True)
async def editor(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        await unit.staff.add(EVA)


async def turns(records: Records, *closed: TurnRecord) -> None:
    """One after another in my conversation, a minute apart."""
    async with records.unit() as unit:
        for number, turn in enumerate(closed):
            at = NOON + number * MINUTE
            said = await unit.conversations.say(MINE, citizen_says(str(number), f"fråga {number}"), at)
            await unit.turns.open(MINE, said.seq, at)
            await unit.turns.close(replace(turn, seq=said.seq))


async def missed(records: Records, limit: int = 10) -> list[Missed]:
    async with records.reading() as unit:
        return list(await unit.gaps.missed(AROUND_NOON, limit))


async def test_a_question_that_the_knowledge_base_gave_nothing_for_is_missed_with_what_it_thought_of(
    records: Records,
) -> None:
    await turns(records, NOTHING)
    assert await missed(records) == [Missed(MINE, 1, NOON, "fråga 0", "sv", Why.UNANSWERED, THOUGHT_OF)]


async def test_answers_small_talk_requests_for_a_person_and_danger_are_none(records: Records) -> None:
    asked_for_person = replace(NOTHING, outcome=TurnOutcome.HANDED_OFF, grounds=None, candidates=(), confidence=None)
    small_talk = replace(asked_for_person, outcome=TurnOutcome.ANSWERED_FROM_DIALOGUE)
    await turns(records, GIVEN, asked_for_person, small_talk, replace(NOTHING, danger="suicide"))
    assert await missed(records) == []


async def test_an_answer_that_the_citizen_disputed_is_missed_newest_first_and_no_more_than_wanted(
    records: Records,
) -> None:
    complaint = replace(GIVEN, outcome=TurnOutcome.ANSWERED_FROM_DIALOGUE, article=None, grounds=None, disputes=1)
    handed = replace(NOTHING, outcome=TurnOutcome.HANDED_OFF)
    await turns(records, GIVEN, complaint, handed)
    assert [(one.seq, one.why) for one in await missed(records)] == [(3, Why.UNANSWERED), (1, Why.DISPUTED)]
    assert [one.seq for one in await missed(records, limit=1)] == [3]


async def test_what_an_editor_has_seen_to_stands_no_longer_and_may_be_marked_again(records: Records) -> None:
    await turns(records, NOTHING, NOTHING)
    mark = GapMark(MINE, 1, Settled.DRAFTED, EVA.id, NOON, ArticleId("bygglov.altan"))
    async with records.unit() as unit:
        await unit.gaps.mark(mark)
        await unit.gaps.mark(replace(mark, settled=Settled.DISMISSED, article=None))
    assert [one.seq for one in await missed(records)] == [2]
