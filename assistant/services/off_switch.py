"""The off switch: the assistant says nothing in a conversation, on a topic or at all, until it is switched on again.

Danger's fixed words are said whatever is off. Each turn reads the record, so that it works at once in every process.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.staffing import StaffMember
from assistant.domain.switches import EVERYTHING, SwitchChange, of_conversation, of_topic
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels


@dataclass(frozen=True, slots=True)
class OffSwitch:
    """Switches the assistant off and on, and tells what is off."""

    records: Records
    stream: EventStream
    catalogue: Catalogue
    clock: Clock

    async def is_off(self, conversation_id: ConversationId) -> bool:
        """Whether the assistant as a whole is off, or off in this conversation."""
        async with self.records.reading() as unit:
            return await self.is_off_in(unit, conversation_id)

    async def is_off_in(self, unit: Unit, conversation_id: ConversationId, topics: Iterable[str] = ()) -> bool:
        """Within `unit`: whether it is off as a whole, in this conversation, or on one of the topics."""
        subjects = [EVERYTHING, of_conversation(conversation_id), *(of_topic(topic) for topic in topics)]
        return bool(await unit.switches.off(subjects))

    async def whole(self) -> SwitchChange | None:
        """Who switched the assistant as a whole off, and why; None while it is on."""
        return await self.subject_off(EVERYTHING)

    async def subject_off(self, subject: str) -> SwitchChange | None:
        """Who switched the subject off, and why; None while it is on."""
        async with self.records.reading() as unit:
            return (await unit.switches.off([subject])).get(subject)

    async def standing(self) -> Mapping[str, SwitchChange]:
        """What is off now, by subject: the whole and topics, not single conversations."""
        async with self.records.reading() as unit:
            return await unit.switches.off([EVERYTHING, *(of_topic(area) for area in self.catalogue.areas)])

    async def turn(self, subject: str, by: StaffMember | None, reason: str, *, off: bool) -> bool:
        """The subject is off, or on again, from now on; entered in the audit. `by` None: on the command line.

        Returns:
            Whether anything changed: what is off already is not switched off again.

        Raises:
            NotFoundError: there is no such topic or conversation.
            RefusedError: no reason is given.
        """
        reason = reason.strip()
        if not reason:
            raise RefusedError("the assistant is switched off and on with a reason")
        async with self.records.unit() as unit:
            await self._check(unit, subject)
            if (subject in await unit.switches.off([subject])) is off:
                return False
            change = SwitchChange(subject, off, self.clock.now(), by.id if by else None, reason)
            await unit.switches.add(change)
            act = Act.SWITCHED_OFF if off else Act.SWITCHED_ON
            details = {} if by else {"by": "command line"}
            await unit.audit.add(AuditEntry(change.at, change.by, act, subject, reason, details))
        await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))
        return True

    async def _check(self, unit: Unit, subject: str) -> None:
        kind, _, name = subject.partition(":")
        if kind == "conversation":
            await unit.conversations.get(ConversationId(name))
        elif subject != EVERYTHING and not (kind == "topic" and AreaId(name) in self.catalogue.areas):
            raise NotFoundError(f"nothing is called {subject}")
