"""Figures are kept as sums by day, half hour and month, so that a year is read as quickly as a day."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.measures.names import EVERYTHING, Dimension
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain, due
from assistant.domain.measures.summing import DaySums, Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.period import Period, local_day, month_of, year_of
from assistant.ports import Clock, Interval, Records, Unit
from assistant.services.count_straight import DAYS_AT_ONCE, CountStraight

log = logging.getLogger(__name__)

ALL = (Dimension.ALL, EVERYTHING)
LOOKED_EVERY = timedelta(minutes=1)
DAYS_A_LOOK = 5
"""Counted at one look of the sweeper, whose other steps wait meanwhile. Whoever has years to count uses
`kontakt figures rebuild`."""
ONE_DAY = timedelta(days=1)
REST = 10
"""Today is left alone for so many times as long as it took to count: on a day with ten times as many conversations it
would else be counted without an end."""


def _unheard(days: int) -> None:
    """Nobody waits to hear how far it has come."""
    del days


@dataclass(slots=True)
class KeepSums:
    """Keeps the sums of days, and of months and years that are over. Its memory: `looked_at`; `today_from`, before
    which today is not counted anew; and what it last found today.

    Whatever is written, a day's month and year are first struck out and then summed anew: a process that dies between
    leaves a month that is read day by day.
    """

    records: Records
    clock: Clock
    looked_at: datetime | None = field(default=None)
    today_from: datetime | None = field(default=None)
    _today: Sums | None = field(default=None, repr=False)

    async def look(self) -> int:
        """Today has been counted, and some of the days before that are due; how many of these."""
        await self._keep_today()
        return await self._keep_due()

    async def _keep_today(self) -> None:
        """So that pages need not count it themselves, each anew."""
        now = self.clock.now()
        if self.today_from is not None and now < self.today_from:
            return
        today = Period(local_day(now), local_day(now))
        sums = await CountStraight(self.records).sums(today, now)
        if sums == self._today:  # as at night
            async with self.records.unit() as unit:
                await unit.rollups.mark(BuiltDay(today.first, now))
        else:
            await self._keep(today, sums, now)
            self._today = sums
        ended = self.clock.now()
        self.today_from = ended + REST * (ended - now)

    async def _keep_due(self) -> int:
        now = self.clock.now()
        if self.looked_at is not None and now < self.looked_at + LOOKED_EVERY:
            return 0
        waiting = await self.due()
        for day in waiting[:DAYS_A_LOOK]:
            await self.build(Period(day, day))
        await self._sum_missing_years()
        # As long as there is more to do, it is gone on with at the next sweep.
        self.looked_at = now if len(waiting) <= DAYS_A_LOOK else None
        return min(len(waiting), DAYS_A_LOOK)

    async def due(self) -> list[date]:
        """The days that are to be counted, the latest first."""
        past = await self.past()
        if past is None:
            return []
        async with self.records.reading() as unit:
            known = await unit.rollups.built(past.first, past.last)
        now = self.clock.now()
        return due(known, past.days(), local_day(now), now)

    async def past(self) -> Period | None:
        """From the day of the first conversation to yesterday; None where there is none before today."""
        async with self.records.reading() as unit:
            first = await unit.figures.first()
        yesterday = local_day(self.clock.now()) - ONE_DAY
        return None if first is None or local_day(first) > yesterday else Period(local_day(first), yesterday)

    async def build(self, period: Period, told: Callable[[int], None] = _unheard) -> int:
        """The days of the period that are over are counted and kept, frozen ones left as they are; how many.

        `told` hears how many days are done, as they are.
        """
        yesterday = local_day(self.clock.now()) - ONE_DAY
        count = 0
        for stretch in Period(period.first, min(period.last, yesterday)).chunks(DAYS_AT_ONCE):
            now = self.clock.now()
            sums = await CountStraight(self.records).sums(stretch, now)
            count += await self._keep(stretch, sums, now)
            told((stretch.last - stretch.first).days + 1)
        over = [day for day in period.days() if day <= yesterday]
        for first in sorted({month_of(day).first for day in over}):
            await self._sum_month(month_of(first))
        for first in sorted({year_of(day).first for day in over}):
            await self._sum_year(year_of(first))
        return count

    async def _keep(self, stretch: Period, sums: Sums, now: datetime) -> int:
        days, half_hours = sums.days(), sums.half_hours()
        async with self.records.reading() as unit:
            known = await unit.rollups.built(stretch.first, stretch.last)
        free = [day for day in stretch.days() if day not in known or not known[day].frozen]
        for day in free:
            async with self.records.unit() as unit:
                await _keep_day(unit, day, days[day], half_hours)
                await unit.rollups.mark(BuiltDay(day, now))
                await unit.rollups.replace(StoredGrain.MONTH, _interval(month_of(day)), [])
                await unit.rollups.replace(StoredGrain.YEAR, _interval(year_of(day)), [])
        return len(free)

    async def _sum_month(self, month: Period) -> None:
        """The month is the sum of its days, once all of them since the first conversation are over and kept."""
        past = await self.past()
        if past is None or month.last > past.last:
            return
        async with self.records.unit() as unit:
            known = await unit.rollups.built(month.first, month.last)
            if all(day in known and known[day].is_whole for day in month.days() if day >= past.first):
                days = await unit.rollups.every(StoredGrain.DAY, _interval(month))
                await unit.rollups.replace(StoredGrain.MONTH, _interval(month), _summed(month.start, days))

    async def _sum_year(self, year: Period) -> None:
        """The year is the sum of its months, once all of them since the first conversation are over and kept."""
        past = await self.past()
        if past is None or year.last > past.last:
            return
        wanted = {month_of(day).start for day in year.days() if day >= past.first}
        async with self.records.unit() as unit:
            if wanted <= (await unit.rollups.conversations(StoredGrain.MONTH, _interval(year))).keys():
                months = await unit.rollups.every(StoredGrain.MONTH, _interval(year))
                await unit.rollups.replace(StoredGrain.YEAR, _interval(year), _summed(year.start, months))

    async def _sum_missing_years(self) -> None:
        """Those that a process left undone, or an older version knew nothing of."""
        past = await self.past()
        if past is None:
            return
        years = [year_of(date(number, 1, 1)) for number in range(past.first.year, past.last.year + 1)]
        async with self.records.reading() as unit:
            kept = await unit.rollups.conversations(StoredGrain.YEAR, _interval(Period(years[0].first, past.last)))
        for year in years:
            if year.start not in kept:
                await self._sum_year(year)

    async def freeze(self, unit: Unit, day: date) -> None:
        """Within `unit`, the day, which is kept, is never counted anew."""
        known = (await unit.rollups.built(day, day)).get(day)
        if known is not None and not known.frozen:
            await unit.rollups.mark(BuiltDay(day, known.built_at, frozen=True))

    async def is_kept(self, day: date) -> bool:
        """Whether the day's sums are kept, counted when it was over."""
        async with self.records.reading() as unit:
            known = (await unit.rollups.built(day, day)).get(day)
        return known is not None and known.is_whole


async def _keep_day(unit: Unit, day: date, sums: DaySums, half_hours: Mapping[datetime, Tally]) -> None:
    period = Period(day, day)
    # The whole is kept also of a day on which nothing was: it tells that the day has been counted.
    every = {ALL: Tally(), **sums}
    kept = [Rollup(period.start, dimension, value, tally) for (dimension, value), tally in every.items()]
    await unit.rollups.replace(StoredGrain.DAY, _interval(period), kept)
    halves = [Rollup(at, *ALL, tally) for at, tally in half_hours.items() if period.start <= at < period.end]
    await unit.rollups.replace(StoredGrain.HALF_HOUR, _interval(period), halves)


def _summed(start: datetime, days: Sequence[Rollup]) -> list[Rollup]:
    by_key: dict[tuple[Dimension, str], list[Tally]] = {ALL: []}
    for each in days:
        by_key.setdefault((each.dimension, each.value), []).append(each.tally)
    return [Rollup(start, dimension, value, total(tallies)) for (dimension, value), tallies in by_key.items()]


def _interval(period: Period) -> Interval:
    return Interval(period.start, period.end)
