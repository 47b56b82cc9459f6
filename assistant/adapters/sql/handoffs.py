"""Handoffs in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, func, insert, or_, select, update

from assistant.adapters.sql.tables import conversations, handoffs, under_way, unfinished
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, Disposition, Handoff, HandoffId, HandoffReason
from assistant.ports.interval import Interval

_OLDEST_REQUEST_FIRST = (handoffs.c.requested_at, handoffs.c.number)
_PLACE_FROM = func.coalesce(handoffs.c.queued_from, handoffs.c.requested_at)


class SqlHandoffs:
    """Implements `Handoffs`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, handoff: Handoff) -> None:
        await self._transaction.change_or_conflict(insert(handoffs).values(**asdict(handoff)))

    async def get(self, handoff_id: HandoffId) -> Handoff:
        row = await self._transaction.first(select(handoffs).where(handoffs.c.id == handoff_id))
        if row is None:
            raise NotFoundError(f"no handoff {handoff_id}")
        return handoff_of(row)

    async def change(self, before: Handoff, after: Handoff) -> None:
        as_before = (handoffs.c[name].is_not_distinct_from(value) for name, value in asdict(before).items())
        changed = await self._transaction.change_or_conflict(update(handoffs).where(*as_before).values(**asdict(after)))
        if changed == 0:
            raise ConflictError(f"handoff {before.id} has changed meanwhile")

    async def current(self, conversation_id: ConversationId) -> Handoff | None:
        row = await self._transaction.first(
            select(handoffs).where(handoffs.c.conversation_id == conversation_id, under_way())
        )
        return None if row is None else handoff_of(row)

    async def latest(self, conversation_id: ConversationId) -> Handoff | None:
        row = await self._transaction.first(
            select(handoffs)
            .where(handoffs.c.conversation_id == conversation_id)
            .order_by(handoffs.c.requested_at.desc(), handoffs.c.number.desc())
            .limit(1)
        )
        return None if row is None else handoff_of(row)

    async def waiting(self) -> Sequence[Handoff]:
        rows = await self._transaction.all(
            select(handoffs)
            .where(under_way(), handoffs.c.claimed_by.is_(None))
            .order_by(handoffs.c.priority.desc(), _PLACE_FROM, *_OLDEST_REQUEST_FIRST)
        )
        return [handoff_of(row) for row in rows]

    async def held_by(self, agent_id: AgentId) -> Sequence[Handoff]:
        # Under way, or ended and without its wrap-up.
        not_given_back = or_(handoffs.c.ended_at.is_not(None), handoffs.c.returned_at.is_(None))
        return await self._oldest_first(handoffs.c.claimed_by == agent_id, unfinished(), not_given_back)

    async def claimed(self) -> Sequence[Handoff]:
        return await self._oldest_first(under_way(), handoffs.c.claimed_by.is_not(None))

    async def requested(self, interval: Interval) -> Sequence[Handoff]:
        return await self._oldest_first(
            handoffs.c.requested_at >= interval.start, handoffs.c.requested_at < interval.end
        )

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Handoff]:
        opened = select(conversations.c.id).where(
            conversations.c.opened_at >= interval.start, conversations.c.opened_at < interval.end
        )
        return await self._oldest_first(handoffs.c.conversation_id.in_(opened))

    async def last_claims(self, interval: Interval) -> Mapping[AgentId, datetime]:
        latest = func.max(handoffs.c.claimed_at).label("latest")
        rows = await self._transaction.all(
            select(handoffs.c.claimed_by, latest)
            .where(handoffs.c.requested_at >= interval.start, handoffs.c.requested_at < interval.end)
            .where(handoffs.c.claimed_by.is_not(None))
            .group_by(handoffs.c.claimed_by)
        )
        return {row["claimed_by"]: row["latest"] for row in rows}

    async def latest_ended(self, limit: int) -> Sequence[Handoff]:
        rows = await self._transaction.all(
            select(handoffs)
            .where(handoffs.c.ended_at.is_not(None))
            .order_by(handoffs.c.ended_at.desc(), handoffs.c.number.desc())
            .limit(limit)
        )
        return [handoff_of(row) for row in rows]

    async def _oldest_first(self, *conditions: ColumnElement[bool]) -> Sequence[Handoff]:
        rows = await self._transaction.all(select(handoffs).where(*conditions).order_by(*_OLDEST_REQUEST_FIRST))
        return [handoff_of(row) for row in rows]


def handoff_of(row: RowMapping) -> Handoff:
    """The handoff that a row of the table holds."""
    kept = {name: value for name, value in row.items() if name != "number"}
    kept["reason"] = HandoffReason(row["reason"])
    kept["disposition"] = None if row["disposition"] is None else Disposition(row["disposition"])
    return Handoff(**kept)
