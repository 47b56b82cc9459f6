"""Figures are kept as sums by half hour, day, week, month and year, so that years are read as quickly as a day."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.measures.names import EVERYTHING, Dimension
from assistant.domain.measures.rollup import LONG, BuiltDay, Rollup, StoredGrain, due, part_of
from assistant.domain.measures.summing import DaySums, Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.period import Period, local_day, month_of
from assistant.ports import Clock, Records, Unit
from assistant.services.count_straight import DAYS_AT_ONCE, CountStraight
from assistant.services.lay_out import interval_of

log = logging.getLogger(__name__)

ALL = (Dimension.ALL, EVERYTHING)
LOOKED_EVERY = timedelta(minutes=1)
DAYS_A_LOOK = 5
"""Counted at one look of the sweeper, whose other steps wait meanwhile. Whoever has years to count uses
`kontakt figures rebuild`."""
SUMS_A_LOOK = 20
"""And summed from days that are kept already."""
ONE_DAY = timedelta(days=1)
LONGEST = timedelta(days=366)
REST = 4
"""Today is left alone for so many times as long as it took to count: on a day with ten times as many conversations it
would else be counted without an end."""


def _unheard(days: int) -> None:
    """Nobody waits to hear how far it has come."""
    del days


@dataclass(slots=True)
class KeepSums:
    """Keeps the sums of days, and of weeks, months and years that are over. Its memory: `looked_at`; `today_from`,
    before which today is not counted anew; and what it last found today.

    A day and the sums of its week, month and year are written in one unit: whoever reads finds the old ones or the new.
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
                await unit.rollups.hold()
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
        summed = await self._sum_missing()
        # As long as there is more to do, it is gone on with at the next sweep.
        self.looked_at = now if len(waiting) <= DAYS_A_LOOK and summed < SUMS_A_LOOK else None
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
        return count

    async def _keep(self, stretch: Period, sums: Sums, now: datetime) -> int:
        days, half_hours, past = sums.days(), sums.half_hours(), await self.past()
        async with self.records.unit() as unit:
            await unit.rollups.hold()
            known = await unit.rollups.built(stretch.first, stretch.last)
            free = [day for day in stretch.days() if day not in known or not known[day].frozen]
            for day in free:
                await _keep_day(unit, day, days[day], half_hours)
                await unit.rollups.mark(BuiltDay(day, now))
            for grain in LONG:
                for first in sorted({LONG[grain](day).first for day in free}):
                    await _sum(unit, grain, LONG[grain](first), past)
        return len(free)

    async def _sum_missing(self) -> int:
        """Weeks, months and years that an older version left undone, or knew nothing of, have been summed: at most
        `SUMS_A_LOOK`; how many.
        """
        past = await self.past()
        if past is None:
            return 0
        async with self.records.reading() as unit:
            known = await unit.rollups.built(past.first, past.last)
            # The first week or year may have begun before the first conversation.
            kept = await unit.rollups.long(LONG, interval_of(Period(past.first - LONGEST, past.last)))
        missing = [
            (grain, stretch_of(first))
            for grain, stretch_of in LONG.items()
            for first in sorted({stretch_of(day).first for day in known})
            if stretch_of(first).start not in kept[grain] and _is_complete(stretch_of(first), known, past)
        ]
        for grain, stretch in missing[:SUMS_A_LOOK]:
            async with self.records.unit() as unit:
                await unit.rollups.hold()
                await _sum(unit, grain, stretch, past)
        return min(len(missing), SUMS_A_LOOK)

    async def freeze(self, unit: Unit, day: date) -> None:
        """Within `unit`, the day, which is kept, is never counted anew."""
        known = (await unit.rollups.built(day, day)).get(day)
        if known is not None and known.is_whole and not known.frozen:
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
    await unit.rollups.replace(StoredGrain.DAY, interval_of(period), kept)
    halves = [Rollup(at, *ALL, tally) for at, tally in half_hours.items() if period.start <= at < period.end]
    await unit.rollups.replace(StoredGrain.HALF_HOUR, interval_of(period), halves)


async def _sum(unit: Unit, grain: StoredGrain, stretch: Period, past: Period | None) -> None:
    """Within `unit`, the week or month is the sum of its days, or the year of its months, once all of them since the
    first conversation are over and kept.
    """
    if past is None or not _is_complete(stretch, await unit.rollups.built(stretch.first, stretch.last), past):
        return
    part = part_of(grain)
    parts = await unit.rollups.every(part, interval_of(stretch))
    wanted = {month_of(day).start for day in stretch.days() if day >= past.first}
    if part is StoredGrain.DAY or wanted <= {each.start for each in parts}:
        await unit.rollups.replace(grain, interval_of(stretch), _summed(stretch.start, parts))


def _is_complete(stretch: Period, known: Mapping[date, BuiltDay], past: Period) -> bool:
    days = (day for day in stretch.days() if day >= past.first)
    return stretch.last <= past.last and all(day in known and known[day].is_whole for day in days)


def _summed(start: datetime, days: Sequence[Rollup]) -> list[Rollup]:
    by_key: dict[tuple[Dimension, str], list[Tally]] = {ALL: []}
    for each in days:
        by_key.setdefault((each.dimension, each.value), []).append(each.tally)
    return [Rollup(start, dimension, value, total(tallies)) for (dimension, value), tallies in by_key.items()]
