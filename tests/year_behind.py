"""A stretch of lifelike days in the record: contacts by weekday and hour, talks, and citizens who leave."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from assistant.domain.conversation import (
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Speaker,
    UtteranceId,
)
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffId, HandoffReason
from assistant.domain.period import LOCAL
from assistant.ports import Records

BY_WEEKDAY = (1.3, 1.1, 1.0, 0.9, 0.7)
TALK, PATIENCE, WAIT, WORDS = 500.0, 400.0, 40.0, 25.0
"""Mean seconds: of a talk, of patience, of the wait for an agent, and the first words' own."""


async def fill(records: Records, days: list[date], a_day: float, agent: AgentId, seed: int = 1) -> int:
    """How many contacts were recorded; three in five asked for a person."""
    chance, number = Random(seed), 0
    async with records.unit() as unit:
        for opened_at in _moments(days, a_day, chance):
            number += 1
            conversation = Conversation(
                ConversationId(f"past-{number}"), f"{number:064}", Language("sv"), Holder.ASSISTANT, opened_at
            )
            await unit.conversations.open(conversation)
            said = NewUtterance(UtteranceId(f"q-{number}"), Speaker.CITIZEN, "Hej", Language("sv"))
            await unit.conversations.say(conversation.id, said, opened_at)
            if chance.random() < 0.6:
                await unit.handoffs.add(_handoff(number, conversation, agent, chance))
    return number


def _moments(days: list[date], a_day: float, chance: Random) -> Iterator[datetime]:
    for day in days:
        if day.weekday() < len(BY_WEEKDAY):
            opens = datetime.combine(day, time(8), LOCAL).astimezone(UTC)
            for _ in range(round(chance.gauss(1, 0.1) * a_day * BY_WEEKDAY[day.weekday()])):
                yield opens + timedelta(hours=8) * chance.betavariate(1.6, 1.6)


def _handoff(number: int, conversation: Conversation, agent: AgentId, chance: Random) -> Handoff:
    asked = conversation.opened_at + timedelta(seconds=30)
    wait, patience = chance.expovariate(1 / WAIT), chance.expovariate(1 / PATIENCE)
    name, reason = HandoffId(f"h-{number}"), HandoffReason.CITIZEN_ASKED
    if patience < wait + WORDS:
        return Handoff(name, conversation.id, GENERAL, reason, asked, abandoned_at=asked + timedelta(seconds=patience))
    claimed = asked + timedelta(seconds=wait)
    ended = claimed + timedelta(seconds=WORDS + chance.expovariate(1 / TALK))
    return Handoff(
        name,
        conversation.id,
        GENERAL,
        reason,
        asked,
        claimed_by=agent,
        claimed_at=claimed,
        answered_at=claimed + timedelta(seconds=WORDS),
        ended_at=ended,
    )
