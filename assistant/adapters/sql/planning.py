"""Shifts and looks ahead in SQL."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from pydantic import TypeAdapter
from sqlalchemy import RowMapping, delete, insert, select

from assistant.adapters.sql.tables import forecasts, shifts
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId
from assistant.domain.looked_ahead import Outlook
from assistant.domain.shifts import Shift

KEPT = timedelta(days=31)
_OUTLOOK = TypeAdapter(Outlook)


class SqlShifts:
    """Implements `Shifts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, shift: Shift) -> Shift:
        hours = {"start": shift.start.isoformat("minutes"), "end": shift.end.isoformat("minutes")}
        added = insert(shifts).values(agent_id=shift.agent_id, day=shift.day, **hours)
        row = await self._transaction.first(added.returning(shifts))
        return shift if row is None else _shift(row)

    async def remove(self, number: int) -> None:
        await self._transaction.change(delete(shifts).where(shifts.c.number == number))

    async def between(self, first: date, last: date) -> Sequence[Shift]:
        rows = await self._transaction.all(
            select(shifts)
            .where(shifts.c.day.between(first, last))
            .order_by(shifts.c.day, shifts.c.start, shifts.c.number)
        )
        return [_shift(row) for row in rows]


class SqlOutlooks:
    """Implements `Outlooks`. An outlook is one JSON value: it is only ever read whole."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def keep(self, day: date, outlook: Outlook) -> None:
        told = _OUTLOOK.dump_python(outlook, mode="json")
        await self._transaction.put(forecasts, {"day": day, "made_at": outlook.made_at, "outlook": told})
        await self._transaction.change(delete(forecasts).where(forecasts.c.day < day - KEPT))

    async def latest(self) -> Outlook | None:
        row = await self._transaction.first(select(forecasts.c.outlook).order_by(forecasts.c.day.desc()).limit(1))
        return None if row is None else _OUTLOOK.validate_python(row["outlook"])


def _shift(row: RowMapping) -> Shift:
    start, end = time.fromisoformat(row["start"]), time.fromisoformat(row["end"])
    return Shift(AgentId(row["agent_id"]), row["day"], start, end, row["number"])
