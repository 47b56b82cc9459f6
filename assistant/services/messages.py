"""An agent's words to the citizen: held a few seconds so that they can be withdrawn, then said; corrected afterwards.

A message is recorded when it is sent and gets its number in the conversation when it is said. Whichever process comes
first says it, once: the one it was sent to, or the sweeper.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.conversation import NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import Handoff, HandoffId, Stage
from assistant.domain.message import Correction, Message
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels

log = logging.getLogger(__name__)


async def say_held(unit: Unit, handoff: Handoff, now: datetime, due: datetime | None = None) -> Handoff:
    """Within `unit`, the messages held in the conversation are said in the order they were sent.

    Those due after `due` stay held, where it is given. The handoff is given back as it then stands: the first words of
    a person stamp it answered. Whoever takes a conversation from its agent calls this first, so that no words are lost.

    Raises:
        ConflictError: another unit was faster.
    """
    for message in await unit.messages.of(handoff.conversation_id):
        if not message.is_held or (due is not None and message.due_at > due):
            continue
        await unit.messages.change(message, replace(message, said_at=now))
        await unit.conversations.say(handoff.conversation_id, message.said, now)
        by_holder = handoff.stage is Stage.CLAIMED and handoff.claimed_by == message.by
        if handoff.answered_at is None and by_holder:
            answered = replace(handoff, answered_at=now)
            await unit.handoffs.change(handoff, answered)
            handoff = answered
    return handoff


@dataclass(frozen=True, slots=True)
class Messages:
    """Sends, withdraws, says and corrects. `hold` is how long a message can be withdrawn; zero: not at all."""

    records: Records
    stream: EventStream
    clock: Clock
    hold: timedelta

    async def send(self, handoff_id: HandoffId, agent: StaffMember, said: NewUtterance) -> Message:
        """The words are recorded, and held. A repeated id gives the message as it stands.

        Raises:
            ConflictError: the agent does not hold the conversation.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            # Held first: whoever ends or moves the conversation meanwhile must not miss a message just being recorded.
            await unit.conversations.hold((await unit.handoffs.get(handoff_id)).conversation_id)
            handoff = await unit.handoffs.get(handoff_id)
            known = await unit.messages.find(handoff.conversation_id, said.id)
            if known is not None:
                return known
            handoff.check_held_by(agent.id)
            sent = Message(handoff.id, handoff.conversation_id, said, agent.id, now, now + self.hold)
            message = await unit.messages.add(sent)
            if not self.hold:
                await say_held(unit, handoff, now)
        await self._tell(message, is_held=bool(self.hold))
        return message

    async def _tell(self, message: Message, *, is_held: bool) -> None:
        channel = channels.of_conversation(message.conversation_id)
        if is_held:
            # The citizen goes on seeing that somebody writes, so that the seconds of holding are no silence.
            await self.stream.publish(channel, Signal(Happening.AGENT_TYPING))
        await self.stream.publish(channel, Signal(Happening.UTTERANCE))
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))

    async def withdraw(self, handoff_id: HandoffId, agent: StaffMember, utterance_id: UtteranceId) -> Message:
        """The citizen never sees the message; given back with its words. Repeating changes nothing.

        Raises:
            ConflictError: the message is another agent's, or the citizen has it.
            NotFoundError: there is no such message.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            message = await self._own(unit, handoff_id, agent, utterance_id)
            if message.withdrawn_at is not None:
                return message
            message.check_held()
            withdrawn = replace(message, withdrawn_at=now)
            await unit.messages.change(message, withdrawn)
            await unit.audit.add(_entry(message, Act.MESSAGE_UNDONE, now, {"message": utterance_id}))
        await self._tell(message, is_held=False)
        return withdrawn

    async def withdrawn(self, handoff_id: HandoffId, agent: StaffMember, utterance_id: UtteranceId) -> str:
        """The words of a message of the agent's that was withdrawn; none of one that was not.

        Raises:
            ConflictError, NotFoundError: as `withdraw`.
        """
        async with self.records.reading() as unit:
            message = await self._own(unit, handoff_id, agent, utterance_id)
        return message.said.text if message.withdrawn_at is not None else ""

    async def say_now(self, handoff_id: HandoffId, agent: StaffMember, utterance_id: UtteranceId) -> None:
        """The message, and any sent before it, are said without waiting. Repeating changes nothing.

        Raises:
            ConflictError: the message is another agent's, or was withdrawn.
            NotFoundError: there is no such message.
        """
        async with self.records.unit() as unit:
            message = await self._own(unit, handoff_id, agent, utterance_id)
            if message.said_at is not None:
                return
            message.check_held()
            await say_held(unit, await unit.handoffs.get(handoff_id), self.clock.now(), message.due_at)
        await self._tell(message, is_held=False)

    async def say_due(self) -> None:
        """Every message that has been held long enough is said."""
        async with self.records.reading() as unit:
            due = await unit.messages.due(self.clock.now())
        for message in {each.handoff_id: each for each in due}.values():
            try:
                await self._say_due(message)
            except ConflictError:
                log.info("messages in handoff %s were said or withdrawn by another", message.handoff_id)

    async def _say_due(self, message: Message) -> None:
        now = self.clock.now()
        async with self.records.unit() as unit:
            await say_held(unit, await unit.handoffs.get(message.handoff_id), now, now)
        await self._tell(message, is_held=False)

    async def correct(self, handoff_id: HandoffId, agent: StaffMember, seq: int, text: str) -> None:
        """What the agent said as number `seq` has other words, at the citizen's page too, and is marked corrected.

        The same words again change nothing.

        Raises:
            ConflictError: the agent no longer holds the conversation, or the words are not the agent's own.
            RefusedError: they are an article's, which is corrected where it is written, or the new ones are empty.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            handoff.check_held_by(agent.id)
            before = await self._own_words(unit, handoff, agent, seq)
            if before == text:
                return
            correction = Correction(handoff.conversation_id, seq, before, text, agent.id, now)
            recorded = await unit.messages.correct(correction)
            subject = f"conversation:{handoff.conversation_id}"
            details = {"seq": seq, "correction": recorded.number}
            await unit.audit.add(AuditEntry(now, agent.id, Act.MESSAGE_CORRECTED, subject, details=details))
        await self.stream.publish(channels.of_conversation(handoff.conversation_id), Signal(Happening.UTTERANCE))

    async def _own(self, unit: Unit, handoff_id: HandoffId, agent: StaffMember, utterance_id: UtteranceId) -> Message:
        handoff = await unit.handoffs.get(handoff_id)
        message = await unit.messages.find(handoff.conversation_id, utterance_id)
        if message is None:
            raise NotFoundError(f"no message {utterance_id}")
        if message.by != agent.id:
            raise ConflictError(f"message {utterance_id} is not {agent.id}'s")
        return message

    async def _own_words(self, unit: Unit, handoff: Handoff, agent: StaffMember, seq: int) -> str:
        said = await unit.conversations.utterances(handoff.conversation_id, seq - 1)
        utterance = next((one for one in said if one.seq == seq), None)
        if utterance is None or utterance.said.speaker is not Speaker.AGENT:
            raise ConflictError(f"number {seq} is no words of an agent")
        await self._own(unit, handoff.id, agent, utterance.said.id)
        if utterance.said.article is not None:
            raise RefusedError("an article's words are corrected in the article")
        return utterance.said.text


def _entry(message: Message, act: Act, at: datetime, details: dict[str, object]) -> AuditEntry:
    return AuditEntry(at, message.by, act, f"conversation:{message.conversation_id}", details=details)
