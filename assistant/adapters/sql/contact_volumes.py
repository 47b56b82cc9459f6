"""Contacts by other channels in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import RowMapping, select

from assistant.adapters.sql.contact_imports import SqlContactImports
from assistant.adapters.sql.tables import contact_volumes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.contact import Channel, ContactVolume


class SqlContactVolumes:
    """Implements `ContactVolumes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        # One at a time: PostgreSQL refuses a statement that would replace its own row.
        for volume in volumes:
            await self._transaction.put(contact_volumes, asdict(volume))

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        rows = await self._transaction.all(select(contact_volumes).where(contact_volumes.c.day.between(first, last)))
        imported = await SqlContactImports(self._transaction).sums(first, last)
        found = {(volume.day, volume.channel): volume for volume in (*map(_volume, rows), *imported)}
        return [found[key] for key in sorted(found)]


def _volume(row: RowMapping) -> ContactVolume:
    return ContactVolume(**{**row, "channel": Channel(row["channel"])})
