"""Notes, transfers and canned replies in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.canned_reply import CannedReply, ReplyId
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.note import Note
from assistant.domain.transfer import Transfer


class MemoryNotes:
    """Implements `Notes`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, note: Note) -> Note:
        known = next((one for one in await self.of(note.conversation_id) if one.id == note.id), None)
        if known is not None:
            return known
        if note.conversation_id not in self._recorded.conversations:
            raise ConflictError(f"no conversation {note.conversation_id}")
        _check_staff(self._recorded, note.by, *note.mentions)
        recorded = replace(note, number=max(self._recorded.notes, default=0) + 1)
        self._recorded.notes[recorded.number] = recorded
        return recorded

    async def of(self, conversation_id: ConversationId) -> Sequence[Note]:
        return [note for note in self._recorded.notes.values() if note.conversation_id == conversation_id]

    async def mentioning(self, agent_id: AgentId, limit: int) -> Sequence[Note]:
        return [note for note in reversed(self._recorded.notes.values()) if agent_id in note.mentions][:limit]

    async def unread(self, agent_id: AgentId) -> frozenset[int]:
        mentioning = (note.number for note in self._recorded.notes.values() if agent_id in note.mentions)
        return frozenset(number for number in mentioning if (number, agent_id) not in self._recorded.mentions_read)

    async def read(self, agent_id: AgentId, numbers: frozenset[int], at: datetime) -> None:
        for number in numbers & await self.unread(agent_id):
            self._recorded.mentions_read[number, agent_id] = at


class MemoryTransfers:
    """Implements `Transfers`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, transfer: Transfer) -> Transfer:
        if transfer.handoff_id not in self._recorded.handoffs:
            raise ConflictError(f"no handoff {transfer.handoff_id}")
        _check_staff(self._recorded, transfer.by, *([transfer.to] if transfer.to else []))
        recorded = replace(transfer, number=max(self._recorded.transfers, default=0) + 1)
        self._recorded.transfers[recorded.number] = recorded
        return recorded

    async def of(self, handoff_id: HandoffId) -> Sequence[Transfer]:
        return [transfer for transfer in self._recorded.transfers.values() if transfer.handoff_id == handoff_id]

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Transfer]:
        wanted = set(handoffs)
        return {each.handoff_id: each for each in self._recorded.transfers.values() if each.handoff_id in wanted}


class MemoryCannedReplies:
    """Implements `CannedReplies`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def put(self, reply: CannedReply) -> None:
        others = [other for other in self._recorded.canned_replies.values() if other.id != reply.id]
        if any((other.owner, other.shortcut) == (reply.owner, reply.shortcut) for other in others):
            raise ConflictError(f"there is a reply /{reply.shortcut} already")
        _check_staff(self._recorded, reply.changed_by, *([reply.owner] if reply.owner else []))
        self._recorded.canned_replies[reply.id] = reply

    async def get(self, reply_id: ReplyId) -> CannedReply:
        if reply_id not in self._recorded.canned_replies:
            raise NotFoundError(f"no canned reply {reply_id}")
        return self._recorded.canned_replies[reply_id]

    async def remove(self, reply_id: ReplyId) -> None:
        self._recorded.canned_replies.pop(reply_id, None)

    async def for_agent(self, agent_id: AgentId) -> Sequence[CannedReply]:
        theirs = [reply for reply in self._recorded.canned_replies.values() if reply.owner in {None, agent_id}]
        return sorted(theirs, key=lambda reply: (reply.shortcut, reply.owner is not None))


def _check_staff(recorded: Recorded, *agents: AgentId) -> None:
    """What the foreign keys of a database check."""
    for agent in agents:
        if agent not in recorded.staff:
            raise ConflictError(f"no member of staff {agent}")
