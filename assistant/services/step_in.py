"""An agent steps into a conversation that the assistant holds: from that instant the assistant says nothing more."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.conversation import ConversationId, Holder
from assistant.domain.errors import ConflictError, UnavailableError
from assistant.domain.handoff import GENERAL, Handoff, HandoffId, HandoffReason, Stage
from assistant.domain.staffing import StaffMember
from assistant.ports import Records
from assistant.services.approvals import withdraw_held
from assistant.services.hand_off import HandOffs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StepIn:
    """Makes the agent the holder in one unit: nobody waits in between, and no queue is touched."""

    records: Records
    hand_offs: HandOffs

    async def step_in(self, conversation_id: ConversationId, agent: StaffMember, reason: str = "") -> Handoff:
        """The agent holds the conversation, the citizen has been told by whom, and the act is in the audit.

        An answer held for approval is withdrawn. A turn under way closes without the assistant's words: it reads the
        holder in the unit that would say them.
        Repeating the press changes nothing.

        Raises:
            ConflictError: the conversation waits for a person, a colleague holds it, or it is closed.
            NotFoundError: there is no such conversation.
            UnavailableError: the record is away; nothing has changed.
        """
        now = self.hand_offs.clock.now()
        async with self.records.unit() as unit:
            conversation = await unit.conversations.hold(conversation_id)
            held = await unit.handoffs.current(conversation_id)
            if held is not None and held.stage is Stage.CLAIMED and held.claimed_by == agent.id:
                return held
            if conversation.holder is not Holder.ASSISTANT:
                raise ConflictError(f"conversation {conversation_id} is held by {conversation.holder}")
            await withdraw_held(unit, conversation_id, now)
            handoff = _stepped_in(conversation_id, agent, now)
            await unit.handoffs.add(handoff)
            await unit.conversations.move(conversation_id, Holder.AGENT, now)
            await self.hand_offs.tell_who_answers(unit, conversation_id, agent)
            subject = f"conversation:{conversation_id}"
            await unit.audit.add(AuditEntry(now, agent.id, Act.STEPPED_IN, subject, reason, {"handoff": handoff.id}))
        await self._lease(handoff, agent)
        await self.hand_offs.tell(conversation_id)
        return handoff

    async def _lease(self, handoff: Handoff, agent: StaffMember) -> None:
        try:
            await self.hand_offs.claims.renew(handoff.id, agent.id, self.hand_offs.lease)
        except UnavailableError:
            log.warning("handoff %s has no lease yet: the desk's next beat takes it", handoff.id)


def _stepped_in(conversation_id: ConversationId, agent: StaffMember, now: datetime) -> Handoff:
    return Handoff(
        id=HandoffId(secrets.token_hex(8)),
        conversation_id=conversation_id,
        queue=GENERAL,
        reason=HandoffReason.STEPPED_IN,
        requested_at=now,
        claimed_by=agent.id,
        claimed_at=now,
    )
