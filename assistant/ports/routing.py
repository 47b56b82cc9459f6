"""How waiting citizens come to agents: the mode that holds, and the offers that stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.routing import ModeChange


class RoutingModes(Protocol):
    """The modes that supervisors have set, remembered like all else in a `Unit`."""

    async def add(self, change: ModeChange) -> ModeChange:
        """Recorded, and given back with its number. Raises ConflictError where `by` is no member of staff."""
        ...

    async def current(self) -> ModeChange | None:
        """The latest; None before the first."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """A handoff held out to one agent. `left`: how long the agent still has to answer."""

    handoff_id: HandoffId
    agent_id: AgentId
    left: timedelta


@dataclass(frozen=True, slots=True)
class RunOut:
    """An offer that its agent let run out. `in_a_row`: how many by now, this one among them."""

    handoff_id: HandoffId
    agent_id: AgentId
    in_a_row: int


class OfferBoard(Protocol):
    """Which handoff is offered to whom. Methods raise UnavailableError when the server is away.

    It decides races: a handoff stands on offer to one agent at most, and an agent has one offer at most. What it
    forgets is offered again.
    """

    async def make(self, handoff_id: HandoffId, agent_id: AgentId, life: timedelta) -> bool:
        """Atomically: offered for `life` from now. False where the handoff or the agent has an offer already."""
        ...

    async def decline(self, handoff_id: HandoffId, agent_id: AgentId) -> bool:
        """The agent has passed the handoff on. False where it does not stand on offer to the agent.

        The agent has answered: offers run out begin to count anew.
        """
        ...

    async def withdraw(self, handoff_id: HandoffId) -> None:
        """The handoff is offered to nobody, and nobody has passed it on; repeating changes nothing."""
        ...

    async def answered(self, agent_id: AgentId) -> None:
        """The agent is there: offers run out begin to count anew."""
        ...

    async def run_out(self) -> Sequence[RunOut]:
        """Takes down the offers whose time is over; each is told once, to one asker."""
        ...

    async def standing(self) -> Sequence[Offer]:
        """All whose time runs."""
        ...

    async def passed(self, handoffs: Collection[HandoffId]) -> Mapping[HandoffId, frozenset[AgentId]]:
        """Who has declined each of these or let it run out; those nobody has passed on are left out."""
        ...

    async def forget_passed(self, handoff_id: HandoffId) -> None:
        """The handoff may be offered to everybody anew; repeating changes nothing."""
        ...
