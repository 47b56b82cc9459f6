"""Canned replies, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.canned_reply import CannedReply, ReplyId
from assistant.domain.handoff import AgentId


class CannedReplies(Protocol):
    """Replies that agents keep for themselves or share."""

    async def put(self, reply: CannedReply) -> None:
        """Recorded; one of the same id is replaced. Raises ConflictError where the owner has the shortcut already."""
        ...

    async def get(self, reply_id: ReplyId) -> CannedReply:
        """Raises NotFoundError."""
        ...

    async def remove(self, reply_id: ReplyId) -> None:
        """It is there no longer; repeating changes nothing."""
        ...

    async def for_agent(self, agent_id: AgentId) -> Sequence[CannedReply]:
        """The shared ones and the agent's own, by shortcut, the shared one of two first."""
        ...
