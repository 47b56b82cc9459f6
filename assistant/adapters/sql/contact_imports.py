"""Imports of other channels' contacts, in SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from itertools import starmap

from sqlalchemy import CTE, ColumnElement, RowMapping, Select, and_, func, insert, select, update

from assistant.adapters.sql.tables import contact_accounts as accounts
from assistant.adapters.sql.tables import contact_imports as imports
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_interval import ChannelDay, ContactImport, DayKey, Difference, ImportNumber, Slot
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId

ROWS_AT_ONCE = 500
"""SQLite takes at most 32,766 values in a statement (SQLITE_MAX_VARIABLE_NUMBER)."""


class SqlContactImports:
    """Implements `ContactImports`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, imported: ContactImport, accounts_told: Collection[ChannelDay]) -> ContactImport:
        row = await self._transaction.first(insert(imports).values(_values(imported)).returning(imports))
        if row is None:
            raise ConflictError("the import was not recorded")
        recorded = _import(row)
        rows = [_account_values(recorded, account) for account in accounts_told]
        for start in range(0, len(rows), ROWS_AT_ONCE):
            await self._transaction.change(insert(accounts).values(rows[start : start + ROWS_AT_ONCE]))
        return recorded

    async def hold(self, source: str) -> None:
        if not self._transaction.holds_all:
            # A source that has no row yet has nothing to lock but its name.
            await self._transaction.first(select(func.pg_advisory_xact_lock(func.hashtext(f"contacts:{source}"))))

    async def get(self, number: ImportNumber) -> ContactImport:
        row = await self._transaction.first(select(imports).where(imports.c.number == number))
        if row is None:
            raise NotFoundError(f"no import {number}")
        return _import(row)

    async def withdraw(self, number: ImportNumber, by: AgentId, at: datetime) -> None:
        await self.get(number)
        one = update(imports).where(imports.c.number == number, imports.c.withdrawn_at.is_(None))
        if not await self._transaction.change(one.values(withdrawn_at=at, withdrawn_by=by)):
            raise ConflictError(f"import {number} is withdrawn already")

    async def latest(self, limit: int, before: ImportNumber | None = None) -> Sequence[ContactImport]:
        wanted = select(imports) if before is None else select(imports).where(imports.c.number < before)
        return [
            _import(row) for row in await self._transaction.all(wanted.order_by(imports.c.number.desc()).limit(limit))
        ]

    async def newest_standing(self) -> Mapping[str, ImportNumber]:
        newest = select(imports.c.source, func.max(imports.c.number).label("number"))
        rows = await self._transaction.all(newest.where(imports.c.withdrawn_at.is_(None)).group_by(imports.c.source))
        return {row["source"]: ImportNumber(row["number"]) for row in rows}

    async def standing(self, source: str, first: date, last: date) -> Mapping[DayKey, ChannelDay]:
        rows = await self._transaction.all(_standing(first, last).where(accounts.c.source == source))
        return {(account.day, account.channel): account for account in map(_account, rows)}

    async def accounts(self, first: date, last: date) -> Sequence[tuple[str, ChannelDay]]:
        ordered = _standing(first, last).order_by(accounts.c.day, accounts.c.channel, accounts.c.source)
        return [(row["source"], _account(row)) for row in await self._transaction.all(ordered)]

    async def sums(self, first: date, last: date) -> Sequence[ContactVolume]:
        every = imported_numbers(first, last)
        rows = await self._transaction.tuples(select(every).order_by(every.c.day, every.c.channel))
        return [ContactVolume(day, Channel(channel), int(contacts)) for day, channel, contacts in rows]


def imported_numbers(first: date, last: date) -> CTE:
    """The sum of the sources' newest accounts of each `day` and `channel`: its `contacts`."""
    standing = _standing(first, last).subquery()
    key = (standing.c.day, standing.c.channel)
    return select(*key, func.sum(standing.c.contacts).label("contacts")).group_by(*key).cte("imported")


def _standing(first: date, last: date) -> Select[tuple[object, ...]]:
    """The newest account of each source, channel and day whose import is not withdrawn."""
    number = accounts.c["import"]
    key = (accounts.c.source, accounts.c.day, accounts.c.channel)
    ranked = (
        select(number, *key, func.row_number().over(partition_by=key, order_by=number.desc()).label("place"))
        .join(imports, imports.c.number == number)
        .where(imports.c.withdrawn_at.is_(None), accounts.c.day.between(first, last))
        .subquery()
    )
    same: ColumnElement[bool] = and_(
        accounts.c.day == ranked.c.day, accounts.c.channel == ranked.c.channel, number == ranked.c["import"]
    )
    return select(accounts).join(ranked, same).where(ranked.c.place == 1)


def _values(imported: ContactImport) -> dict[str, object]:
    values = asdict(imported)
    del values["number"]
    counts: dict[str, object] = values.pop("difference")
    return values | counts


def _account_values(imported: ContactImport, account: ChannelDay) -> dict[str, object]:
    return {
        "import": imported.number,
        "source": imported.source,
        "day": account.day,
        "channel": account.channel,
        "contacts": account.contacts,
        "slots": [list(slot) for slot in account.slots],
    }


def _account(row: RowMapping) -> ChannelDay:
    return ChannelDay(row["day"], Channel(row["channel"]), tuple(starmap(Slot, row["slots"])))


def _import(row: RowMapping) -> ContactImport:
    told = dict(row)
    counts = Difference(*(told.pop(name) for name in ("added", "changed", "same", "removed")))
    return ContactImport(**told, difference=counts)
