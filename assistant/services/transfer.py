"""An agent passes a conversation on, with a summary that whoever takes over reads first.

To a colleague: `hold_out.py`; to a later call: `call_instead.py`.

As in `hand_off`: recorded in one unit, then acted upon in Redis, then published. The record's compare-and-set on the
handoff keeps two agents from holding it, whatever Redis says; the time of request, and with it the place, is kept.
"""

import logging
from dataclasses import dataclass, replace

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.conversation import Holder
from assistant.domain.errors import NobodyComesError, RefusedError, UnavailableError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.routing import AnsweredOffer, OfferAnswer, RoutingMode
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import Transfer, TransferKind
from assistant.ports import Unit
from assistant.services.chat_hours import Door
from assistant.services.hand_off import HandOffs
from assistant.services.messages import say_held
from assistant.services.nobody_there import NobodyThere
from assistant.services.on_duty import OnDuty

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PassOn:
    """Transfers of conversations that agents hold."""

    hand_offs: HandOffs
    on_duty: OnDuty
    catalogue: Catalogue
    nobody_there: NobodyThere

    async def colleagues(self, agent: StaffMember) -> tuple[StaffMember, ...]:
        """Who could take a conversation of the agent's right now: available, present, with room for one more."""
        others = [member for member in await self.on_duty.available() if member.id != agent.id]
        async with self.hand_offs.records.reading() as unit:
            claimed = [handoff.claimed_by for handoff in await unit.handoffs.claimed()]
        return tuple(member for member in others if claimed.count(member.id) < member.capacity)

    async def nobody_comes(self, agent: StaffMember) -> Door | None:
        """The closed door, where it is closed and no colleague is at a desk; None where somebody may come."""
        door = self.nobody_there.chat_hours.door()
        if door.is_open or any(member.id != agent.id for member in await self.on_duty.available()):
            return None
        return door

    async def was_passed_on_by(self, handoff_id: HandoffId, agent: AgentId) -> bool:
        """Whether the latest transfer of the handoff was this agent's."""
        async with self.hand_offs.records.reading() as unit:
            made = await unit.transfers.of(handoff_id)
        return bool(made) and made[-1].by == agent

    async def to_queue(self, handoff_id: HandoffId, agent: StaffMember, area: str | None, summary: str) -> None:
        """The citizen waits again in the old place, and has been told; `area` says what the next agent should know.

        Raises:
            ConflictError: the agent does not hold the conversation.
            NobodyComesError: it is closed and no colleague is there. Who may be in danger keeps the place even so.
            RefusedError: there is no summary, or no such area.
        """
        if area is not None and area not in self.catalogue.areas:
            raise RefusedError(f"no area {area}")
        closed = await self.nobody_comes(agent)
        now = self.hand_offs.clock.now()
        transfer = Transfer(handoff_id, TransferKind.QUEUE, agent.id, now, summary, area=area)
        async with self.hand_offs.records.unit() as unit:
            handoff = await self.begin(unit, transfer)
            if closed is not None and not handoff.in_danger:
                raise NobodyComesError(f"nobody takes handoff {handoff_id} from the queue tonight")
            wanted = AreaId(area) if area is not None else handoff.area
            waiting = replace(handoff.waiting_again(now), area=wanted)
            await unit.handoffs.change(handoff, waiting)
            await unit.conversations.move(handoff.conversation_id, Holder.QUEUE, now)
            await self.hand_offs.note(
                unit,
                handoff.conversation_id,
                "{name} asks a colleague who knows more to help you. You have kept your place in the queue.",
                name=agent.first_name,
            )
            await self._count_as_declined(unit, handoff, agent.id)
        await self.hand_offs.drop_claim(handoff)
        await self.hand_offs.enqueue(waiting)
        await self.nobody_there.tell(waiting, lost=handoff)

    async def _count_as_declined(self, unit: Unit, handoff: Handoff, agent_id: AgentId) -> None:
        """Where citizens are offered, this one goes to others before the agent who has just passed them on."""
        mode = await unit.routing.current()
        if mode is not None and mode.mode is RoutingMode.OFFER:
            now = self.hand_offs.clock.now()
            await unit.routing.answer(AnsweredOffer(handoff.id, agent_id, OfferAnswer.DECLINED, now))

    async def outside(self, handoff_id: HandoffId, agent: StaffMember, whom: str, summary: str) -> None:
        """The conversation is closed and the agent's wrap-up has begun; the citizen has been told who takes over.

        Raises:
            ConflictError: the agent does not hold the conversation.
            RefusedError: there is no summary, or nobody is named.
        """
        now = self.hand_offs.clock.now()
        transfer = Transfer(handoff_id, TransferKind.OUTSIDE, agent.id, now, summary, whom=whom.strip())
        async with self.hand_offs.records.unit() as unit:
            handoff = await self.begin(unit, transfer)
            await unit.handoffs.change(handoff, replace(handoff, ended_at=now))
            await self.hand_offs.note(
                unit,
                handoff.conversation_id,
                "{name} passes your question on to {whom}, with a summary of what you have told us. "
                "The conversation here is closed.",
                name=agent.first_name,
                whom=transfer.whom,
            )
            await unit.conversations.move(handoff.conversation_id, Holder.NOBODY, now)
        await self.hand_offs.drop_claim(handoff)
        await self.hand_offs.tell(handoff.conversation_id)

    async def begin(self, unit: Unit, transfer: Transfer) -> Handoff:
        """Within `unit`, whoever takes over: nothing sent is lost, the transfer and its entry are recorded."""
        handoff = await unit.handoffs.get(transfer.handoff_id)
        handoff.check_held_by(transfer.by)
        handoff = await say_held(unit, handoff, transfer.at)
        recorded = await unit.transfers.add(transfer)
        details = {"transfer": recorded.number, "kind": transfer.kind, "to": transfer.to, "area": transfer.area}
        subject = f"conversation:{handoff.conversation_id}"
        await unit.audit.add(AuditEntry(transfer.at, transfer.by, Act.TRANSFERRED, subject, details=details))
        return handoff

    async def move_claim(self, handoff: Handoff, before: AgentId, after: AgentId) -> None:
        """Redis leases the handoff to its new holder; with it away the next beat does."""
        await self._release(handoff, before)
        try:
            await self.hand_offs.claims.claim(handoff.queue, handoff.id, after, self.hand_offs.lease)
        except UnavailableError:
            log.warning("the claim to handoff %s is taken up by its new holder's next beat", handoff.id)

    async def _release(self, handoff: Handoff, agent_id: AgentId) -> None:
        try:
            await self.hand_offs.claims.release(handoff.id, agent_id)
        except UnavailableError:
            log.warning("the claim to handoff %s was not released: it lapses by itself", handoff.id)
