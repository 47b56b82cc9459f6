"""Contacts by other channels in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import CTE, Select, and_, case, func, select, union_all

from assistant.adapters.sql.contact_imports import SqlContactImports, imported_numbers
from assistant.adapters.sql.tables import contact_volumes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.contact import Channel, ContactVolume, DayContacts

_CHANNELS = {str(channel): channel for channel in Channel}


class SqlContactVolumes:
    """Implements `ContactVolumes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        # One at a time: PostgreSQL refuses a statement that would replace its own row.
        for volume in volumes:
            await self._transaction.put(contact_volumes, asdict(volume))

    async def by_day(self, first: date, last: date) -> Mapping[date, DayContacts]:
        imported = imported_numbers(first, last)
        every = union_all(select(imported), _entered_alone(first, last, imported)).subquery()
        by_phone = case((every.c.channel == Channel.PHONE, every.c.contacts), else_=0)
        summed = select(every.c.day, func.sum(every.c.contacts), func.sum(by_phone)).group_by(every.c.day)
        rows = await self._transaction.tuples(summed)
        return {day: DayContacts(int(contacts), int(phoned)) for day, contacts, phoned in rows}

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        columns = (contact_volumes.c[name] for name in ("day", "channel", "contacts", "demo"))
        rows = await self._transaction.tuples(select(*columns).where(contact_volumes.c.day.between(first, last)))
        entered = (ContactVolume(day, _CHANNELS[name], contacts, demo) for day, name, contacts, demo in rows)
        imported = await SqlContactImports(self._transaction).sums(first, last)
        found = {(volume.day, volume.channel): volume for volume in (*entered, *imported)}
        return [found[key] for key in sorted(found)]


def _entered_alone(first: date, last: date, imported: CTE) -> Select[tuple[date, str, int]]:
    """What was entered by hand, of the days and channels that no source tells of."""
    entered = contact_volumes.c
    same = and_(imported.c.day == entered.day, imported.c.channel == entered.channel)
    return (
        select(entered.day, entered.channel, entered.contacts)
        .select_from(contact_volumes.outerjoin(imported, same))
        .where(entered.day.between(first, last), imported.c.day.is_(None))
    )
