"""The sums of a period: whole years, months and days as they are kept, the rest counted from the record."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from assistant.domain.measures.names import EVERYTHING, CountName, Dimension
from assistant.domain.measures.rollup import LONG, Rollup, StoredGrain
from assistant.domain.measures.summing import DaySums, Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Interval, Records, Unit
from assistant.services.count_straight import CountStraight
from assistant.services.today_sums import TodaySums

ByValue = Mapping[str, Tally]
_ALL = (Dimension.ALL, EVERYTHING)
_LAID = (StoredGrain.YEAR, StoredGrain.MONTH)
"""What a period is put together of before its days, the longest first. Weeks lie across months."""


@dataclass(frozen=True, slots=True)
class ReadSums:
    """Puts periods together. What is not kept yet is counted on the spot, and so is today where no sweeper has just
    done so.
    """

    records: Records
    clock: Clock
    today: TodaySums
    _whole: set[date] = field(default_factory=set, repr=False)
    """Days known to be kept as they were when they were over: they stay so, and are asked for once."""

    async def together(self, period: Period, by: Dimension, value: str | None = None) -> ByValue:
        """The sums under each value that occurs, or under the one wanted alone, of all the period that has begun."""
        wanted = None if value is None else (value,)
        return await self._from_longest(
            period,
            lambda unit, grain, stretches: unit.rollups.together(grain, _intervals(stretches), by, wanted),
            lambda sums: _under(sums, by, value),
        )

    async def pieces(
        self, period: Period, by: Dimension, value: str, longest: StoredGrain = StoredGrain.DAY
    ) -> Mapping[date, Tally]:
        """The sum of each piece of the period by its first day: a day, or where they are wanted so long and are kept, a
        week or a month. A day on which nothing was may be missing.
        """
        found = await self._long_pieces(longest, period, by, value) if longest in LONG else {}
        within = _days_of(longest, found)
        for stretch in _stretches(day for day in self._begun(period) if day not in within):
            found |= await self._days(stretch, by, value)
        return dict(sorted(found.items()))

    async def half_hours(self, period: Period) -> Mapping[datetime, Tally]:
        """The sums of each half hour (aware, UTC) in which something was, in order."""
        kept = await self._kept_days(period)
        async with self.records.reading() as unit:
            rows = await unit.rollups.of(StoredGrain.HALF_HOUR, _interval(period), Dimension.ALL)
        found = {each.start: each.tally for each in rows if local_day(each.start) in kept}
        for sums in await self._straight(period, kept):
            found |= sums.half_hours()
        return dict(sorted(found.items()))

    async def conversations(self, period: Period) -> Mapping[date, int]:
        """How many conversations each day that has begun had."""
        kept = await self._kept_days(period)
        async with self.records.reading() as unit:
            numbers = await unit.rollups.conversations(StoredGrain.DAY, _interval(period))
        by_day = {local_day(start): number for start, number in numbers.items()}
        found = {day: number for day, number in by_day.items() if day in kept}
        for sums in await self._straight(period, kept):
            found |= {day: of_day.get(_ALL, Tally())[CountName.CONVERSATIONS] for day, of_day in sums.days().items()}
        return found

    async def conversations_under(
        self, period: Period, by: Dimension, longest: StoredGrain = StoredGrain.DAY
    ) -> Mapping[date, Mapping[str, int]]:
        """As `pieces`, but how many conversations alone: their tallies are not read."""
        found = await self._long_under(longest, period, by) if longest in LONG else {}
        within = _days_of(longest, found)
        for stretch in _stretches(day for day in self._begun(period) if day not in within):
            kept = await self._kept_days(stretch)
            async with self.records.reading() as unit:
                numbers = await unit.rollups.conversations_under(StoredGrain.DAY, _interval(stretch), by)
            found |= {local_day(start): of_day for start, of_day in numbers.items() if local_day(start) in kept}
            for sums in await self._straight(stretch, kept):
                for day, of_day in sums.days().items():
                    found[day] = {one: each[CountName.CONVERSATIONS] for (of, one), each in of_day.items() if of is by}
        return found

    async def _long_under(self, grain: StoredGrain, period: Period, by: Dimension) -> dict[date, Mapping[str, int]]:
        async with self.records.reading() as unit:
            kept = (await _long(unit, period, grain))[grain]
            numbers = await unit.rollups.conversations_under(grain, _interval(period), by)
        by_first = {local_day(start): of_month for start, of_month in numbers.items()}
        return {first: by_first.get(first, {}) for first in kept}

    async def totals(
        self, period: Period, by: Dimension, names: Sequence[CountName], values: Collection[str] | None = None
    ) -> ByValue:
        """The counts named and no others under each value of the dimension, or each of those given that occurs, in
        order, of all days that have begun.
        """
        return await self._from_longest(
            period,
            lambda unit, grain, stretches: _totals(unit, grain, _intervals(stretches), by, names, values),
            lambda sums: {
                one: each.only(names) for one, each in _under(sums, by).items() if values is None or one in values
            },
        )

    async def _from_longest(
        self,
        period: Period,
        kept: Callable[[Unit, StoredGrain, Sequence[Period]], Awaitable[ByValue]],
        counted: Callable[[DaySums], ByValue],
    ) -> ByValue:
        """By value, in order, the sum of what `kept` reads of years, months and days, as far as these are kept, and of
        what `counted` finds in the other days.
        """
        found: dict[str, list[Tally]] = defaultdict(list)
        days = await self._kept_days(period)
        async with self.records.reading() as unit:
            long = await _long(unit, period, *_LAID)
            laid = _laid(days, long)
            for grain, of_grain in laid.items():
                if of_grain:
                    _lay(found, await kept(unit, grain, list(_stretches(sorted(of_grain)))))
        for sums in await self._straight(period, frozenset().union(*laid.values())):
            for of_day in filter(None, sums.days().values()):
                _lay(found, counted(of_day))
        return {one: total(found[one]) for one in sorted(found)}

    async def _long_pieces(self, grain: StoredGrain, period: Period, by: Dimension, value: str) -> dict[date, Tally]:
        """The stretches that lie in the period and are kept, also those in which nothing was under the value."""
        async with self.records.reading() as unit:
            kept = (await _long(unit, period, grain))[grain]
            rows = await unit.rollups.of(grain, _interval(period), by, value)
        return {first: Tally() for first in kept} | _by_day(rows, kept)

    async def _days(self, stretch: Period, by: Dimension, value: str) -> dict[date, Tally]:
        kept = await self._kept_days(stretch)
        async with self.records.reading() as unit:
            rows = await unit.rollups.of(StoredGrain.DAY, _interval(stretch), by, value)
        found = _by_day(rows, kept)
        for sums in await self._straight(stretch, kept):
            found |= {day: of_day[by, value] for day, of_day in sums.days().items() if (by, value) in of_day}
        return found

    async def _kept_days(self, period: Period) -> frozenset[date]:
        """Which days of the period need not be counted. Read before the sums: a day kept since is counted still."""
        days = frozenset(self._begun(period))
        unknown = days - self._whole
        for stretch in _stretches(sorted(unknown)):
            async with self.records.reading() as unit:
                known = await unit.rollups.built(stretch.first, stretch.last)
            self._whole.update(day for day, built in known.items() if built.is_whole)
            days -= {day for day in stretch.days() if day not in known or not self.today.may_be_read(known[day])}
        return days

    async def _straight(self, period: Period, kept: Container[date]) -> Sequence[Sums]:
        """What is counted from the record: the days that have begun and are not in `kept`."""
        now = self.clock.now()
        today = local_day(now)
        missing = [day for day in self._begun(period) if day not in kept]
        counting = CountStraight(self.records)
        found = [await counting.sums(stretch, now) for stretch in _stretches(day for day in missing if day != today)]
        return [*found, await self.today.sums(today)] if today in missing else found

    def _begun(self, period: Period) -> Iterator[date]:
        today = local_day(self.clock.now())
        return (day for day in period.days() if day <= today)


async def _long(unit: Unit, period: Period, *grains: StoredGrain) -> Mapping[StoredGrain, frozenset[date]]:
    """Of each grain the first days of the stretches that are kept and lie in the period as a whole."""
    kept = await unit.rollups.long(grains, _interval(period))
    firsts = {grain: frozenset(map(local_day, kept[grain])) for grain in grains}
    return {grain: frozenset(day for day in firsts[grain] if LONG[grain](day).last <= period.last) for grain in grains}


def _days_of(grain: StoredGrain, firsts: Iterable[date]) -> frozenset[date]:
    return frozenset(day for first in firsts for day in LONG[grain](first).days())


async def _totals(
    unit: Unit,
    grain: StoredGrain,
    intervals: Sequence[Interval],
    by: Dimension,
    names: Sequence[CountName],
    values: Collection[str] | None,
) -> ByValue:
    if values is None and list(names) == [CountName.CONVERSATIONS]:
        numbers = await unit.rollups.numbers(grain, intervals, by)
        return {one: Tally({CountName.CONVERSATIONS: number} if number else {}) for one, number in numbers.items()}
    sums = await unit.rollups.together(grain, intervals, by, values)
    return {one: tally.only(names) for one, tally in sums.items()}


def _laid(days: frozenset[date], long: Mapping[StoredGrain, frozenset[date]]) -> Mapping[StoredGrain, frozenset[date]]:
    """Each day that need not be counted under the longest of the stretches it is kept in."""
    found: dict[StoredGrain, frozenset[date]] = {}
    for grain, firsts in long.items():
        found[grain] = _days_of(grain, firsts).difference(*found.values())
    found[StoredGrain.DAY] = days.difference(*found.values())
    return found


def _lay(found: dict[str, list[Tally]], more: ByValue) -> None:
    for one, tally in more.items():
        found[one].append(tally)


def _under(sums: DaySums, by: Dimension, value: str | None = None) -> ByValue:
    return {one: each for (of, one), each in sums.items() if of is by and value in {None, one}}


def _by_day(rows: Sequence[Rollup], days: Container[date]) -> dict[date, Tally]:
    """Of one value."""
    found = {local_day(each.start): each.tally for each in rows}
    return {day: tally for day, tally in found.items() if day in days}


def _stretches(days: Iterable[date]) -> Iterator[Period]:
    """Days in order, as periods without gaps."""
    # In a stretch, the number of a day less its place is the same for all.
    for _, numbered in groupby(enumerate(days), lambda each: each[1].toordinal() - each[0]):
        (_, first), *others = numbered
        yield Period(first, others[-1][1] if others else first)


def _intervals(periods: Iterable[Period]) -> list[Interval]:
    return [_interval(period) for period in periods]


def _interval(period: Period) -> Interval:
    return Interval(period.start, period.end)
