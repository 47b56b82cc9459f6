"""An agent promises a call by a colleague, where nobody would take the citizen from the queue.

The call-back is an ordinary case: it stands in the queue of the day when it is due, with the agent's summary.
"""

from dataclasses import dataclass, replace

from assistant.domain.call_back import summary_id
from assistant.domain.case import NOTE_CHARACTERS, CaseEvent, CaseKind, Doer, NewCase, clean
from assistant.domain.contact_details import contact_details_in
from assistant.domain.conversation import Holder, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import InDangerError, RefusedError, SomebodyComesError
from assistant.domain.form import Field
from assistant.domain.handoff import Handoff, HandoffId
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import Transfer, TransferKind
from assistant.ports import Unit
from assistant.services.cases import Cases
from assistant.services.language_spoken import lang_of
from assistant.services.queue_rows import what_led_to_each
from assistant.services.transfer import PassOn


@dataclass(frozen=True, slots=True)
class CallInstead:
    """Ends conversations with a promise that others keep."""

    pass_on: PassOn
    cases: Cases

    async def promise(self, handoff_id: HandoffId, agent: StaffMember, number: str, summary: str) -> None:
        """The call-back is recorded, the citizen has its reference, and the agent's wrap-up has begun.

        `number`: where the citizen is reached, as they wrote it; it stands in the case alone.

        Raises:
            ConflictError: the agent does not hold the conversation.
            InDangerError: the citizen may be in danger: a call the day after is no help.
            SomebodyComesError: it is open, or a colleague is there.
            RefusedError: there is no summary, or nothing in `number` that one can be reached by.
        """
        if not contact_details_in(number):
            raise RefusedError("the citizen cannot be reached by this")
        closed, hand_offs = await self.pass_on.nobody_comes(agent), self.pass_on.hand_offs
        transfer = Transfer(handoff_id, TransferKind.CALL, agent.id, hand_offs.clock.now(), summary)
        async with hand_offs.records.unit() as unit:
            handoff = await self.pass_on.begin(unit, transfer)
            if handoff.in_danger:
                raise InDangerError(f"handoff {handoff_id} may be danger, and keeps its place in the queue")
            if closed is None:
                raise SomebodyComesError(f"somebody takes handoff {handoff_id} from the queue")
            await unit.handoffs.change(handoff, replace(handoff, ended_at=transfer.at))
            message = "Nobody else is here right now. {name} has noted that you are to be called instead."
            await hand_offs.note(unit, handoff.conversation_id, message, name=agent.first_name)
            await self._open_case(unit, handoff, transfer, number)
            await hand_offs.note(
                unit, handoff.conversation_id, "The conversation is closed. Thank you for contacting us."
            )
            await unit.conversations.move(handoff.conversation_id, Holder.NOBODY, transfer.at)
        await hand_offs.drop_claim(handoff)
        await hand_offs.tell(handoff.conversation_id)

    async def _open_case(self, unit: Unit, handoff: Handoff, transfer: Transfer, number: str) -> None:
        """The case belongs to what was said last, our own notice: what the citizen said may have opened one already."""
        conversation_id = handoff.conversation_id
        seq = (await unit.conversations.utterances(conversation_id))[-1].seq
        lang = await lang_of(unit, await unit.conversations.get(conversation_id))
        led = (await what_led_to_each(unit, [conversation_id])).get(conversation_id)
        about = "" if led is None else led.said.text
        details: dict[str, str] = {Field.ABOUT: about, Field.CONTACT: number}
        case = await self.cases.record(unit, NewCase(CaseKind.CALLBACK, details, conversation_id, seq, lang))
        said = NewUtterance(UtteranceId(f"call-{handoff.id}"), Speaker.NOTICE, self.cases.told(case), lang)
        await unit.conversations.say(conversation_id, said, transfer.at)
        # For colleagues alone: the citizen reads the case's details, and this is none of them.
        event_id, internal = summary_id(handoff.id), clean(transfer.summary, NOTE_CHARACTERS)
        await unit.cases.record(
            CaseEvent(event_id, case.id, case.events + 1, transfer.at, Doer.AGENT, transfer.by, internal=internal)
        )
