"""Warnings and what was told of them, in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, and_, insert, select, update

from assistant.adapters.sql.tables import deliveries, warnings
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.delivery import AlertKind, ChannelName, Delivery, Fault
from assistant.domain.errors import ConflictError
from assistant.domain.target_warning import Foreseen, TargetWarning, WarningKind


class SqlTargetWarnings:
    """Implements `TargetWarnings`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, warning: TargetWarning) -> TargetWarning:
        row = await self._transaction.first(
            insert(warnings)
            .values(
                kind=warning.kind,
                raised_at=warning.raised_at,
                foreseen=asdict(warning.foreseen),
                cleared_at=warning.cleared_at,
            )
            .returning(warnings)
        )
        return warning if row is None else _warning(row)

    async def clear(self, kind: WarningKind, at: datetime) -> TargetWarning | None:
        stands = and_(warnings.c.kind == kind, warnings.c.cleared_at.is_(None))
        row = await self._transaction.first(update(warnings).where(stands).values(cleared_at=at).returning(warnings))
        return None if row is None else _warning(row)

    async def standing(self) -> Sequence[TargetWarning]:
        rows = await self._transaction.all(
            select(warnings).where(warnings.c.cleared_at.is_(None)).order_by(warnings.c.number)
        )
        return [_warning(row) for row in rows]

    async def latest(self, limit: int) -> Sequence[TargetWarning]:
        rows = await self._transaction.all(select(warnings).order_by(warnings.c.number.desc()).limit(limit))
        return [_warning(row) for row in rows]


class SqlDeliveries:
    """Implements `Deliveries`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, delivery: Delivery) -> None:
        await self._transaction.add_unless_there(deliveries, asdict(delivery))

    async def due(self, now: datetime) -> Sequence[Delivery]:
        rows = await self._transaction.all(
            select(deliveries)
            .where(deliveries.c.due_at <= now)
            .order_by(deliveries.c.due_at, deliveries.c.about, deliveries.c.channel)
        )
        return [_delivery(row) for row in rows]

    async def change(self, before: Delivery, after: Delivery) -> None:
        found = await self._transaction.change(update(deliveries).where(_is(before)).values(**asdict(after)))
        if found != 1:
            raise ConflictError(f"the delivery about {before.about} by {before.channel} is no longer as it was")

    async def latest(self, limit: int) -> Sequence[Delivery]:
        rows = await self._transaction.all(
            select(deliveries)
            .order_by(deliveries.c.made_at.desc(), deliveries.c.about, deliveries.c.channel)
            .limit(limit)
        )
        return [_delivery(row) for row in rows]


def _is(before: Delivery) -> ColumnElement[bool]:
    """The row as it was read: whatever happens to a delivery changes one of these."""
    return and_(
        deliveries.c.about == before.about,
        deliveries.c.channel == before.channel,
        deliveries.c.tried == before.tried,
        deliveries.c.due_at.is_not_distinct_from(before.due_at),
        deliveries.c.sent_at.is_not_distinct_from(before.sent_at),
    )


def _warning(row: RowMapping) -> TargetWarning:
    return TargetWarning(
        WarningKind(row["kind"]), row["raised_at"], Foreseen(**row["foreseen"]), row["cleared_at"], row["number"]
    )


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(
        about=row["about"],
        channel=ChannelName(row["channel"]),
        kind=AlertKind(row["kind"]),
        made_at=row["made_at"],
        due_at=row["due_at"],
        facts=row["facts"],
        tried=row["tried"],
        sent_at=row["sent_at"],
        fault=None if row["fault"] is None else Fault(row["fault"]),
        detail=row["detail"],
    )
