"""Which waiting citizen is for which agent: priority, then wait; a shared language before a known area before anyone.

Language can keep a citizen waiting for a colleague who speaks it, for a time; an area never does: a generalist now is
better than a specialist later, and the promise is 120 seconds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    passed: Mapping[HandoffId, Collection[AgentId]],
    at: tuple[datetime, timedelta],
) -> list[tuple[HandoffId, AgentId]]:
    """Who is offered whom now, in queue order; an agent gets one offer at a time, a citizen stands on one.

    `standing`: offers that run; `passed`: who has declined each or let it run out (all on duty having passed, it goes
    round again); `at`: now, and how long a citizen waits for a shared language.
    """
    now, patience = at
    free = {agent.id: agent for agent in crew if agent.id not in set(standing.values())}
    made = []
    for handoff in in_queue_order(waiting):
        if handoff.id in standing:
            continue
        able = [a for a in free.values() if a.has_room_for(handoff) and is_for(handoff, a, crew, now, patience)]
        found = _best(handoff, _not_passed(able, passed.get(handoff.id, ()), crew))
        if found is not None:
            made.append((handoff.id, found.id))
            del free[found.id]
    return made


def _not_passed(able: Sequence[Crew], passed: Collection[AgentId], crew: Sequence[Crew]) -> Sequence[Crew]:
    goes_round_again = all(agent.id in passed for agent in crew)
    return able if goes_round_again else [agent for agent in able if agent.id not in passed]


def _best(handoff: Handoff, able: Sequence[Crew]) -> Crew | None:
    """The best match; among equals who holds least, then who has been idle longest: a fair share of the work."""
    return min(
        able,
        key=lambda agent: (
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
