"""Canned replies in SQL."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, or_, select

from assistant.adapters.sql.tables import canned_replies
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.canned_reply import CannedReply, ReplyId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import AgentId


class SqlCannedReplies:
    """Implements `CannedReplies`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, reply: CannedReply) -> None:
        await self._transaction.put(canned_replies, {**asdict(reply), "texts": dict(reply.texts)})

    async def get(self, reply_id: ReplyId) -> CannedReply:
        row = await self._transaction.first(select(canned_replies).where(canned_replies.c.id == reply_id))
        if row is None:
            raise NotFoundError(f"no canned reply {reply_id}")
        return CannedReply(**row)

    async def remove(self, reply_id: ReplyId) -> None:
        await self._transaction.change(delete(canned_replies).where(canned_replies.c.id == reply_id))

    async def for_agent(self, agent_id: AgentId) -> Sequence[CannedReply]:
        theirs = or_(canned_replies.c.owner.is_(None), canned_replies.c.owner == agent_id)
        shared_first = canned_replies.c.owner.is_not(None)
        rows = await self._transaction.all(
            select(canned_replies).where(theirs).order_by(canned_replies.c.shortcut, shared_first)
        )
        return [CannedReply(**row) for row in rows]
