"""Contacts by other channels in SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlalchemy import RowMapping, select

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
        rows = await self._transaction.all(
            select(contact_volumes)
            .where(contact_volumes.c.day.between(first, last))
            .order_by(contact_volumes.c.day, contact_volumes.c.channel)
        )
        return [_volume(row) for row in rows]


def _volume(row: RowMapping) -> ContactVolume:
    return ContactVolume(**{**row, "channel": Channel(row["channel"])})
