"""Sums kept for the figures, in SQL: a row for each stretch and value, its tally as JSON."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, delete, func, insert, select, union_all
from sqlalchemy import cast as as_type

from assistant.adapters.sql.kept_tallies import as_kept, tally_of
from assistant.adapters.sql.tables import built_days, rollups
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.measures.names import EVERYTHING, CountName, Dimension
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.measures.tally import Tally
from assistant.ports.interval import Interval
from assistant.ports.rollups import Stretches

_ROWS_A_STATEMENT = 500
"""Six values a row: far below the parameters that either database takes in one statement."""
_TALLY = as_type(rollups.c.tally, Text)
"""As it was written: the driver would read all of it, and most is not asked for."""
_ANY = rollups.c.dimension.in_(list(Dimension))
"""Named, so that the index of dimension and time is used: else a whole grain would be gone through for a day."""
_Added = tuple[ColumnElement[Any], Callable[[ColumnElement[Any]], ColumnElement[Any]]]
"""A column, and how what many rows have in it is added up."""
_BY_VALUE = (rollups.c.dimension, rollups.c.value, rollups.c.start)


class SqlRollups:
    """Implements `Rollups`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def hold(self) -> None:
        if not self._transaction.holds_all:
            # A day that has no row yet has nothing to lock.
            await self._transaction.first(select(func.pg_advisory_xact_lock(func.hashtext("rollups"))))

    async def replace(self, grain: StoredGrain, interval: Interval, sums: Sequence[Rollup]) -> None:
        await self._transaction.change(delete(rollups).where(*_within(grain, interval), _ANY))
        for number in range(0, len(sums), _ROWS_A_STATEMENT):
            rows = [_row(grain, each) for each in sums[number : number + _ROWS_A_STATEMENT]]
            await self._transaction.change(insert(rollups).values(rows))

    async def of(
        self,
        grain: StoredGrain,
        interval: Interval,
        dimension: Dimension,
        value: str | None = None,
        names: Collection[CountName] = (),
    ) -> Sequence[Rollup]:
        given = None if value is None else [value]
        return await self._read(*_under(grain, interval, dimension, given), names=names)

    async def together(
        self,
        stretches: Stretches,
        dimension: Dimension,
        values: Collection[str] | None = None,
        names: Collection[CountName] = (),
    ) -> Mapping[str, Tally]:
        wanted = frozenset(names)
        found = await self._by_value((_TALLY, _one_text), stretches, dimension, values)
        return {one: tally_of(joined, wanted) for one, joined in found}

    async def numbers(self, stretches: Stretches, dimension: Dimension) -> Mapping[str, int]:
        found = await self._by_value((rollups.c.conversations, func.sum), stretches, dimension, None)
        return {one: int(number) for one, number in found}

    async def every(self, grain: StoredGrain, interval: Interval) -> Sequence[Rollup]:
        return await self._read(*_within(grain, interval), _ANY)

    async def conversations(self, grain: StoredGrain, interval: Interval) -> Mapping[datetime, int]:
        wanted = _under(grain, interval, Dimension.ALL)
        return dict(await self._transaction.tuples(select(rollups.c.start, rollups.c.conversations).where(*wanted)))

    async def long(
        self, grains: Collection[StoredGrain], interval: Interval
    ) -> Mapping[StoredGrain, Collection[datetime]]:
        found: dict[StoredGrain, set[datetime]] = {grain: set() for grain in grains}
        wanted = (
            rollups.c.grain.in_(found),
            rollups.c.dimension == Dimension.ALL,
            rollups.c.value == EVERYTHING,
            rollups.c.start >= interval.start,
            rollups.c.start < interval.end,
        )
        for grain, start in await self._transaction.tuples(select(rollups.c.grain, rollups.c.start).where(*wanted)):
            found[StoredGrain(grain)].add(start)
        return found

    async def conversations_under(
        self, grain: StoredGrain, interval: Interval, dimension: Dimension, values: Collection[str] | None = None
    ) -> Mapping[datetime, Mapping[str, int]]:
        columns = (rollups.c.start, rollups.c.value, rollups.c.conversations)
        rows = await self._transaction.tuples(select(*columns).where(*_under(grain, interval, dimension, values)))
        found: dict[datetime, dict[str, int]] = defaultdict(dict)
        for start, one, number in rows:
            found[start][one] = number
        return found

    async def built(self, first: date, last: date) -> Mapping[date, BuiltDay]:
        columns = (built_days.c.day, built_days.c.built_at, built_days.c.frozen)
        rows = await self._transaction.tuples(select(*columns).where(built_days.c.day.between(first, last)))
        return {day: BuiltDay(day, built_at, frozen) for day, built_at, frozen in rows}

    async def mark(self, built: BuiltDay) -> None:
        await self._transaction.put(built_days, asdict(built))

    async def _by_value(
        self, added: _Added, stretches: Stretches, dimension: Dimension, values: Collection[str] | None
    ) -> Sequence[tuple[str, Any]]:
        """By value, in order, all in the stretches added up."""
        if not stretches:
            return []
        told: dict[str, object] = {"dimension": dimension}
        for place, (grain, interval) in enumerate(stretches):
            told |= {f"grain_{place}": grain, f"start_{place}": interval.start, f"end_{place}": interval.end}
        if values is not None:
            told["values"] = sorted(values)
        return await self._transaction.tuples(_added_up(*added, len(stretches), values is not None), told)

    async def _read(self, *conditions: ColumnElement[bool], names: Collection[CountName] = ()) -> Sequence[Rollup]:
        columns = (rollups.c.start, rollups.c.dimension, rollups.c.value, _TALLY)
        rows = await self._transaction.tuples(select(*columns).where(*conditions).order_by(*_BY_VALUE))
        wanted = frozenset(names)
        return [
            Rollup(start, Dimension(dimension), value, tally_of(kept, wanted)) for start, dimension, value, kept in rows
        ]


def _one_text(tallies: ColumnElement[Any]) -> ColumnElement[Any]:
    """As one text: a year of articles is ten thousand rows, and each handed over takes time."""
    return func.aggregate_strings(tallies, ",")


@lru_cache(maxsize=64)
def _added_up(
    column: ColumnElement[Any], add: Callable[[ColumnElement[Any]], ColumnElement[Any]], stretches: int, given: bool
) -> Select[tuple[str, Any]]:
    """By value the column of all in so many stretches. One statement, and made once: of what a small one takes, most is
    not the database's.
    """
    of_values = (rollups.c.value.in_(bindparam("values", expanding=True)),) if given else ()
    every = union_all(
        *(
            select(rollups.c.value, column.label("added")).where(
                rollups.c.grain == bindparam(f"grain_{place}"),
                rollups.c.dimension == bindparam("dimension"),
                rollups.c.start >= bindparam(f"start_{place}"),
                rollups.c.start < bindparam(f"end_{place}"),
                *of_values,
            )
            for place in range(stretches)
        )
    ).subquery()
    return select(every.c.value, add(every.c.added)).group_by(every.c.value).order_by(every.c.value)


def _under(
    grain: StoredGrain, interval: Interval, dimension: Dimension, given: Collection[str] | None = None
) -> tuple[ColumnElement[bool], ...]:
    """The values given, or all of the dimension, in the interval."""
    under = (*_within(grain, interval), rollups.c.dimension == dimension)
    return under if given is None else (*under, rollups.c.value.in_(sorted(given)))


def _within(grain: StoredGrain, interval: Interval) -> tuple[ColumnElement[bool], ...]:
    return rollups.c.grain == grain, rollups.c.start >= interval.start, rollups.c.start < interval.end


def _row(grain: StoredGrain, each: Rollup) -> Mapping[str, object]:
    return {
        "grain": grain,
        "dimension": each.dimension,
        "value": each.value,
        "start": each.start,
        "conversations": each.tally[CountName.CONVERSATIONS],
        "tally": as_kept(each.tally),
    }
