"""Days, weeks, months and years as Linköping lives them (requirement G-12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.period import Period, local_day, month_of, quarter_of


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 10, 24), 24), (date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2027, 3, 29), 24)],
)
def test_the_days_on_which_clocks_change_have_25_and_23_hours(day: date, hours: int) -> None:
    period = Period(day, day)
    assert period.end - period.start == timedelta(hours=hours)


def test_a_summer_day_begins_at_22_utc_and_a_winter_day_at_23() -> None:
    assert Period(date(2026, 10, 25), date(2026, 10, 25)).start == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert Period(date(2026, 10, 26), date(2026, 10, 26)).start == datetime(2026, 10, 25, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),  # 02:30 the first time
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25)),  # 02:30 the second time
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_local_day_is_the_one_on_the_wall_in_linkoping(moment: datetime, day: date) -> None:
    assert local_day(moment) == day


@pytest.mark.parametrize(
    ("day", "month", "quarter"),
    [
        (date(2026, 11, 22), (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29)), (date(2028, 1, 1), date(2028, 3, 31))),
    ],
)
def test_the_month_and_the_quarter_that_a_day_lies_in(
    day: date, month: tuple[date, date], quarter: tuple[date, date]
) -> None:
    assert (month_of(day), quarter_of(day)) == (Period(*month), Period(*quarter))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_days_join_without_gap_or_overlap(day: date) -> None:
    """So that no conversation is counted twice or never, on whatever night the clocks change."""
    following = day + timedelta(days=1)
    assert Period(day, day).end == Period(following, following).start
    assert local_day(Period(day, day).start) == local_day(Period(day, day).end - timedelta(microseconds=1)) == day


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40), st.integers(1, 12))
def test_stretches_hold_every_day_once_and_in_order(first: date, more: int, most: int) -> None:
    period = Period(first, first + timedelta(days=more))
    assert [day for stretch in period.chunks(most) for day in stretch.days()] == list(period.days())
