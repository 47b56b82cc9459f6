"""Weeks as pages speak of them."""

from datetime import date, timedelta

from assistant.domain.period import Period
from handoff_console import local_words


def monday_of(day: date | None, otherwise: date) -> date:
    """The Monday of the day's week; of that of `otherwise` without one."""
    known = day or otherwise
    return known - timedelta(days=known.weekday())


def week_name(monday: date, lang: str) -> tuple[int, str]:
    """The ISO week's number, and its days."""
    days = Period(monday, monday + timedelta(days=6))
    return monday.isocalendar().week, local_words.days(days, lang)
