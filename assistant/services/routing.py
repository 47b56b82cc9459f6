"""How citizens come to agents: the mode a supervisor has set, claiming, and answering an offer."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.errors import ConflictError, UnavailableError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.routing import AnsweredOffer, ModeChange, OfferAnswer, RoutingMode, suited_first
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, EventStream, OfferBoard, Records
from assistant.ports.live import Happening, Signal
from assistant.ports.routing import Offer
from assistant.services import channels
from assistant.services.crew import crew_of
from assistant.services.hand_off import HandOffs

log = logging.getLogger(__name__)

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Queue:
    """All who wait, next first, as recorded at `read_at`; `offering`: they are held out to one agent at a time."""

    waiting: tuple[Handoff, ...]
    offering: bool
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Routing:
    """Agents' and supervisors' side of routing. `patience`: how long a citizen is kept for a shared language."""

    records: Records
    offers: OfferBoard
    stream: EventStream
    clock: Clock
    hand_offs: HandOffs
    patience: timedelta

    async def mode(self) -> RoutingMode:
        """The mode that holds: free until a supervisor has set another."""
        async with self.records.reading() as unit:
            current = await unit.routing.current()
        return RoutingMode.FREE if current is None else current.mode

    async def set_mode(self, mode: RoutingMode, by: StaffMember, reason: str) -> None:
        """The mode holds from now on; entered in the audit. Setting what holds already changes nothing.

        Raises:
            RefusedError: no reason is given.
        """
        change = ModeChange(mode, self.clock.now(), by.id, reason.strip())
        async with self.records.unit() as unit:
            current = await unit.routing.current()
            before = RoutingMode.FREE if current is None else current.mode
            if before is mode:
                return
            await unit.routing.add(change)
            details = {"from": before, "to": mode}
            await unit.audit.add(AuditEntry(change.at, by.id, Act.ROUTING_SET, "assistant:routing", reason, details))
        await self._tell()

    async def queue(self) -> Queue:
        """The queue as all agents see it."""
        now = self.clock.now()
        async with self.records.reading() as unit:
            current = await unit.routing.current()
            offering = current is not None and current.mode is RoutingMode.OFFER
            return Queue(tuple(await unit.handoffs.waiting()), offering, now)

    def arranged(self, queue: Queue, agent: StaffMember) -> tuple[Handoff, ...]:
        """The queue as the agent sees it.

        Where agents claim freely those come first who suit the agent, after danger and whoever has waited long.
        """
        if queue.offering:
            return queue.waiting
        return tuple(suited_first(queue.waiting, crew_of(agent, 0, queue.read_at), queue.read_at, self.patience))

    async def offered_to(self, agent_id: AgentId) -> Offer | None:
        """What the agent is offered now; None with Redis away."""
        try:
            return next((offer for offer in await self.offers.standing() if offer.agent_id == agent_id), None)
        except UnavailableError:
            return None

    async def claim(self, handoff_id: HandoffId, agent: StaffMember) -> Handoff:
        """As `HandOffs.claim`; what stands on offer to the agent is accepted by it.

        Raises:
            ConflictError: also, the citizen is offered to a colleague and not in danger.
        """
        offering = await self.mode() is RoutingMode.OFFER
        if offering:
            await self._check_free(handoff_id, agent.id)
        handoff = await self.hand_offs.claim(handoff_id, agent)
        if offering:
            await self._take_down(handoff, agent.id)
        return handoff

    async def _check_free(self, handoff_id: HandoffId, agent_id: AgentId) -> None:
        async with self.records.reading() as unit:
            handoff = await unit.handoffs.get(handoff_id)
        standing = {offer.handoff_id: offer.agent_id for offer in await self.offers.standing()}
        if not handoff.in_danger and standing.get(handoff_id, agent_id) != agent_id:
            raise ConflictError(f"handoff {handoff_id} is offered to a colleague")

    async def _take_down(self, handoff: Handoff, agent_id: AgentId) -> None:
        """The claim stands already: an offer left over is taken down by the next round."""
        try:
            accepted = await self.offers.take_down(handoff.id, agent_id)
            await self.offers.take_down(handoff.id)
        except UnavailableError:
            log.warning("the offer of handoff %s still stands: the next round takes it down", handoff.id)
            return
        if accepted:
            answered = AnsweredOffer(handoff.id, agent_id, OfferAnswer.ACCEPTED, self.clock.now())
            async with self.records.unit() as unit:
                await unit.routing.answer(answered)

    async def decline(self, handoff_id: HandoffId, agent: StaffMember, reason: str = "") -> bool:
        """The agent passes the offer on; the next one is asked. False where it does not stand any longer.

        Raises:
            UnavailableError: Redis or the database is away.
        """
        if not await self.offers.take_down(handoff_id, agent.id):
            return False
        declined = AnsweredOffer(handoff_id, agent.id, OfferAnswer.DECLINED, self.clock.now())
        async with self.records.unit() as unit:
            await unit.routing.answer(replace(declined, reason=reason.strip()[:LONGEST_REASON]))
        await self._tell()
        return True

    async def _tell(self) -> None:
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
