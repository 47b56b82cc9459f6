"""Days, weeks, months and years as Linköping lives them (requirement G-12)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.period import Period, PeriodName, before, current, local_day

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NAMES = st.sampled_from([name for name in PeriodName if name is not PeriodName.YEAR_TO_DATE])


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
    ("name", "first", "last"),
    [
        (PeriodName.TODAY, date(2026, 11, 22), date(2026, 11, 22)),
        (PeriodName.WEEK, date(2026, 11, 16), date(2026, 11, 22)),  # a Sunday ends the ISO week
        (PeriodName.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (PeriodName.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodName.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (PeriodName.YEAR_TO_DATE, date(2026, 1, 1), date(2026, 11, 22)),
    ],
)
def test_the_period_a_sunday_in_november_lies_in(name: PeriodName, first: date, last: date) -> None:
    assert current(name, datetime(2026, 11, 22, 12, tzinfo=UTC)) == Period(first, last)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (PeriodName.TODAY, date(2027, 2, 28), date(2027, 2, 28)),
        (PeriodName.WEEK, date(2027, 2, 22), date(2027, 2, 28)),
        (PeriodName.MONTH, date(2027, 2, 1), date(2027, 2, 28)),
        (PeriodName.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_before_a_monday_the_first_of_march(name: PeriodName, first: date, last: date) -> None:
    assert before(name, datetime(2027, 3, 1, 12, tzinfo=UTC)) == Period(first, last)


@given(NAMES, MOMENTS)
def test_every_moment_lies_in_its_period(name: PeriodName, moment: datetime) -> None:
    period = current(name, moment)
    assert period.start <= moment < period.end


@given(NAMES, MOMENTS)
def test_periods_join_without_gap_or_overlap(name: PeriodName, moment: datetime) -> None:
    """So that no conversation is counted twice or never, on whatever night the clocks change."""
    period, earlier = current(name, moment), before(name, moment)
    assert earlier.end == period.start
    assert current(name, period.end).start == period.end
    assert current(name, period.end - timedelta(microseconds=1)) == period


def test_the_year_so_far_stands_beside_the_same_days_a_year_ago() -> None:
    name = PeriodName.YEAR_TO_DATE
    assert before(name, datetime(2026, 11, 22, 12, tzinfo=UTC)) == Period(date(2025, 1, 1), date(2025, 11, 22))
    assert before(name, datetime(2028, 2, 29, 12, tzinfo=UTC)) == Period(date(2027, 1, 1), date(2027, 2, 28))


def test_an_interval_stands_beside_as_many_days_right_before_it() -> None:
    assert Period(date(2026, 3, 1), date(2026, 3, 3)).before() == Period(date(2026, 2, 26), date(2026, 2, 28))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 40), st.integers(1, 12))
def test_stretches_hold_every_day_once_and_in_order(first: date, more: int, most: int) -> None:
    period = Period(first, first + timedelta(days=more))
    assert [day for stretch in period.chunks(most) for day in stretch.days()] == list(period.days())
