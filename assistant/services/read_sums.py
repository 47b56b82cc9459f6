"""The sums of a period: whole months and days as they are kept, the rest counted from the record."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assistant.domain.measures.names import EVERYTHING, CountName, Dimension
from assistant.domain.measures.rollup import Rollup, StoredGrain
from assistant.domain.measures.summing import Sums
from assistant.domain.measures.tally import Tally
from assistant.domain.period import Period, local_day, month_of
from assistant.ports import Clock, Interval, Records
from assistant.services.count_straight import CountStraight
from assistant.services.today_sums import TodaySums

ByValue = Mapping[str, Tally]
_ALL = (Dimension.ALL, EVERYTHING)


@dataclass(frozen=True, slots=True)
class ReadSums:
    """Puts periods together. What is not kept yet is counted on the spot, and so is today."""

    records: Records
    clock: Clock
    today: TodaySums

    async def pieces(
        self, period: Period, by: Dimension, value: str | None = None, *, months: bool = False
    ) -> Mapping[date, ByValue]:
        """The sums of each piece of the period by its first day: a day, or where `months` is wanted and kept, a month.

        `value`: the only one wanted.
        """
        found = await self._months(period, by, value) if months else {}
        in_months = {day for first in found for day in month_of(first).days()}
        for stretch in _stretches(day for day in self._begun(period) if day not in in_months):
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
        found = {local_day(start): number for start, number in numbers.items() if local_day(start) in kept}
        for sums in await self._straight(period, kept):
            found |= {day: of_day.get(_ALL, Tally())[CountName.CONVERSATIONS] for day, of_day in sums.days().items()}
        return found

    async def _months(self, period: Period, by: Dimension, value: str | None) -> dict[date, dict[str, Tally]]:
        """The whole months of the period that are kept, also those in which nothing was under the value."""
        async with self.records.reading() as unit:
            kept = await unit.rollups.conversations(StoredGrain.MONTH, _interval(period))
            rows = await unit.rollups.of(StoredGrain.MONTH, _interval(period), by, value)
            # A month that is struck out while we look must not be taken for an empty one.
            still = await unit.rollups.conversations(StoredGrain.MONTH, _interval(period))
        whole = {
            local_day(start) for start in kept if start in still and month_of(local_day(start)).last <= period.last
        }
        return _by_day(rows, whole)

    async def _days(self, stretch: Period, by: Dimension, value: str | None) -> dict[date, dict[str, Tally]]:
        kept = await self._kept_days(stretch)
        found: dict[date, dict[str, Tally]] = {}
        if kept:
            async with self.records.reading() as unit:
                rows = await unit.rollups.of(StoredGrain.DAY, _interval(stretch), by, value)
            found = _by_day(rows, kept)
        for sums in await self._straight(stretch, kept):
            for day, of_day in sums.days().items():
                found[day] = {one: each for (of, one), each in of_day.items() if of is by and value in {None, one}}
        return found

    async def _kept_days(self, period: Period) -> frozenset[date]:
        """Which days of the period that are over are kept. Read before the sums: a day kept since is counted still."""
        today = local_day(self.clock.now())
        async with self.records.reading() as unit:
            known = await unit.rollups.built(period.first, period.last)
        return frozenset(day for day in known if day < today)

    async def _straight(self, period: Period, kept: Container[date]) -> Sequence[Sums]:
        """What is counted from the record: the days that have begun and are not kept."""
        now = self.clock.now()
        today = local_day(now)
        missing = [day for day in self._begun(period) if day not in kept]
        counting = CountStraight(self.records)
        found = [await counting.sums(stretch, now) for stretch in _stretches(day for day in missing if day != today)]
        return [*found, await self.today.sums()] if today in missing else found

    def _begun(self, period: Period) -> Iterator[date]:
        today = local_day(self.clock.now())
        return (day for day in period.days() if day <= today)


def _by_day(rows: Sequence[Rollup], days: Collection[date]) -> dict[date, dict[str, Tally]]:
    found: dict[date, dict[str, Tally]] = {day: {} for day in days}
    for each in rows:
        day = local_day(each.start)
        if day in found:
            found[day][each.value] = each.tally
    return found


def _stretches(days: Iterable[date]) -> Iterator[Period]:
    """Days in order, as periods without gaps."""
    first = last = None
    for day in days:
        if first is None or last is None:
            first = last = day
        elif day == last + timedelta(days=1):
            last = day
        else:
            yield Period(first, last)
            first = last = day
    if first is not None and last is not None:
        yield Period(first, last)


def _interval(period: Period) -> Interval:
    return Interval(period.start, period.end)
