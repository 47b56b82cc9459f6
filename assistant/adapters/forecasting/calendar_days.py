"""What kind of day it is: eves, squeezed days and the first day after a holiday, and where in the year it lies."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import holidays
import numpy as np
from numpy.typing import NDArray

SPECIAL = ("eve", "squeezed", "after")
WAVES = 3
"""Sine and cosine pairs of the year: enough for summer, Christmas and the terms between, too few to follow noise."""
DAYS_A_YEAR = 365.25


def special_days(days: Sequence[date]) -> NDArray[np.float64]:
    """A column for each of `SPECIAL`, 0 or 1. Eve: the working day before a holiday. After: the first one after it.

    Squeezed: a working day between a holiday and a weekend, when many take the day off (klämdag).
    """
    return np.array([_kinds(day) for day in days], dtype=np.float64).reshape(len(days), len(SPECIAL))


def seasons(days: Sequence[date]) -> NDArray[np.float64]:
    """The year's waves, `WAVES` pairs of columns."""
    angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in days], dtype=np.float64) / DAYS_A_YEAR
    pairs = [(np.sin(k * angle), np.cos(k * angle)) for k in range(1, WAVES + 1)]
    return np.column_stack([column for pair in pairs for column in pair])


def _kinds(day: date) -> tuple[bool, bool, bool]:
    one = timedelta(days=1)
    before, after = day - one, day + one
    free_before, free_after = _is_holiday(before), _is_holiday(after)
    squeezed = (free_before and after.weekday() == 5) or (free_after and before.weekday() == 6)
    first_after = not _is_holiday(day) and any(_is_holiday(day - one * back) for back in _free_run(day))
    return free_after and not squeezed, squeezed, first_after and not squeezed


def _free_run(day: date) -> range:
    """How many days back, from yesterday, nobody worked."""
    back = 1
    while _is_holiday(day - timedelta(days=back)) or (day - timedelta(days=back)).weekday() >= 5:
        back += 1
    return range(1, back)


def _is_holiday(day: date) -> bool:
    """Holidays, and the eves that working life treats as such (de facto): Midsummer's, Christmas and New Year's."""
    return day in _calendar(day.year)


@lru_cache(maxsize=16)
def _calendar(year: int) -> "holidays.HolidayBase":
    return holidays.country_holidays(
        "SE", years=year, expand=False, categories=("public", "de_facto"), include_sundays=False
    )
