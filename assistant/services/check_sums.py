"""Proves the kept sums equal to the record, or tells where they are not."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.measures.rollup import LONG, BuiltDay, Rollup, StoredGrain, part_of
from assistant.domain.measures.summing import Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Records
from assistant.services.count_straight import DAYS_AT_ONCE, CountStraight
from assistant.services.keep_sums import ALL
from assistant.services.lay_out import interval_of


@dataclass(frozen=True, slots=True)
class Checked:
    """One day, week, month or year. `equal` None: not compared, since what it was counted from is partly deleted."""

    grain: StoredGrain
    first: date
    equal: bool | None


@dataclass(frozen=True, slots=True)
class CheckSums:
    """Counts all over again, and compares."""

    records: Records
    clock: Clock

    async def days(self, period: Period) -> AsyncIterator[Checked]:
        """Every kept day of the period, with its half hours, against the record."""
        for stretch in period.chunks(DAYS_AT_ONCE):
            async with self.records.reading() as unit:
                built = await unit.rollups.built(stretch.first, stretch.last)
                kept = await unit.rollups.every(StoredGrain.DAY, interval_of(stretch))
                halves = await unit.rollups.every(StoredGrain.HALF_HOUR, interval_of(stretch))
            sums = await CountStraight(self.records).sums(stretch, self.clock.now())
            for day in sorted(each.day for each in built.values() if each.is_whole):
                yield Checked(StoredGrain.DAY, day, _is_equal(built[day], sums, [*kept], [*halves]))

    async def longer(self, period: Period) -> AsyncIterator[Checked]:
        """Every kept week, month and year that the period touches: a year against its months, the others their days."""
        for grain, stretch_of in LONG.items():
            for first in sorted({stretch_of(day).first for day in period.days()}):
                interval = interval_of(stretch_of(first))
                async with self.records.reading() as unit:
                    whole = await unit.rollups.every(grain, interval)
                    parts = await unit.rollups.every(part_of(grain), interval)
                if whole:
                    yield Checked(grain, first, _by_value(whole) == _by_value(parts))


def _is_equal(built: BuiltDay, sums: Sums, kept: list[Rollup], halves: list[Rollup]) -> bool | None:
    if built.frozen:
        return None
    period = Period(built.day, built.day)
    counted = {ALL: Tally(), **sums.days()[built.day]}
    of_day = {(each.dimension, each.value): each.tally for each in kept if local_day(each.start) == built.day}
    of_halves = {each.start: each.tally for each in halves if local_day(each.start) == built.day}
    by_half_hour = {at: tally for at, tally in sums.half_hours().items() if period.start <= at < period.end}
    return of_day == counted and of_halves == by_half_hour


def _by_value(sums: Sequence[Rollup]) -> dict[tuple[str, str], Tally]:
    found: dict[tuple[str, str], list[Tally]] = {}
    for each in sums:
        found.setdefault((each.dimension, each.value), []).append(each.tally)
    return {key: total(tallies) for key, tallies in found.items()}
