"""Days and times as spreadsheets and exchanges write them: read, and guessed at."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from math import gcd
from typing import NamedTuple

from assistant.domain.contact_interval import LENGTHS, MINUTES_A_DAY
from assistant.domain.period import LOCAL

CENTURY = 2000
SERIAL_DAY_0 = date(1899, 12, 30)
"""Excel counts days from here, in the 1900 date system from 1 March 1900 on (ECMA-376 part 1, 18.17.4.1)."""
SERIALS = range(36_526, 73_051)
"""The serial numbers taken for days: those of 2000 to 2099."""
LONGEST_TEXT = 80


class DayOrder(StrEnum):
    """What comes first where a year does not: `30.11.2026` or `11/30/2026`."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Clock(NamedTuple):
    """A time of day: `begins` minutes after midnight, and how long, where that is told too."""

    begins: int
    minutes: int | None = None


_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_MONTH_NAMED = re.compile(r"(\d{1,2})[ .-]+([a-zåäö]{3})[a-zåäö]*[ .-]+(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_WEEKDAY_BEFORE = re.compile(r"^[a-zåäö]+[.,]* +(?=\d)")
_MONTHS = {
    name: month
    for month, names in enumerate(
        ["jan", "feb", "mar", "apr", "maj,may", "jun", "jul", "aug", "sep", "okt,oct", "nov", "dec"],
        1,
    )
    for name in names.split(",")
}
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:[.,]\d+)?)?)? ?(am|pm)?|(\d{2})(\d{2})")
_FRACTION = re.compile(r"0?[.,](\d+)")
_BETWEEN = re.compile(r" *(?:-|–|—|\btill\b|\bto\b) *")
_WITH_TIME = re.compile(r"(.*?\d)(?:t| +|, *)(\d{1,2}[:.]\d{2}.*)")
_OF_ONE_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}t\d{2}:\d{2}.*(?:z|\+\d{2}:?\d{2})")


@lru_cache(maxsize=4096)
def read_day(text: str, order: DayOrder | None) -> date | None:
    """The day, None where it is none. Which of day and month comes first `order` says; None: only if a month could not.

    Read are year-month-day however parted, the two other orders, months by name in Swedish and English, a weekday
    before, and Excel's serial numbers.
    """
    written = _WEEKDAY_BEFORE.sub("", text.strip().lower()[:LONGEST_TEXT], count=1)
    found = _YEAR_FIRST.fullmatch(written)
    if found:
        parts = [found[1], found[3], found[4]] if found[1] else [found[5], found[6], found[7]]
        return _date(*map(int, parts))
    if found := _MONTH_NAMED.fullmatch(written):
        return _date(int(found[3]), _MONTHS.get(found[2], 0), int(found[1]))
    if (found := _SERIAL.fullmatch(written)) and not found[2]:
        return _serial_day(int(found[1]))
    found = _YEAR_LAST.fullmatch(written)
    if found is None:
        return None
    # Nobody writes a month first with full stops.
    return _year_last(int(found[1]), int(found[3]), _year(found[4]), DayOrder.DAY_FIRST if found[2] == "." else order)


def _year_last(one: int, two: int, year: int, order: DayOrder | None) -> date | None:
    day_first, month_first = _date(year, two, one), _date(year, one, two)
    if order is DayOrder.DAY_FIRST:
        return day_first
    if order is DayOrder.MONTH_FIRST:
        return month_first
    return day_first if day_first == month_first or month_first is None else month_first if day_first is None else None


@lru_cache(maxsize=4096)
def read_clock(text: str) -> Clock | None:
    """The time of day, None where it is none: `08:00`, `8.30`, `0800`, `8`, `8 AM`, `08:00-08:30`, `0,3333` (Excel)."""
    written = text.strip().lower()[:LONGEST_TEXT]
    begin, *end = _BETWEEN.split(written, maxsplit=1)
    begins = _minutes(begin)
    if begins is None or begins >= MINUTES_A_DAY:
        return None
    if not end:
        return Clock(begins)
    ends = _minutes(end[0])
    return None if ends is None else Clock(begins, _length(begins, ends))


@lru_cache(maxsize=65_536)
def read_moment(text: str, order: DayOrder | None) -> tuple[date, Clock] | None:
    """Day and time of day written together, None where they are not.

    What carries its time zone (`2026-11-30T07:00:00Z`, as one instant or two with a slash) is told by our clock.
    """
    written = text.strip().lower()[:LONGEST_TEXT]
    begin, _, end = written.partition("/") if written.count("t") > 1 else (written, "", "")
    if _OF_ONE_INSTANT.fullmatch(begin):
        return _instant(begin, end)
    if (serial := _SERIAL.fullmatch(written)) and serial[2]:
        day = _serial_day(int(serial[1]))
        return (day, Clock(_of_day(serial[2]))) if day else None
    parts = _WITH_TIME.fullmatch(begin)
    day, clock = (read_day(parts[1], order), read_clock(parts[2])) if parts else (read_day(begin, order), Clock(0))
    return (day, clock) if day and clock else None


def _instant(begin: str, end: str) -> tuple[date, Clock] | None:
    try:
        start, stop = datetime.fromisoformat(begin.upper()), datetime.fromisoformat((end or begin).upper())
    except ValueError:
        return None
    local = start.astimezone(LOCAL)
    return local.date(), Clock(local.hour * 60 + local.minute, int((stop - start).total_seconds() // 60) or None)


def day_orders(texts: Iterable[str]) -> tuple[DayOrder, ...]:
    """The orders in which all texts are days or moments: both where nothing tells, neither where one is no day."""
    written = list(texts)
    return tuple(order for order in DayOrder if all(read_moment(text, order) for text in written))


def minutes_between(clocks: Sequence[Clock]) -> int | None:
    """How long an interval lasts by when they begin; None where that tells nothing, or each tells its own length."""
    begins = sorted({clock.begins for clock in clocks})
    if not begins or all(clock.minutes for clock in clocks):
        return None
    if begins == [0]:
        return MINUTES_A_DAY
    if len(begins) == 1:
        return None
    step = gcd(*begins)
    return next((length for length in sorted(LENGTHS[:-1], reverse=True) if step % length == 0), None)


def _minutes(written: str) -> int | None:
    fraction = _FRACTION.fullmatch(written)
    # 0.25 is six in the morning to Excel; as a time it would be 00:25, at which no interval begins.
    if fraction and not (len(fraction[1]) == 2 and int(fraction[1]) in {0, 15, 30, 45}):
        return _of_day(fraction[1])
    found = _TIME.fullmatch(written)
    if found is None:
        return None
    hour, minute = (int(found[4]), int(found[5])) if found[4] else (int(found[1]), int(found[2] or 0))
    if found[3]:
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= MINUTES_A_DAY else None


def _of_day(decimals: str) -> int:
    """Minutes of a day's fraction."""
    return round(float(f"0.{decimals}") * MINUTES_A_DAY) % MINUTES_A_DAY


def _length(begins: int, ends: int) -> int:
    """Minutes from one to the other; midnight ends a day, and `08:29` or `08:29:59` is what others call 08:30."""
    length = (ends - begins) % MINUTES_A_DAY or MINUTES_A_DAY
    return length + 1 if length + 1 in LENGTHS else length


def _serial_day(number: int) -> date | None:
    return SERIAL_DAY_0 + timedelta(days=number) if number in SERIALS else None


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else CENTURY + int(written)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
