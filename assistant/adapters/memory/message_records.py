"""Agents' messages and corrections in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import ConversationId, UtteranceId
from assistant.domain.errors import ConflictError
from assistant.domain.message import Correction, Message


class MemoryMessages:
    """Implements `Messages`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, message: Message) -> Message:
        recorded = self._recorded
        known = await self.find(message.conversation_id, message.said.id)
        if known is not None:
            return known
        there = message.conversation_id in recorded.conversations and message.handoff_id in recorded.handoffs
        if not there or message.by not in recorded.staff:
            raise ConflictError(f"message {message.said.id} belongs to nothing that is there")
        recorded.messages[message.conversation_id, message.said.id] = message
        return message

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Message | None:
        return self._recorded.messages.get((conversation_id, utterance_id))

    async def of(self, conversation_id: ConversationId) -> Sequence[Message]:
        return [message for (of, _), message in self._recorded.messages.items() if of == conversation_id]

    async def due(self, moment: datetime) -> Sequence[Message]:
        return [message for message in self._recorded.messages.values() if message.is_held and message.due_at <= moment]

    async def change(self, before: Message, after: Message) -> None:
        key = (before.conversation_id, before.said.id)
        now = self._recorded.messages.get(key)
        if now is None or (now.said_at, now.withdrawn_at) != (before.said_at, before.withdrawn_at):
            raise ConflictError(f"message {before.said.id} has changed meanwhile")
        if after.said_at is not None and after.withdrawn_at is not None:
            raise ConflictError(f"message {before.said.id} is either said or withdrawn")
        self._recorded.messages[key] = replace(now, said_at=after.said_at, withdrawn_at=after.withdrawn_at)

    async def correct(self, correction: Correction) -> Correction:
        key = (correction.conversation_id, correction.seq)
        utterance = self._recorded.utterances.get(key)
        if utterance is None or utterance.said.text != correction.before or correction.by not in self._recorded.staff:
            raise ConflictError(f"utterance {key} has other words")
        said = replace(utterance.said, text=correction.after)
        self._recorded.utterances[key] = replace(utterance, said=said, corrected_at=correction.at)
        recorded = replace(correction, number=max(self._recorded.corrections, default=0) + 1)
        self._recorded.corrections[recorded.number] = recorded
        return recorded

    async def corrections(self, conversation_id: ConversationId) -> Sequence[Correction]:
        return [one for one in self._recorded.corrections.values() if one.conversation_id == conversation_id]
