"""When something is open, in the municipality's local time (requirement G-12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from assistant.domain.period import LOCAL

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of `date.weekday()`."""
LOOKED_AHEAD = timedelta(days=60)
"""How far the next opening is looked for: longer than any summer closing."""


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Open from `opens` until just before `closes`, local time, on one day."""

    opens: time
    closes: time


Week = Mapping[int, tuple[Hours, ...]]
"""By weekday, 0 for Monday; a day that is absent is closed."""


@dataclass(frozen=True, slots=True)
class Season:
    """A part of every year with a week of its own. The ends, (month, day), are included; it may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]
    week: Week

    def has(self, day: date) -> bool:
        """Whether the day lies in the season."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """The ordinary week, what is different in some season, on holidays, and on single days.

    An exception holds before all else, a holiday before a season, a season before the week. `verified_on` is None
    while nobody at the municipality has said that the hours are right.
    """

    id: str
    name: Mapping[str, str]
    week: Week
    seasons: tuple[Season, ...] = ()
    closed_on: frozenset[date] = frozenset()
    exceptions: Mapping[date, tuple[Hours, ...]] = field(default_factory=dict)
    source: str = ""
    verified_on: date | None = None

    def on(self, day: date) -> tuple[Hours, ...]:
        """The hours of a local day, earliest first; empty when closed."""
        if day in self.exceptions:
            return self.exceptions[day]
        if day in self.closed_on:
            return ()
        week = next((season.week for season in self.seasons if season.has(day)), self.week)
        return week.get(day.weekday(), ())

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at the moment `at` (aware)."""
        return self.closes_at(at) is not None

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes next, if it is open at `at` (aware); None when it is closed."""
        here = at.astimezone(LOCAL)
        for hours in self.on(here.date()):
            if hours.opens <= here.time() < hours.closes:
                return _moment(here.date(), hours.closes)
        return None

    def opens_at(self, at: datetime) -> datetime | None:
        """The first opening after `at` (aware); None when there is none within `LOOKED_AHEAD`."""
        here = at.astimezone(LOCAL)
        for ahead in range(LOOKED_AHEAD.days):
            day = here.date() + timedelta(days=ahead)
            later = [hours.opens for hours in self.on(day) if ahead or hours.opens > here.time()]
            if later:
                return _moment(day, later[0])
        return None


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL)
