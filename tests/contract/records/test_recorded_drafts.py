"""Drafts of answers and what became of them, in each form of the record."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import SWEDISH, ConversationId, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId, Citation, Maker
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    BO,
    MINE,
    NOON,
    add_staff,
    citizen_says,
    open_conversations,
)

SOURCE = Citation("Bygglov", "https://example.org/b", "Kontakt", date(2026, 1, 15), translated_by=Maker.MACHINE)
HELD = Draft(
    ConversationId(MINE),
    1,
    ArticleId("bygglov.altan"),
    SWEDISH,
    "En altan kräver oftast inget bygglov.",
    SOURCE,
    0.91,
    "bygglov",
    AutonomyLevel.APPROVE,
    NOON,
    next_questions=("Vad kostar det?",),
    decide_by=NOON + timedelta(seconds=120),
)
BESIDE = replace(HELD, seq=2, level=AutonomyLevel.SHADOW, decide_by=None)


@pytest.fixture(autouse=True)
async def said(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        for name in ("one", "two"):
            await unit.conversations.say(MINE, citizen_says(name), NOON)


async def test_a_draft_is_kept_whole_and_one_utterance_has_one(records: Records) -> None:
    async with records.unit() as unit:
        await unit.drafts.add(BESIDE)
        await unit.drafts.add(HELD)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.drafts.add(HELD)
        with pytest.raises(ConflictError):
            await unit.drafts.add(replace(HELD, seq=77))
    async with records.reading() as unit:
        assert await unit.drafts.get(MINE, 1) == HELD
        assert list(await unit.drafts.of(MINE)) == [HELD, BESIDE]
        assert list(await unit.drafts.held()) == [HELD]
        with pytest.raises(NotFoundError):
            await unit.drafts.get(MINE, 77)


async def test_the_first_decision_holds_and_the_second_is_refused(records: Records) -> None:
    async with records.unit() as unit:
        await unit.drafts.add(HELD)

    async def decide(decision: Decision, by: AgentId) -> Decision | None:
        try:
            async with records.unit() as unit:
                return (await unit.drafts.decide(MINE, 1, decision, by, NOON)).decision
        except ConflictError:
            return None

    outcomes = await asyncio.gather(decide(Decision.APPROVED, ANNA), decide(Decision.REJECTED, BO))
    (won,) = [outcome for outcome in outcomes if outcome is not None]
    async with records.reading() as unit:
        draft = await unit.drafts.get(MINE, 1)
        assert (draft.decision, draft.decided_at) == (won, NOON)
        assert draft.decided_by == (ANNA if won is Decision.APPROVED else BO)
        assert list(await unit.drafts.held()) == []
    async with records.unit() as unit:
        with pytest.raises(NotFoundError):
            await unit.drafts.decide(MINE, 77, Decision.APPROVED, ANNA, NOON)


async def test_one_that_an_agent_has_sent_since_is_found_until_it_is_judged(records: Records) -> None:
    async with records.unit() as unit:
        await unit.drafts.add(HELD)
        await unit.drafts.add(BESIDE)
        assert list(await unit.drafts.sent_by_agents()) == []
        sent = NewUtterance(UtteranceId("a"), Speaker.AGENT, "Nej.", SWEDISH, "Anna", HELD.article, (SOURCE,))
        await unit.conversations.say(MINE, sent, NOON)
    async with records.unit() as unit:
        assert list(await unit.drafts.sent_by_agents()) == [BESIDE]
        await unit.drafts.decide(MINE, 2, Decision.AGREED, ANNA, NOON)
        assert list(await unit.drafts.sent_by_agents()) == []


async def test_drafts_are_counted_by_topic_and_decision(records: Records) -> None:
    async with records.unit() as unit:
        await unit.drafts.add(HELD)
        await unit.drafts.add(replace(BESIDE, topic="avfall"))
        await unit.drafts.decide(MINE, 1, Decision.EDITED, ANNA, NOON)
    async with records.reading() as unit:
        counts = await unit.drafts.counts()
        assert {topic: dict(of) for topic, of in counts.items()} == {
            "bygglov": {Decision.EDITED: 1},
            "avfall": {None: 1},
        }
