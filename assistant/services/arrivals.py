"""How many contacts came by chat, half hour by half hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.forecast import in_half_hours
from assistant.domain.period import Period
from assistant.ports import Interval, Records

AT_A_TIME = timedelta(days=31)
"""So much of the record is read at once: years of it need not lie in memory together."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Counts conversations in which a citizen said something, where and when they were opened."""

    records: Records

    async def half_hours(self, period: Period) -> dict[datetime, int]:
        """By the half hour (its beginning, UTC); those without any are left out."""
        counted: dict[datetime, int] = {}
        start = period.start
        while start < period.end:
            until = min(start + AT_A_TIME, period.end)
            async with self.records.reading() as unit:
                opened = await unit.conversations.opened(Interval(start, until))
            for half_hour, number in in_half_hours(each.opened_at for each in opened).items():
                counted[half_hour] = counted.get(half_hour, 0) + number
            start = until
        return counted
