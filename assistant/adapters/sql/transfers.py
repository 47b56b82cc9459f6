"""Transfers in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import RowMapping, insert, select

from assistant.adapters.sql.tables import transfers
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import HandoffId
from assistant.domain.transfer import Transfer, TransferKind


class SqlTransfers:
    """Implements `Transfers`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, transfer: Transfer) -> Transfer:
        added = insert(transfers).values(
            handoff_id=transfer.handoff_id,
            kind=transfer.kind,
            by=transfer.by,
            at=transfer.at,
            summary=transfer.summary,
            to=transfer.to,
            area=transfer.area,
            whom=transfer.whom,
        )
        row = await self._transaction.first(added.returning(transfers.c.number))
        return transfer if row is None else replace(transfer, number=row["number"])

    async def of(self, handoff_id: HandoffId) -> Sequence[Transfer]:
        rows = await self._transaction.all(
            select(transfers).where(transfers.c.handoff_id == handoff_id).order_by(transfers.c.number)
        )
        return [_transfer(row) for row in rows]

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Transfer]:
        rows = await self._transaction.all(
            select(transfers).where(transfers.c.handoff_id.in_(handoffs)).order_by(transfers.c.number)
        )
        return {row["handoff_id"]: _transfer(row) for row in rows}


def _transfer(row: RowMapping) -> Transfer:
    return Transfer(**{**row, "kind": TransferKind(row["kind"])})
