"""Sums kept for the figures, in SQL: a row for each stretch and value, its tally as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, delete, insert, select

from assistant.adapters.sql.tables import built_days, rollups
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.measures.names import CountName, Dimension, SpanName
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.measures.tally import Tally
from assistant.ports.interval import Interval

_ROWS_A_STATEMENT = 500
"""Six values a row: far below the parameters that either database takes in one statement."""
_BY_VALUE = (rollups.c.dimension, rollups.c.value, rollups.c.start)


class SqlRollups:
    """Implements `Rollups`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def replace(self, grain: StoredGrain, interval: Interval, sums: Sequence[Rollup]) -> None:
        await self._transaction.change(delete(rollups).where(*_within(grain, interval)))
        for number in range(0, len(sums), _ROWS_A_STATEMENT):
            rows = [_row(grain, each) for each in sums[number : number + _ROWS_A_STATEMENT]]
            await self._transaction.change(insert(rollups).values(rows))

    async def of(
        self, grain: StoredGrain, interval: Interval, dimension: Dimension, value: str | None = None
    ) -> Sequence[Rollup]:
        of_value = () if value is None else (rollups.c.value == value,)
        return await self._read(*_within(grain, interval), rollups.c.dimension == dimension, *of_value)

    async def every(self, grain: StoredGrain, interval: Interval) -> Sequence[Rollup]:
        return await self._read(*_within(grain, interval))

    async def conversations(self, grain: StoredGrain, interval: Interval) -> Mapping[datetime, int]:
        rows = await self._transaction.all(
            select(rollups.c.start, rollups.c.conversations).where(
                *_within(grain, interval), rollups.c.dimension == Dimension.ALL
            )
        )
        return {row["start"]: row["conversations"] for row in rows}

    async def built(self, first: date, last: date) -> Mapping[date, BuiltDay]:
        rows = await self._transaction.all(select(built_days).where(built_days.c.day.between(first, last)))
        return {row["day"]: BuiltDay(**row) for row in rows}

    async def mark(self, built: BuiltDay) -> None:
        await self._transaction.put(built_days, asdict(built))

    async def _read(self, *conditions: ColumnElement[bool]) -> Sequence[Rollup]:
        columns = (rollups.c.start, rollups.c.dimension, rollups.c.value, rollups.c.tally)
        return [
            _rollup(row)
            for row in await self._transaction.all(select(*columns).where(*conditions).order_by(*_BY_VALUE))
        ]


def _within(grain: StoredGrain, interval: Interval) -> tuple[ColumnElement[bool], ...]:
    return rollups.c.grain == grain, rollups.c.start >= interval.start, rollups.c.start < interval.end


def _row(grain: StoredGrain, each: Rollup) -> Mapping[str, object]:
    return {
        "grain": grain,
        "dimension": each.dimension,
        "value": each.value,
        "start": each.start,
        "conversations": each.tally[CountName.CONVERSATIONS],
        "tally": {
            "counts": dict(each.tally.counts),
            "seconds": {span: list(_flat(histogram)) for span, histogram in each.tally.seconds.items()},
        },
    }


def _flat(histogram: Mapping[int, int]) -> Iterator[int]:
    """Length, number, length, number and so on: JSON's keys would be words."""
    for pair in sorted(histogram.items()):
        yield from pair


def _rollup(row: RowMapping) -> Rollup:
    return Rollup(row["start"], Dimension(row["dimension"]), row["value"], _tally(row["tally"]))


def _tally(kept: Mapping[str, Any]) -> Tally:
    # Counts are words that equal the names: turning each into one would take longer than reading it.
    seconds = {SpanName(span): dict(zip(flat[::2], flat[1::2], strict=True)) for span, flat in kept["seconds"].items()}
    return Tally(kept["counts"], seconds)
