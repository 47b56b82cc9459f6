"""Figures counted from the record itself: what rollups are made of, and must be equal to."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.measures.agents_time import time_of
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.summing import Sums
from assistant.domain.period import Period
from assistant.ports import Interval, Records, Unit

DAYS_AT_ONCE = 7
"""Read together: so many conversations are held in memory, a week's being some thousands."""


@dataclass(frozen=True, slots=True)
class CountStraight:
    """Reads conversation by conversation, and adds."""

    records: Records

    async def sums(self, period: Period, now: datetime) -> Sums:
        """All of the period, as it stands at `now` (aware)."""
        found = Sums(period)
        async with self.records.reading() as unit:
            first = await unit.figures.first()
        for stretch in period.chunks(DAYS_AT_ONCE):
            # Before the first conversation there is nothing to count, and a year of looks would be taken for it.
            if first is not None and first < stretch.end and stretch.start <= now:
                async with self.records.reading() as unit:
                    await _add(unit, stretch, now, found)
        return found


async def _add(unit: Unit, stretch: Period, now: datetime, found: Sums) -> None:
    interval = Interval(stretch.start, stretch.end)
    for told in await unit.figures.told(interval):
        # A conversation that reaches over midnight is told of with both days: each takes its own of it.
        found.add(part for part in tally_of(told, now) if interval.start <= part.at < interval.end)
    found.add(time_of(await unit.figures.time(interval), (interval.start, interval.end), now))
