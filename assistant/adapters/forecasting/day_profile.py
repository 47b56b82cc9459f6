"""How a day's contacts fall on its half hours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from assistant.adapters.forecasting.day_models import Past
from assistant.domain.period import LOCAL, local_day

LOOKED_BACK = timedelta(days=180)
"""The shape of the day changes slowly, and is that of now."""
SHRINK_CONTACTS = 60.0
"""A weekday's shape is drawn to that of all days, as if so many contacts of all days had come on it."""

Slot = tuple[int, time]
"""A weekday and a local time."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The part of a whole day that falls on each half hour of each weekday; a weekday's parts add up to 1."""

    parts: Mapping[Slot, float]

    @classmethod
    def of(cls, counts: Mapping[datetime, int]) -> "Profile":
        """The shape of the days counted last."""
        since = max(counts) - LOOKED_BACK
        late = {start: number for start, number in counts.items() if start > since}
        of_slot: dict[Slot, int] = {}
        of_time: dict[time, int] = {}
        for start, number in late.items():
            weekday, at = _slot(start)
            of_slot[weekday, at] = of_slot.get((weekday, at), 0) + number
            of_time[at] = of_time.get(at, 0) + number
        whole = sum(of_time.values()) or 1
        raw = {slot: n + SHRINK_CONTACTS * (of_time[slot[1]] + 0.1) / whole for slot, n in of_slot.items()}
        sums = {weekday: sum(v for (day, _), v in raw.items() if day == weekday) for weekday, _ in raw}
        return cls({slot: value / sums[slot[0]] for slot, value in raw.items()})

    def part(self, start: datetime) -> float:
        """The part of its day that falls on this half hour; for a weekday never open so far, that of the others."""
        slot = _slot(start)
        if slot in self.parts:
            return self.parts[slot]
        if any(weekday == slot[0] for weekday, _ in self.parts):
            return 0.0
        alike = [value for (_, at), value in self.parts.items() if at == slot[1]]
        return sum(alike) / len(alike) if alike else 0.0

    def past(self, counts: Mapping[datetime, int]) -> Past:
        """The days of these half hours, with the part of each that was open."""
        came: dict[date, float] = {}
        part: dict[date, float] = {}
        for start, number in counts.items():
            day = local_day(start)
            came[day] = came.get(day, 0.0) + number
            part[day] = part.get(day, 0.0) + self.part(start)
        days = tuple(sorted(day for day in came if part[day] > 0))
        return Past(days, np.array([came[day] for day in days]), np.array([part[day] for day in days]))


def _slot(start: datetime) -> Slot:
    here = start.astimezone(LOCAL)
    return here.weekday(), here.time()
