"""The floor of the contact centre on one day, as a discrete-event simulation: who waits, who is free, who takes whom.

Whom a citizen suits is decided by `domain/routing.py`, as in service.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from simpy import Environment, Event

from assistant.demo.crew import Shift
from assistant.demo.habits import Habits
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.routing import Crew, offers_to_make
from assistant.domain.staffing import StaffMember, Status, StatusChange

Steps = Generator[Event, Any, None]
MATCH = timedelta(seconds=60)
"""As the setting `match_seconds` has it by default."""
STAYS_SECONDS = 1_500.0
"""So long after closing an agent goes on, at most, with citizens who still wait or write."""
LOOKS_SECONDS = 30.0


@dataclass(slots=True)
class AtWork:
    """An agent on the floor. `load`: conversations held, or about to be."""

    member: StaffMember
    status: Status
    idle_since: datetime
    load: int = 0


@dataclass(slots=True)
class Place:
    """A citizen's place in the queue. `taken` happens when an agent, `by`, claims."""

    handoff: Handoff
    taken: Event
    gone: bool = False
    by: AtWork | None = None
    kept_for: AgentId | None = None


@dataclass(slots=True)
class Floor:
    """One day. `start` is local midnight, UTC; the environment counts seconds from it."""

    env: Environment
    start: datetime
    habits: Habits
    waiting: dict[HandoffId, Place] = field(default_factory=dict)
    agents: dict[AgentId, AtWork] = field(default_factory=dict)
    status_changes: list[StatusChange] = field(default_factory=list)

    def now(self) -> datetime:
        """The moment it is on this floor: this is the virtual clock that services are handed."""
        return (self.start + timedelta(seconds=self.env.now)).astimezone(UTC)

    @property
    def somebody_there(self) -> bool:
        """Whether an agent is available."""
        return any(agent.status is Status.AVAILABLE for agent in self.agents.values())

    def works(self, shift: Shift, at_wall: Callable[[float], float]) -> Steps:
        """An agent's day. Who is at the desk at the end stays until nobody waits."""
        for spell in shift.spells[:-1]:
            yield self.env.timeout(max(0.0, at_wall(spell.at) - self.env.now))
            self._becomes(shift.member, spell.status)
        yield self.env.timeout(max(0.0, at_wall(shift.spells[-1].at) - self.env.now))
        over = self.env.now + STAYS_SECONDS
        while self.env.now < over and (self.waiting or self.agents[shift.member.id].load):
            yield self.env.timeout(LOOKS_SECONDS)
        self._becomes(shift.member, Status.SIGNED_OUT)

    def enqueue(self, handoff: Handoff) -> Place:
        """The citizen waits."""
        place = Place(handoff, self.env.event())
        self.waiting[handoff.id] = place
        self.look()
        return place

    def leave(self, place: Place) -> None:
        """The citizen no longer waits."""
        place.gone = True
        self.waiting.pop(place.handoff.id, None)

    def frees(self, agent: AtWork) -> None:
        """The agent holds one less."""
        agent.load -= 1
        agent.idle_since = self.now()
        self.look()

    def look(self) -> None:
        """Whoever can be taken is kept for an agent, who will notice."""
        crew = [_as_crew(agent) for agent in self.agents.values() if agent.status is Status.AVAILABLE]
        standing = {place.handoff.id: place.kept_for for place in self.waiting.values() if place.kept_for}
        handoffs = [place.handoff for place in self.waiting.values()]
        for handoff_id, agent_id in offers_to_make(handoffs, crew, standing, {}, (self.now(), MATCH)):
            place, agent = self.waiting[handoff_id], self.agents[agent_id]
            place.kept_for = agent_id
            agent.load += 1
            self.env.process(self._notices(place, agent))

    def _notices(self, place: Place, agent: AtWork) -> Steps:
        yield self.env.timeout(self.habits.notices(agent.load - 1))
        if place.gone or agent.status is Status.SIGNED_OUT:
            place.kept_for = None
            self.frees(agent)
            return
        self.waiting.pop(place.handoff.id)
        place.handoff = replace(place.handoff, claimed_by=agent.member.id, claimed_at=self.now())
        place.by = agent
        place.taken.succeed()
        self.look()

    def _becomes(self, member: StaffMember, status: Status) -> None:
        self.status_changes.append(StatusChange(member.id, status, self.now()))
        agent = self.agents.setdefault(member.id, AtWork(member, status, self.now()))
        agent.status = status
        self.look()


def _as_crew(agent: AtWork) -> Crew:
    member = agent.member
    return Crew(member.id, member.areas, member.languages, agent.load, member.capacity, agent.idle_since)
