"""Before and after a change are whole weeks, and so are the points of a chart: a weekday never weighs double."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.measures.names import Grain
from assistant.domain.period import Period, month_of
from assistant.domain.whole_weeks import MOST_WEEKS, comparable_from, points_of, sides_of

TUESDAY = date(2026, 12, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def weekdays(period: Period) -> Counter[int]:
    return Counter(day.weekday() for day in period.days())


@given(DAYS, st.integers(-30, 200))
def test_both_sides_have_each_weekday_equally_often_and_neither_has_the_change_or_today(today: date, ago: int) -> None:
    changed = today - timedelta(days=ago)
    sides = sides_of(changed, today)
    if today < comparable_from(changed):
        assert sides is None
        return
    assert sides is not None
    assert weekdays(sides.before) == weekdays(sides.after)
    assert set(weekdays(sides.after).values()) <= set(range(1, MOST_WEEKS + 1))
    assert len(weekdays(sides.after)) == 7
    assert not sides.holds(changed)
    assert not sides.holds(today)
    assert sides.holds(changed - timedelta(days=1))
    assert sides.holds(changed + timedelta(days=1))


def test_a_change_two_weeks_ago_is_compared_over_one_week_until_the_second_is_over() -> None:
    sides = sides_of(TUESDAY - timedelta(days=14), TUESDAY)
    assert sides is not None
    assert sides.after == Period(date(2026, 11, 18), date(2026, 11, 24))
    assert sides.before == Period(date(2026, 11, 10), date(2026, 11, 16))


def test_a_change_long_ago_is_compared_over_four_weeks() -> None:
    sides = sides_of(date(2026, 3, 2), TUESDAY)
    assert sides is not None
    assert (sides.before, sides.after) == (
        Period(date(2026, 2, 2), date(2026, 3, 1)),
        Period(date(2026, 3, 3), date(2026, 3, 30)),
    )


@pytest.mark.parametrize(
    ("days", "grain", "drawn"),
    [
        (Period(TUESDAY, TUESDAY), Grain.WEEK, Period(date(2026, 8, 31), date(2026, 11, 29))),
        (Period(date(2026, 11, 1), date(2026, 11, 30)), Grain.WEEK, Period(date(2026, 8, 31), date(2026, 11, 29))),
        (Period(date(2026, 7, 1), date(2026, 11, 29)), Grain.WEEK, Period(date(2026, 7, 6), date(2026, 11, 29))),
        (Period(date(2026, 1, 1), TUESDAY), Grain.MONTH, Period(date(2026, 1, 1), date(2026, 11, 30))),
        (Period(date(2026, 1, 2), date(2026, 11, 29)), Grain.MONTH, Period(date(2026, 2, 1), date(2026, 10, 31))),
        (Period(date(2025, 1, 1), date(2025, 12, 31)), Grain.MONTH, Period(date(2025, 1, 1), date(2025, 12, 31))),
        (Period(date(2027, 1, 1), date(2027, 1, 31)), Grain.WEEK, Period(date(2026, 8, 31), date(2026, 11, 29))),
    ],
    ids=["today", "a month", "five months", "this year", "odd days", "last year", "days to come"],
)
def test_a_chart_has_whole_weeks_or_of_half_a_year_whole_months(days: Period, grain: Grain, drawn: Period) -> None:
    assert points_of(days, TUESDAY) == (grain, drawn)


@given(DAYS, DAYS, DAYS)
def test_no_point_of_a_chart_is_half_a_week_or_half_a_month(first: date, last: date, today: date) -> None:
    grain, drawn = points_of(Period(min(first, last), max(first, last)), today)
    assert drawn.last < today
    if grain is Grain.WEEK:
        assert (drawn.first.weekday(), drawn.last.weekday()) == (0, 6)
    else:
        assert drawn.first == month_of(drawn.first).first
        assert drawn.last == month_of(drawn.last).last
