"""The conversations an agent holds, with what their tabs show: read in a few looks however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.conversation import Speaker, Utterance
from assistant.domain.handoff import Handoff, Stage
from assistant.domain.passing import Passing
from assistant.domain.transfer import Transfer
from assistant.domain.turn import TurnRecord
from assistant.ports import Unit
from assistant.services.hold_out import passing_told
from assistant.services.queue_rows import beginning, latest_danger

ANY_TIME_HELD = timedelta(days=1)
"""Messages are held for seconds: whatever is held now is due long before."""


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation the agent holds, or must wrap up.

    `latest` is what citizen or agent said last, whatever the assistant or a notice said since. `danger` is the class
    of the latest words of danger, `alarm` these words themselves while no agent has answered them. `unanswered`: the
    numbers of what the citizen said since a person's last words. `answering`: an answer is on its way. `passed_on`: the
    transfer by which a colleague gave the conversation to this agent; `passing`: how it stands with holding it out.
    """

    handoff: Handoff
    latest: Utterance | None
    words: str = ""
    danger: str | None = None
    alarm: Utterance | None = None
    unanswered: tuple[int, ...] = ()
    answering: bool = False
    passed_on: Transfer | None = None
    passing: Passing | None = None

    @property
    def awaits_agent(self) -> bool:
        """Whether it is the agent's turn: the citizen spoke last, or has had no person's answer at all."""
        if self.handoff.stage is not Stage.CLAIMED or self.answering:
            return False
        return self.handoff.answered_at is None or (self.latest is not None and self.latest.by_citizen)

    @property
    def in_danger(self) -> bool:
        """Whether the citizen may be in danger."""
        return self.danger is not None or self.handoff.in_danger


async def held_in(unit: Unit, handoffs: Sequence[Handoff], now: datetime) -> tuple[Held, ...]:
    """The handoffs as their agent sees them, in their order."""
    if not handoffs:
        return ()
    ids = [handoff.conversation_id for handoff in handoffs]
    said, turns = await unit.conversations.said_in(ids), await unit.turns.of_each(ids)
    wanted = [handoff.id for handoff in handoffs]
    brought, passings = await unit.transfers.latest_of(wanted), await unit.passings.latest_of(wanted)
    # All that is held, whoever's: a handful in the whole contact centre.
    answering = {message.conversation_id for message in await unit.messages.due(now + ANY_TIME_HELD)}
    return tuple(
        _held(
            handoff,
            (said[handoff.conversation_id], turns[handoff.conversation_id]),
            (brought.get(handoff.id), passings.get(handoff.id)),
            answering=handoff.conversation_id in answering,
        )
        for handoff in handoffs
    )


def _held(
    handoff: Handoff,
    read: tuple[Sequence[Utterance], Sequence[TurnRecord]],
    passed: tuple[Transfer | None, Passing | None],
    *,
    answering: bool,
) -> Held:
    (said, turns), (brought, passing) = read, passed
    dangerous = latest_danger(turns)
    alarm = next((u for u in said if dangerous is not None and u.seq == dangerous.seq), None)
    if alarm is not None and any(u.said.speaker is Speaker.AGENT and u.seq > alarm.seq for u in said):
        alarm = None
    return Held(
        handoff,
        next((u for u in reversed(said) if u.said.speaker in {Speaker.CITIZEN, Speaker.AGENT}), None),
        next((beginning(u) for u in reversed(said) if u.by_citizen), ""),
        dangerous.danger if dangerous else None,
        alarm if handoff.stage is Stage.CLAIMED else None,
        _unanswered(said),
        answering,
        brought if brought is not None and brought.to == handoff.claimed_by else None,
        passing_told(handoff, passing, said),
    )


def _unanswered(said: Sequence[Utterance]) -> tuple[int, ...]:
    answered = next((u.seq for u in reversed(said) if u.said.speaker is Speaker.AGENT), 0)
    return tuple(u.seq for u in said if u.by_citizen and u.seq > answered)
