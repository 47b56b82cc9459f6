"""The stretches of local time the service is reported for."""

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
    YEAR = "year"


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


def current(name: PeriodName, now: datetime) -> Period:
    """The calendar day, ISO week, month or year that `now` (aware) lies in, whole."""
    today = local_day(now)
    match name:
        case PeriodName.TODAY:
            return Period(today, today)
        case PeriodName.WEEK:
            monday = today - timedelta(days=today.weekday())
            return Period(monday, monday + timedelta(days=6))
        case PeriodName.MONTH:
            following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
            return Period(today.replace(day=1), following - timedelta(days=1))
        case PeriodName.YEAR:  # pragma: no branch - the last of all
            return Period(date(today.year, 1, 1), date(today.year, 12, 31))


def before(name: PeriodName, now: datetime) -> Period:
    """The period of that name before the current one."""
    eve = current(name, now).first - timedelta(days=1)
    return current(name, datetime.combine(eve, time(12), LOCAL))


def local_day(moment: datetime) -> date:
    """The day it is in Linköping at `moment` (aware)."""
    return moment.astimezone(LOCAL).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL).astimezone(UTC)
