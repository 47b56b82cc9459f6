"""Which days are counted anew, and when."""

from datetime import UTC, date, datetime, timedelta

from assistant.domain.measures.rollup import BuiltDay, due
from assistant.domain.period import Period

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = NOW.date()
PAST = Period(TODAY - timedelta(days=60), TODAY - timedelta(days=1))


def built(day: date, minutes_ago: float, *, frozen: bool = False) -> BuiltDay:
    return BuiltDay(day, NOW - timedelta(minutes=minutes_ago), frozen)


def wanted(*known: BuiltDay) -> list[int]:
    """How many days ago the days are that are due, of those known."""
    by_day = {each.day: each for each in known}
    return [(TODAY - day).days for day in due(by_day, by_day, TODAY, NOW)]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_a_day_never_counted_is_due_and_the_latest_first() -> None:
    assert due({}, PAST.days(), TODAY, NOW) == sorted(PAST.days(), reverse=True)


def test_the_last_eight_days_are_counted_every_ten_minutes() -> None:
    assert wanted(built(ago(1), 11), built(ago(2), 9), built(ago(8), 11), built(ago(9), 11)) == [1, 8]


def test_older_days_are_counted_once_a_day_for_five_weeks() -> None:
    day = 24 * 60
    assert wanted(built(ago(9), day), built(ago(35), day), built(ago(36), day), built(ago(10), day - 1)) == [9, 35]


def test_a_frozen_day_is_never_due() -> None:
    assert wanted(built(ago(1), 10_000, frozen=True)) == []
