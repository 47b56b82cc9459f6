"""The stretch of days a report is about, and the one it is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.errors import RefusedError
from assistant.domain.period import Period

LONGEST = timedelta(days=10 * 366)
"""A report's longest stretch: longer than any municipality has had a chat, and short enough to be drawn."""


class StretchName(StrEnum):
    """What a supervisor asks for by name. Those under way end today: "this month" is the month so far."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    LAST_WEEK = "last_week"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    LAST_QUARTER = "last_quarter"
    YEAR = "year"
    LAST_YEAR = "last_year"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Stretch:
    """`days`, and `before`: the days compared with, as many of them as `days` has where a stretch is under way."""

    name: StretchName
    days: Period
    before: Period


def stretch(name: StretchName, today: date) -> Stretch:
    """The stretch of that name as seen on `today`.

    One that is under way is compared with the same first days of the one before, since half a month compared with a
    whole one tells nothing. A last day that the one before lacks (31 March, 29 February) ends with its last.

    Raises:
        RefusedError: `OWN` has no days by itself.
    """
    match name:
        case StretchName.TODAY:
            return _under_way(name, today, today, today - timedelta(days=1))
        case StretchName.YESTERDAY:
            eve = today - timedelta(days=1)
            return Stretch(name, Period(eve, eve), Period(eve - timedelta(days=1), eve - timedelta(days=1)))
        case StretchName.WEEK | StretchName.LAST_WEEK:
            monday = today - timedelta(days=today.weekday())
            return _either(name, name is StretchName.WEEK, today, (monday, _weeks(monday, 1), _weeks(monday, 2)))
        case StretchName.MONTH | StretchName.LAST_MONTH:
            return _either(name, name is StretchName.MONTH, today, _starts(today.replace(day=1), 1))
        case StretchName.QUARTER | StretchName.LAST_QUARTER:
            begins = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
            return _either(name, name is StretchName.QUARTER, today, _starts(begins, 3))
        case StretchName.YEAR | StretchName.LAST_YEAR:
            return _either(name, name is StretchName.YEAR, today, _starts(date(today.year, 1, 1), 12))
        case StretchName.OWN:  # pragma: no branch - the last of all
            raise RefusedError("a stretch of one's own needs its first and last day")


def own(first: date, last: date) -> Stretch:
    """Any days, compared with as many right before them.

    Raises:
        RefusedError: it ends before it begins, or is longer than `LONGEST`.
    """
    if last < first:
        raise RefusedError("the stretch ends before it begins")
    length = last - first + timedelta(days=1)
    if length > LONGEST:
        raise RefusedError("the stretch is longer than ten years")
    return Stretch(StretchName.OWN, Period(first, last), Period(first - length, first - timedelta(days=1)))


def _either(name: StretchName, current: bool, today: date, starts: tuple[date, date, date]) -> Stretch:
    this, last, second_last = starts
    if current:
        return _under_way(name, today, this, last)
    eve = timedelta(days=1)
    return Stretch(name, Period(last, this - eve), Period(second_last, last - eve))


def _under_way(name: StretchName, today: date, begins: date, began_before: date) -> Stretch:
    ended = began_before + (today - begins)
    return Stretch(
        name, Period(begins, today), Period(began_before, min(ended, max(began_before, begins - timedelta(1))))
    )


def _starts(begins: date, months: int) -> tuple[date, date, date]:
    return begins, _earlier(begins, months), _earlier(begins, 2 * months)


def _earlier(first: date, months: int) -> date:
    """The first of the month so many months before a first of a month."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _weeks(monday: date, number: int) -> date:
    return monday - timedelta(weeks=number)
