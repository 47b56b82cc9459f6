"""Monthly reports in SQL."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import insert, select

from assistant.adapters.sql.tables import saved_reports
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.errors import NotFoundError
from assistant.domain.saved_report import SavedReport


class SqlSavedReports:
    """Implements `SavedReports`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, month: date, made_at: datetime, pdf: bytes) -> None:
        row = {"month": month, "made_at": made_at, "size": len(pdf), "pdf": pdf}
        await self._transaction.change(insert(saved_reports).values(**row))

    async def all(self) -> Sequence[SavedReport]:
        told = select(saved_reports.c.month, saved_reports.c.made_at, saved_reports.c.size)
        rows = await self._transaction.all(told.order_by(saved_reports.c.month.desc()))
        return [SavedReport(**row) for row in rows]

    async def pdf(self, month: date) -> bytes:
        row = await self._transaction.first(select(saved_reports.c.pdf).where(saved_reports.c.month == month))
        if row is None:
            raise NotFoundError(f"no report of {month} has been saved")
        return bytes(row["pdf"])
