"""The offer board in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.adapters.memory.live import Outage
from assistant.domain.handoff import AgentId, HandoffId
from assistant.ports.clock import Clock
from assistant.ports.routing import Offer


class MemoryOfferBoard:
    """Offers that run on the clock it is given."""

    def __init__(self, clock: Clock, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._clock = clock
        self._offers: dict[HandoffId, tuple[AgentId, datetime]] = {}

    async def make(self, handoff_id: HandoffId, agent_id: AgentId, life: timedelta) -> bool:
        self._outage.check()
        if handoff_id in self._offers or any(agent == agent_id for agent, _ in self._offers.values()):
            return False
        self._offers[handoff_id] = (agent_id, self._clock.now() + life)
        return True

    async def take_down(self, handoff_id: HandoffId, agent_id: AgentId | None = None) -> bool:
        self._outage.check()
        offered_to, _ = self._offers.get(handoff_id, (None, None))
        if offered_to is None or agent_id not in {None, offered_to}:
            return False
        del self._offers[handoff_id]
        return True

    async def run_out(self) -> Sequence[Offer]:
        self._outage.check()
        over = {handoff: agent for handoff, (agent, until) in self._offers.items() if until <= self._clock.now()}
        for handoff in over:
            del self._offers[handoff]
        return [Offer(handoff, agent, timedelta(0)) for handoff, agent in over.items()]

    async def standing(self) -> Sequence[Offer]:
        self._outage.check()
        now = self._clock.now()
        running = [Offer(handoff, agent, until - now) for handoff, (agent, until) in self._offers.items()]
        return sorted((offer for offer in running if offer.left > timedelta(0)), key=lambda offer: offer.left)
