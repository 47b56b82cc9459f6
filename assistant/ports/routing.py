"""How waiting citizens come to agents: the mode that holds, the offers that stand, and what became of others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.routing import AnsweredOffer, ModeChange
from assistant.ports.interval import Interval


class RoutingRecords(Protocol):
    """The modes that supervisors have set and the answers to offers, remembered like all else in a `Unit`."""

    async def add(self, change: ModeChange) -> ModeChange:
        """Recorded, and given back with its number. Raises ConflictError where `by` is no member of staff."""
        ...

    async def current(self) -> ModeChange | None:
        """The latest mode; None before the first."""
        ...

    async def answer(self, answered: AnsweredOffer) -> AnsweredOffer:
        """Recorded, and given back with its number. Raises ConflictError where there is no such handoff or agent."""
        ...

    async def answers(self, interval: Interval) -> Sequence[AnsweredOffer]:
        """All of the interval, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A handoff held out to one agent. `left`: how long the agent still has to answer."""

    handoff_id: HandoffId
    agent_id: AgentId
    left: timedelta


class OfferBoard(Protocol):
    """Which handoff is offered to whom. Methods raise UnavailableError when the server is away.

    It decides races: a handoff stands on offer to one agent at most, and an agent has one offer at most. What it
    forgets is offered again.
    """

    async def make(self, handoff_id: HandoffId, agent_id: AgentId, life: timedelta) -> bool:
        """Atomically: offered for `life` from now. False where the handoff or the agent has an offer already.

        An offer whose time is over counts until `run_out` has told of it.
        """
        ...

    async def take_down(self, handoff_id: HandoffId, agent_id: AgentId | None = None) -> bool:
        """Offered to nobody, or no longer to this agent. False where it was not; repeating changes nothing."""
        ...

    async def run_out(self) -> Sequence[Offer]:
        """Takes down the offers whose time is over; each is told once, to one asker."""
        ...

    async def standing(self) -> Sequence[Offer]:
        """All whose time runs, the shortest first."""
        ...
