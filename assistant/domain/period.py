"""The stretches of local time the service is reported for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Stockholm")
"""Days begin and end where the municipality is (requirement G-12)."""


class PeriodName(StrEnum):
    """What a supervisor can ask about."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    YEAR_TO_DATE = "year_to_date"


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
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))

    def chunks(self, days: int) -> "Iterator[Period]":
        """The same days, in order, in stretches of at most so many."""
        first = self.first
        while first <= self.last:
            last = min(self.last, first + timedelta(days=days - 1))
            yield Period(first, last)
            first = last + timedelta(days=1)

    def before(self) -> "Period":
        """As many days right before it."""
        return Period(self.first - (self.last - self.first) - timedelta(days=1), self.first - timedelta(days=1))


def current(name: PeriodName, now: datetime) -> Period:
    """The calendar day, ISO week, month, quarter or year that `now` (aware) lies in, whole; or the year until today."""
    today = local_day(now)
    match name:
        case PeriodName.TODAY:
            return Period(today, today)
        case PeriodName.WEEK:
            monday = today - timedelta(days=today.weekday())
            return Period(monday, monday + timedelta(days=6))
        case PeriodName.MONTH:
            return month_of(today)
        case PeriodName.QUARTER:
            return quarter_of(today)
        case PeriodName.YEAR:
            return Period(date(today.year, 1, 1), date(today.year, 12, 31))
        case PeriodName.YEAR_TO_DATE:  # pragma: no branch - the last of all
            return Period(date(today.year, 1, 1), today)


def before(name: PeriodName, now: datetime) -> Period:
    """The period of that name before the current one; of the year until today, the same days a year ago."""
    if name is PeriodName.YEAR_TO_DATE:
        today = local_day(now)
        leap = (today.month, today.day) == (2, 29)
        return Period(date(today.year - 1, 1, 1), today.replace(year=today.year - 1, day=28 if leap else today.day))
    eve = current(name, now).first - timedelta(days=1)
    return current(name, datetime.combine(eve, time(12), LOCAL))


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
