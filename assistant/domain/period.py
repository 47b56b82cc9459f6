"""The stretches of local time the service is reported for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Stockholm")
"""Days begin and end where the municipality is (requirement G-12)."""


@dataclass(frozen=True, slots=True)
class Period:
    """The local days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The first day's midnight, aware, UTC."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The midnight after the last day, aware, UTC: the first moment not in the period."""
        return _midnight(self.last + timedelta(days=1))

    def days(self) -> Iterator[date]:
        """Each day, in order."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    def chunks(self, days: int) -> "Iterator[Period]":
        """The same days, in order, in stretches of at most so many."""
        first = self.first
        while first <= self.last:
            last = min(self.last, first + timedelta(days=days - 1))
            yield Period(first, last)
            first = last + timedelta(days=1)


def local_day(moment: datetime) -> date:
    """The day it is in Linköping at `moment` (aware)."""
    return moment.astimezone(LOCAL).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)


def quarter_of(day: date) -> Period:
    """The calendar quarter that the day lies in, whole."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    following = (first + timedelta(days=93)).replace(day=1)
    return Period(first, following - timedelta(days=1))


def month_of(day: date) -> Period:
    """The calendar month that the day lies in, whole."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def week_of(day: date) -> Period:
    """The week from Monday to Sunday that the day lies in, whole."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def year_of(day: date) -> Period:
    """The calendar year that the day lies in, whole."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))
