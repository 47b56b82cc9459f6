"""What staff write to each other, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId
from assistant.domain.note import Note


class Notes(Protocol):
    """Internal notes, and who has yet to read those that mention them."""

    async def add(self, note: Note) -> Note:
        """Recorded, with its number; one of the same id in the conversation is given back as it was recorded.

        Raises ConflictError where conversation or member of staff is not there.
        """
        ...

    async def of(self, conversation_id: ConversationId) -> Sequence[Note]:
        """All of the conversation, oldest first."""
        ...

    async def mentioning(self, agent_id: AgentId, limit: int) -> Sequence[Note]:
        """The latest that mention the agent, newest first."""
        ...

    async def unread(self, agent_id: AgentId) -> frozenset[int]:
        """The numbers of notes that mention the agent and that the agent has not read."""
        ...

    async def read(self, agent_id: AgentId, numbers: frozenset[int], at: datetime) -> None:
        """The agent has read them; the first time counts."""
        ...
