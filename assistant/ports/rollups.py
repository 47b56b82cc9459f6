"""Sums kept for the figures."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.measures.names import CountName, Dimension
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.measures.tally import Tally
from assistant.ports.interval import Interval

Stretches = Sequence[tuple[StoredGrain, Interval]]
"""Which kept sums a period is put together of: those of each grain that begin in its interval."""


class Rollups(Protocol):
    """Sums by half hour, day, week, month and year, and of which days they are."""

    async def hold(self) -> None:
        """Until the unit ends nobody else who holds them changes sums: two that count one day wait for each other."""
        ...

    async def replace(self, grain: StoredGrain, interval: Interval, sums: Sequence[Rollup]) -> None:
        """All of the grain that begin in the interval are these, and no others."""
        ...

    async def of(
        self,
        grain: StoredGrain,
        interval: Interval,
        dimension: Dimension,
        value: str | None = None,
        names: Collection[CountName] = (),
    ) -> Sequence[Rollup]:
        """Those that begin in the interval, of one value or all, by value and start. `names`: as in `together`."""
        ...

    async def together(
        self,
        stretches: Stretches,
        dimension: Dimension,
        values: Collection[str] | None = None,
        names: Collection[CountName] = (),
    ) -> Mapping[str, Tally]:
        """By value, in order, the sum of all that begin in the stretches, which do not overlap; of the values given
        alone, or of all. `names`: the counts that will be asked for, where that is known; others are there as well, but
        take longer.
        """
        ...

    async def numbers(self, stretches: Stretches, dimension: Dimension) -> Mapping[str, int]:
        """As `together`, but how many conversations alone: their tallies are not read."""
        ...

    async def every(self, grain: StoredGrain, interval: Interval) -> Sequence[Rollup]:
        """Those that begin in the interval, of all dimensions."""
        ...

    async def conversations(self, grain: StoredGrain, interval: Interval) -> Mapping[datetime, int]:
        """By start, how many conversations the sums under `Dimension.ALL` hold: what chat's share needs, no more."""
        ...

    async def long(
        self, grains: Collection[StoredGrain], interval: Interval
    ) -> Mapping[StoredGrain, Collection[datetime]]:
        """Of each grain when the stretches that are kept begin, of those that begin in the interval."""
        ...

    async def conversations_under(
        self, grain: StoredGrain, interval: Interval, dimension: Dimension, values: Collection[str] | None = None
    ) -> Mapping[datetime, Mapping[str, int]]:
        """By start, how many conversations the sums hold under each value of the dimension, or each of those given."""
        ...

    async def built(self, first: date, last: date) -> Mapping[date, BuiltDay]:
        """Which of the days from `first` to `last`, both included, are kept."""
        ...

    async def mark(self, built: BuiltDay) -> None:
        """The day is kept, as told."""
        ...
