"""Contacts by other channels in SQL."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from assistant.adapters.sql.contact_imports import SqlContactImports
from assistant.adapters.sql.tables import contact_volumes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.contact import Channel, ContactVolume

_CHANNELS = {str(channel): channel for channel in Channel}


class SqlContactVolumes:
    """Implements `ContactVolumes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        # One at a time: PostgreSQL refuses a statement that would replace its own row.
        for volume in volumes:
            await self._transaction.put(contact_volumes, asdict(volume))

    async def by_day(self, first: date, last: date) -> Mapping[date, Mapping[Channel, int]]:
        columns = (contact_volumes.c.day, contact_volumes.c.channel, contact_volumes.c.contacts)
        entered = await self._transaction.tuples(select(*columns).where(contact_volumes.c.day.between(first, last)))
        imported = await SqlContactImports(self._transaction).numbers(first, last)
        found: dict[date, dict[Channel, int]] = defaultdict(dict)
        for day, channel, contacts in (*entered, *imported):
            found[day][_CHANNELS[channel]] = contacts
        return found

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        columns = (contact_volumes.c[name] for name in ("day", "channel", "contacts", "demo"))
        rows = await self._transaction.tuples(select(*columns).where(contact_volumes.c.day.between(first, last)))
        entered = (ContactVolume(day, _CHANNELS[name], contacts, demo) for day, name, contacts, demo in rows)
        imported = await SqlContactImports(self._transaction).sums(first, last)
        found = {(volume.day, volume.channel): volume for volume in (*entered, *imported)}
        return [found[key] for key in sorted(found)]
