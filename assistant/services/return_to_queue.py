"""Citizens whose agent vanished, fell silent, takes a break or signs out wait again, in their old places."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.conversation import Holder
from assistant.domain.errors import ConflictError, UnavailableError
from assistant.domain.handoff import AgentId, Handoff, HandoffId, Stage
from assistant.domain.routing import AnsweredOffer, OfferAnswer
from assistant.domain.staffing import StaffMember, Status, StatusChange
from assistant.ports import Unit
from assistant.services.hand_off import HandOffs
from assistant.services.messages import say_held
from assistant.services.nobody_there import NobodyThere

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReturnToQueue:
    """Takes citizens from agents, never from the queue: the request's time stays, and with it the place.

    A citizen on whom the agent had stepped in has the assistant again where nobody answers at that hour: nobody is
    queued then who need not be.
    """

    hand_offs: HandOffs
    nobody_there: NobodyThere

    async def lapse(self, handoff: Handoff, agent_name: str) -> None:
        """The vanished agent's citizen waits again, in the old place, and has been told."""
        await self._return(
            handoff,
            "{name} lost the connection. You have kept your place, and somebody else will help you.",
            agent_name,
        )

    async def take_back(self, handoff: Handoff, agent_name: str) -> None:
        """The citizen of an agent who has not said a word since the claim waits again, and has been told.

        An agent with no other conversation counts as away. Nothing happens where the agent has answered after all.

        Raises:
            ConflictError: the handoff has moved on.
        """
        await self._return(
            handoff,
            "{name} could not answer. You have kept your place, and somebody else will help you.",
            agent_name,
            silent=True,
        )

    async def let_go(self, agent: StaffMember, handoffs: Iterable[HandoffId]) -> int:
        """Those of these that the agent holds wait again, and have been told; how many."""
        held = [handoff for handoff in await self._held(agent.id) if handoff.id in set(handoffs)]
        message = "{name} is taking a break. You have kept your place, and somebody else will help you."
        return sum([await self._return_if_held(handoff, message, agent.first_name) for handoff in held])

    async def let_go_all(self, agent: StaffMember) -> None:
        """Citizens of an agent who signs out wait again at once, in their old places, and have been told."""
        message = "{name} has signed out. You have kept your place, and somebody else will help you."
        for handoff in await self._held(agent.id):
            await self._return_if_held(handoff, message, agent.first_name)

    async def _return_if_held(self, handoff: Handoff, message_id: str, agent_name: str) -> bool:
        """One that has moved on meanwhile keeps nobody else from waiting again."""
        try:
            await self._return(handoff, message_id, agent_name)
        except ConflictError:
            log.info("handoff %s moved on while its agent let it go", handoff.id)
            return False
        return True

    async def _held(self, agent_id: AgentId) -> list[Handoff]:
        async with self.hand_offs.records.reading() as unit:
            return [each for each in await unit.handoffs.held_by(agent_id) if each.stage is Stage.CLAIMED]

    async def _return(self, handoff: Handoff, message_id: str, agent_name: str, *, silent: bool = False) -> None:
        """Record, act, publish. `silent`: only where the agent still has not said anything."""
        now = self.hand_offs.clock.now()
        async with self.hand_offs.records.unit() as unit:
            handoff = await say_held(unit, handoff, now)
            if silent and await has_spoken(unit, handoff):
                return
            let_go = self._let_go(handoff, now)
            await self._record(unit, handoff, let_go, message_id, agent_name)
            if silent:
                await self._count_silence(unit, handoff)
        # Recorded first: a claim let go too early could be taken by a colleague whom the record would then refuse.
        await self.hand_offs.drop_claim(handoff)
        if let_go.stage is Stage.WAITING:
            await self.hand_offs.enqueue(let_go)
            await self.nobody_there.tell(let_go, lost=handoff)
        else:
            await self._begin_anew(handoff)

    def _let_go(self, handoff: Handoff, now: datetime) -> Handoff:
        """Waiting again; or returned to the assistant, where nobody asked for a person and none comes at this hour."""
        if handoff.was_asked_for or handoff.in_danger or self.nobody_there.chat_hours.door().is_open:
            return handoff.waiting_again(now)
        return replace(handoff, returned_at=now)

    async def _begin_anew(self, handoff: Handoff) -> None:
        """The assistant answers with a fresh memory, as after giving back; with the engine away, its old one."""
        try:
            await self.hand_offs.engine.forget(handoff.conversation_id)
        except UnavailableError:
            log.warning("the dialogue of %s was not begun anew", handoff.conversation_id)
        await self.hand_offs.tell(handoff.conversation_id)

    async def _record(self, unit: Unit, before: Handoff, after: Handoff, message_id: str, agent_name: str) -> None:
        waits = after.stage is Stage.WAITING
        holder = Holder.QUEUE if waits else Holder.ASSISTANT
        await unit.handoffs.change(before, after)
        await unit.conversations.move(before.conversation_id, holder, self.hand_offs.clock.now())
        message = message_id if waits else "{name} has left. The AI assistant answers again."
        await self.hand_offs.note(unit, before.conversation_id, message, name=agent_name)

    async def _count_silence(self, unit: Unit, handoff: Handoff) -> None:
        """The citizen is for others first; the agent is away, but one who holds somebody else may only be busy."""
        agent, now = handoff.claimed_by, self.hand_offs.clock.now()
        if agent is None:
            return
        await unit.routing.answer(AnsweredOffer(handoff.id, agent, OfferAnswer.RAN_OUT, now))
        holds_others = any(each.stage is Stage.CLAIMED for each in await unit.handoffs.held_by(agent))
        if not holds_others and await unit.staff.status(agent) is Status.AVAILABLE:
            await unit.staff.change_status(StatusChange(agent, Status.AWAY, now))


async def has_spoken(unit: Unit, handoff: Handoff) -> bool:
    """Whether the agent who holds the handoff has said anything since the claim."""
    if handoff.claimed_at is None:
        return False
    sent = await unit.messages.of(handoff.conversation_id)
    own = (message.said_at for message in sent if message.by == handoff.claimed_by and message.said_at is not None)
    return any(at >= handoff.claimed_at for at in own)
