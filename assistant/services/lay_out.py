"""Which kept sums a period is put together of, and which of its days are still to be counted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from assistant.domain.measures.rollup import LONG, StoredGrain
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Interval, Records, Unit
from assistant.ports.rollups import Stretches
from assistant.services.today_sums import TodaySums

SHARED_FOR = timedelta(seconds=2)
"""As long as a page may take, which asks for the same days in many ways."""
_LAID = (StoredGrain.YEAR, StoredGrain.MONTH, StoredGrain.WEEK)
"""What a period is put together of before its days. Weeks lie across months: they are laid in what these leave."""


@dataclass(frozen=True, slots=True)
class Layout:
    """For whoever reads by the day: a period's days `kept` as sums, and those that have begun and are `unkept`, none of
    these from before the first conversation. For whoever adds up: the `stretches` of sums, each day in one of them at
    most, and of the unkept the days `missing` in them. `firsts`: the first days of whole weeks, months and years of the
    period that are kept.
    """

    kept: frozenset[date]
    unkept: tuple[date, ...]
    firsts: Mapping[StoredGrain, frozenset[date]]
    stretches: Stretches
    missing: tuple[date, ...]

    def days_besides(self, grain: StoredGrain, days: Iterable[date]) -> list[date]:
        """Those of the days that lie in none of the grain's stretches."""
        within = days_of(grain, self.firsts.get(grain, ()))
        return [day for day in days if day not in within]


@dataclass(slots=True)
class LayOut:
    """`shared_for`: so long a layout is used again; nought for never. What was kept when it was made is kept since: a
    day's sum, and those of its week, month and year, are replaced and not taken away. Today's may be older by so much.
    """

    records: Records
    clock: Clock
    today: TodaySums
    shared_for: timedelta = timedelta(0)
    _whole: set[date] = field(default_factory=set, repr=False)
    """Days known to be kept as they were when they were over: they stay so, and are asked for once."""
    _made: dict[Period, tuple[datetime, Layout]] = field(default_factory=dict, repr=False)

    async def of(self, period: Period) -> Layout:
        """Read before the sums: a day that is kept since is counted still."""
        now = self.clock.now()
        self._made = {laid: made for laid, made in self._made.items() if made[0] <= now < made[0] + self.shared_for}
        if period not in self._made:
            self._made[period] = (now, await self._lay(period))
        return self._made[period][1]

    async def _lay(self, period: Period) -> Layout:
        begun = self.begun(period)
        async with self.records.reading() as unit:
            # First the long ones: a week seen then was summed from days that are kept already.
            long = await _long(unit, period, _LAID)
            kept = await self._kept(unit, begun)
            unkept = await _since_the_first(unit, [day for day in begun if day not in kept])
        laid = _laid(kept, long)
        stretches = [
            (grain, interval_of(stretch)) for grain, days in laid.items() for stretch in stretches_of(sorted(days))
        ]
        in_stretches = frozenset().union(*laid.values())
        return Layout(kept, unkept, long, stretches, tuple(day for day in unkept if day not in in_stretches))

    async def _kept(self, unit: Unit, days: Collection[date]) -> frozenset[date]:
        """Which of the days need not be counted."""
        lost: set[date] = set()
        for stretch in stretches_of(day for day in days if day not in self._whole):
            known = await unit.rollups.built(stretch.first, stretch.last)
            self._whole.update(day for day, built in known.items() if built.is_whole)
            lost |= {day for day in stretch.days() if day not in known or not self.today.may_be_read(known[day])}
        return frozenset(days) - lost

    def begun(self, period: Period) -> list[date]:
        """The days of the period that have begun, in order."""
        today = local_day(self.clock.now())
        return [day for day in period.days() if day <= today]


async def _since_the_first(unit: Unit, days: Sequence[date]) -> tuple[date, ...]:
    """Those of the days that are counted at all, as `KeepSums` has them: agents' time before it is not."""
    first = await unit.figures.first() if days else None
    return () if first is None else tuple(day for day in days if day >= local_day(first))


async def _long(unit: Unit, period: Period, grains: Collection[StoredGrain]) -> Mapping[StoredGrain, frozenset[date]]:
    """Of each grain the first days of the stretches that are kept and lie in the period as a whole."""
    kept = await unit.rollups.long(grains, interval_of(period))
    firsts = {grain: frozenset(map(local_day, kept[grain])) for grain in grains}
    return {grain: frozenset(day for day in firsts[grain] if LONG[grain](day).last <= period.last) for grain in grains}


def days_of(grain: StoredGrain, firsts: Iterable[date]) -> frozenset[date]:
    """All days of the stretches that begin so."""
    return frozenset(day for first in firsts for day in LONG[grain](first).days())


def _laid(kept: frozenset[date], long: Mapping[StoredGrain, frozenset[date]]) -> Mapping[StoredGrain, frozenset[date]]:
    """Each day that need not be counted under the longest of the stretches that it is kept in, and that do not overlap
    with one laid before.
    """
    found: dict[StoredGrain, frozenset[date]] = {}
    taken: set[date] = set()
    for grain, firsts in long.items():
        free = [first for first in firsts if taken.isdisjoint(LONG[grain](first).days())]
        found[grain] = days_of(grain, free)
        taken |= found[grain]
    found[StoredGrain.DAY] = kept - taken
    return found


def stretches_of(days: Iterable[date]) -> Iterator[Period]:
    """Days in order, as periods without gaps."""
    # In a stretch, the number of a day less its place is the same for all.
    for _, numbered in groupby(enumerate(days), lambda each: each[1].toordinal() - each[0]):
        (_, first), *others = numbered
        yield Period(first, others[-1][1] if others else first)


def interval_of(period: Period) -> Interval:
    """The same as moments."""
    return Interval(period.start, period.end)
