"""Which waiting citizen is for which agent: priority, then wait; a shared language before a known area before anyone.

Language can keep a citizen waiting for a colleague who speaks it, for a time; an area never does: a generalist now is
better than a specialist later, and the promise is 120 seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import Language
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.staffing import may_take


class RoutingMode(StrEnum):
    """How citizens come to agents: these claim freely, or are offered one at a time. A value is never renamed."""

    FREE = "free"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class ModeChange:
    """A supervisor's setting of the mode, and why. `number` is 0 until recorded.

    Raises:
        RefusedError: there is no reason.
    """

    mode: RoutingMode
    at: datetime
    by: AgentId
    reason: str
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse a change that nobody could follow afterwards."""
        if not self.reason.strip():
            raise RefusedError("the mode is set with a reason")


class OfferAnswer(StrEnum):
    """What became of an offer. A value is never renamed. A claim without a word in time counts as run out as well."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    RAN_OUT = "ran_out"


@dataclass(frozen=True, slots=True)
class AnsweredOffer:
    """An agent's answer to an offer, or its absence; `reason` only where the agent gave one. `number` is 0 at first."""

    handoff_id: HandoffId
    agent_id: AgentId
    answer: OfferAnswer
    at: datetime
    reason: str = ""
    number: int = 0


REST = timedelta(seconds=60)
"""For so long nobody is asked again about a citizen whom they have just passed on: two others have time to answer."""

Passes = Mapping[HandoffId, Mapping[AgentId, Sequence[datetime]]]
"""Who has passed on whom, each time, in order."""


@dataclass(frozen=True, slots=True)
class Crew:
    """An agent who is available and at the desk. `load`: conversations held now; `idle_since`: last served then."""

    id: AgentId
    areas: tuple[AreaId, ...]
    languages: tuple[Language, ...]
    load: int
    capacity: int
    idle_since: datetime

    def speaks(self, handoff: Handoff) -> bool:
        """Whether the agent answers in the citizen's language; where nobody knows it, everybody does.

        A kind of a language is that language: `sv-simple` is Swedish.
        """
        return handoff.lang is None or handoff.lang.partition("-")[0] in self.languages

    def area_fit(self, handoff: Handoff) -> int:
        """2: one of the agent's own areas; 1: the agent knows all alike, or nobody knows the area; 0: another's."""
        if handoff.area is None or not self.areas:
            return 1
        return 2 if handoff.area in self.areas else 0

    def has_room_for(self, handoff: Handoff) -> bool:
        """Whether the agent may hold one more, and that one this."""
        return may_take(self.load, self.capacity, in_danger=handoff.in_danger)


def in_queue_order(waiting: Iterable[Handoff]) -> list[Handoff]:
    """The next to be served first: higher priority, then the earlier place."""
    return sorted(waiting, key=lambda handoff: (-handoff.priority, handoff.place_from, handoff.id))


def anybodys(handoff: Handoff, now: datetime, patience: timedelta) -> bool:
    """Whether the citizen is for whoever has room: in danger, or kept waiting long enough for a better match."""
    return handoff.in_danger or now - handoff.place_from >= patience


def is_for(handoff: Handoff, agent: Crew, crew: Sequence[Crew], now: datetime, patience: timedelta) -> bool:
    """Whether the agent may be offered the citizen: speaks the language, nobody on duty does, or it took too long."""
    if agent.speaks(handoff) or anybodys(handoff, now, patience):
        return True
    return not any(other.speaks(handoff) for other in crew)


def offers_to_make(
    waiting: Iterable[Handoff],
    crew: Sequence[Crew],
    standing: Mapping[HandoffId, AgentId],
    passed: Passes,
    at: tuple[datetime, timedelta],
) -> list[tuple[HandoffId, AgentId]]:
    """Who is offered whom now, in queue order; an agent gets one offer at a time, a citizen stands on one.

    `standing`: offers that run; `at`: now, and how long a citizen waits for a shared language.
    """
    now, patience = at
    free = {agent.id: agent for agent in crew if agent.id not in set(standing.values())}
    made = []
    for handoff in in_queue_order(waiting):
        if handoff.id in standing:
            continue
        able = [a for a in free.values() if a.has_room_for(handoff) and is_for(handoff, a, crew, now, patience)]
        found = _best(handoff, able, passed.get(handoff.id, {}), now)
        if found is not None:
            made.append((handoff.id, found.id))
            del free[found.id]
    return made


def _best(
    handoff: Handoff, able: Sequence[Crew], passed: Mapping[AgentId, Sequence[datetime]], now: datetime
) -> Crew | None:
    """Who has passed least often; then the best match; among equals who holds least, then who has been idle longest.

    Nobody who has only just passed: it goes round, and comes again.
    """
    rested = [agent for agent in able if agent.id not in passed or now - passed[agent.id][-1] >= REST]
    return min(
        rested,
        key=lambda agent: (
            len(passed.get(agent.id, ())),
            not agent.speaks(handoff),
            -agent.area_fit(handoff),
            agent.load,
            agent.idle_since,
            agent.id,
        ),
        default=None,
    )


def suited_first(waiting: Iterable[Handoff], agent: Crew, now: datetime, patience: timedelta) -> list[Handoff]:
    """The queue as it is best for this agent to take it: never past a higher priority, nor past who is anybody's."""

    def match(handoff: Handoff) -> int:
        if anybodys(handoff, now, patience):
            return 0
        return 3 - agent.area_fit(handoff) if agent.speaks(handoff) else 4

    return sorted(in_queue_order(waiting), key=lambda handoff: (-handoff.priority, match(handoff)))


def passes_in(answers: Iterable[AnsweredOffer]) -> Passes:
    """Who has passed on whom, by answers in order."""
    found: dict[HandoffId, dict[AgentId, list[datetime]]] = {}
    for answered in answers:
        if answered.answer is not OfferAnswer.ACCEPTED:
            found.setdefault(answered.handoff_id, {}).setdefault(answered.agent_id, []).append(answered.at)
    return found


def run_out_in_a_row(answers: Iterable[AnsweredOffer], agent_id: AgentId, since: datetime) -> int:
    """How many offers the agent has let run out since last answering one, or since `since`; by answers in order."""
    own = [each.answer for each in answers if each.agent_id == agent_id and each.at >= since]
    answered = [place for place, answer in enumerate(own) if answer is not OfferAnswer.RAN_OUT]
    return len(own) - (answered[-1] + 1 if answered else 0)
