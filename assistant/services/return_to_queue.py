"""Citizens whose agent vanished, fell silent, takes a break or signs out wait again, in their old places."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.domain.conversation import Holder
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId, Handoff, HandoffId, Stage
from assistant.domain.routing import AnsweredOffer, OfferAnswer
from assistant.domain.staffing import StaffMember, Status, StatusChange
from assistant.ports import Unit
from assistant.services.hand_off import HandOffs
from assistant.services.messages import say_held

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReturnToQueue:
    """Takes citizens from agents, never from the queue: the request's time stays, and with it the place."""

    hand_offs: HandOffs

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
        async with self.hand_offs.records.unit() as unit:
            handoff = await say_held(unit, handoff, self.hand_offs.clock.now())
            if silent and await has_spoken(unit, handoff):
                return
            waiting = replace(handoff, claimed_by=None, claimed_at=None)
            await unit.handoffs.change(handoff, waiting)
            await unit.conversations.move(handoff.conversation_id, Holder.QUEUE, self.hand_offs.clock.now())
            await self.hand_offs.note(unit, handoff.conversation_id, message_id, name=agent_name)
            if silent:
                await self._count_silence(unit, handoff)
        # Recorded first: a claim let go too early could be taken by a colleague whom the record would then refuse.
        await self.hand_offs.drop_claim(handoff)
        await self.hand_offs.enqueue(waiting)

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
