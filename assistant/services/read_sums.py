"""The sums of a period: whole years, months, weeks and days as they are kept, the rest counted from the record."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from assistant.domain.measures.names import EVERYTHING, CountName, Dimension
from assistant.domain.measures.rollup import LONG, Rollup, StoredGrain
from assistant.domain.measures.summing import DaySums, Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Records, Unit
from assistant.ports.rollups import Stretches
from assistant.services.count_straight import CountStraight
from assistant.services.lay_out import LayOut, interval_of, stretches_of
from assistant.services.today_sums import TodaySums

T = TypeVar("T")
ByValue = Mapping[str, Tally]
_ALL = (Dimension.ALL, EVERYTHING)


@dataclass(frozen=True, slots=True)
class ReadSums:
    """Puts periods together. What is not kept yet is counted on the spot, and so is today where no sweeper has just
    done so.
    """

    records: Records
    clock: Clock
    today: TodaySums
    layouts: LayOut

    async def together(
        self, period: Period, by: Dimension, value: str | None = None, names: Collection[CountName] = ()
    ) -> ByValue:
        """The sums under each value that occurs, or under the one wanted alone, of all the period that has begun.
        `names`: the counts that will be asked for, where that is known.
        """
        wanted = None if value is None else (value,)
        return await self._from_longest(
            period,
            lambda unit, stretches: unit.rollups.together(stretches, by, wanted, names),
            lambda sums: _under(sums, by, wanted),
        )

    async def pieces(
        self,
        period: Period,
        where: tuple[Dimension, str],
        longest: StoredGrain = StoredGrain.DAY,
        names: Collection[CountName] = (),
    ) -> Mapping[date, Tally]:
        """The sum of each piece of the period by its first day: a day, or where they are wanted so long and are kept, a
        week or a month. One in which nothing was may be missing. `names`: as in `together`.
        """
        layout, found = await self.layouts.of(period), dict[date, Tally]()
        async with self.records.reading() as unit:
            if longest in LONG:
                rows = await unit.rollups.of(longest, interval_of(period), *where, names)
                found = _by_day(rows, layout.firsts[longest])
            for stretch in stretches_of(layout.days_besides(longest, self.layouts.begun(period))):
                rows = await unit.rollups.of(StoredGrain.DAY, interval_of(stretch), *where, names)
                found |= _by_day(rows, layout.kept)
        for sums in await self._straight(layout.days_besides(longest, layout.unkept)):
            found |= {day: of_day[where] for day, of_day in sums.days().items() if where in of_day}
        return dict(sorted(found.items()))

    async def half_hours(self, period: Period) -> Mapping[datetime, Tally]:
        """The sums of each half hour (aware, UTC) in which something was, in order."""
        layout = await self.layouts.of(period)
        async with self.records.reading() as unit:
            rows = await unit.rollups.of(StoredGrain.HALF_HOUR, interval_of(period), Dimension.ALL)
        found = {each.start: each.tally for each in rows if local_day(each.start) in layout.kept}
        for sums in await self._straight(layout.unkept):
            found |= sums.half_hours()
        return dict(sorted(found.items()))

    async def conversations(self, period: Period) -> Mapping[date, int]:
        """How many conversations each day that has begun had."""
        layout = await self.layouts.of(period)
        async with self.records.reading() as unit:
            numbers = await unit.rollups.conversations(StoredGrain.DAY, interval_of(period))
        found = _on(numbers, layout.kept)
        for sums in await self._straight(layout.unkept):
            found |= {day: of_day.get(_ALL, Tally())[CountName.CONVERSATIONS] for day, of_day in sums.days().items()}
        return found

    async def conversations_under(
        self,
        period: Period,
        by: Dimension,
        values: Collection[str] | None = None,
        longest: StoredGrain = StoredGrain.DAY,
    ) -> Mapping[date, Mapping[str, int]]:
        """As `pieces`, but how many conversations alone, under each value or each of those given: their tallies are not
        read.
        """
        layout, found = await self.layouts.of(period), dict[date, Mapping[str, int]]()
        async with self.records.reading() as unit:
            if longest in LONG:
                numbers = await unit.rollups.conversations_under(longest, interval_of(period), by, values)
                found = _on(numbers, layout.firsts[longest])
            for stretch in stretches_of(layout.days_besides(longest, self.layouts.begun(period))):
                numbers = await unit.rollups.conversations_under(StoredGrain.DAY, interval_of(stretch), by, values)
                found |= _on(numbers, layout.kept)
        for sums in await self._straight(layout.days_besides(longest, layout.unkept)):
            for day, of_day in sums.days().items():
                under = _under(of_day, by, values)
                found[day] = {one: tally[CountName.CONVERSATIONS] for one, tally in under.items()}
        return found

    async def totals(
        self, period: Period, by: Dimension, names: Sequence[CountName], values: Collection[str] | None = None
    ) -> ByValue:
        """The counts named and no others under each value of the dimension, or each of those given that occurs, in
        order, of all days that have begun.
        """
        return await self._from_longest(
            period,
            lambda unit, stretches: _totals(unit, stretches, by, names, values),
            lambda sums: {one: each.only(names) for one, each in _under(sums, by, values).items()},
        )

    async def _from_longest(
        self,
        period: Period,
        kept: Callable[[Unit, Stretches], Awaitable[ByValue]],
        counted: Callable[[DaySums], ByValue],
    ) -> ByValue:
        """By value, in order, the sum of what `kept` reads of years, months, weeks and days, as far as these are kept,
        and of what `counted` finds in the other days.
        """
        layout = await self.layouts.of(period)
        async with self.records.reading() as unit:
            of_kept = await kept(unit, layout.stretches)
        straight = await self._straight(layout.missing)
        if not straight:
            return of_kept
        found: dict[str, list[Tally]] = defaultdict(list)
        _lay(found, of_kept)
        for sums in straight:
            for of_day in filter(None, sums.days().values()):
                _lay(found, counted(of_day))
        return {one: total(found[one]) for one in sorted(found)}

    async def _straight(self, missing: Sequence[date]) -> Sequence[Sums]:
        """What is counted from the record, days in order."""
        now = self.clock.now()
        today = local_day(now)
        counting = CountStraight(self.records)
        found = [await counting.sums(stretch, now) for stretch in stretches_of(day for day in missing if day != today)]
        return [*found, await self.today.sums(today)] if today in missing else found


async def _totals(
    unit: Unit, stretches: Stretches, by: Dimension, names: Sequence[CountName], values: Collection[str] | None
) -> ByValue:
    if values is None and list(names) == [CountName.CONVERSATIONS]:
        numbers = await unit.rollups.numbers(stretches, by)
        return {one: Tally({CountName.CONVERSATIONS: number} if number else {}) for one, number in numbers.items()}
    sums = await unit.rollups.together(stretches, by, values, names)
    return {one: tally.only(names) for one, tally in sums.items()}


def _lay(found: dict[str, list[Tally]], more: ByValue) -> None:
    for one, tally in more.items():
        found[one].append(tally)


def _under(sums: DaySums, by: Dimension, values: Collection[str] | None) -> ByValue:
    return {one: each for (of, one), each in sums.items() if of is by and (values is None or one in values)}


def _by_day(rows: Sequence[Rollup], days: Container[date]) -> dict[date, Tally]:
    """Of one value."""
    return _on({each.start: each.tally for each in rows}, days)


def _on(by_start: Mapping[datetime, T], days: Container[date]) -> dict[date, T]:
    """The same by day, of the days given."""
    return {day: one for start, one in by_start.items() if (day := local_day(start)) in days}
