"""A report compares like with like."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.errors import RefusedError
from assistant.domain.period import Period
from assistant.domain.stretch import StretchName, own, stretch

MONDAY = date(2026, 11, 30)
NAMED = [name for name in StretchName if name is not StretchName.OWN]


def test_half_a_month_is_compared_with_the_first_half_of_the_month_before() -> None:
    found = stretch(StretchName.MONTH, date(2026, 11, 15))
    assert found.days == Period(date(2026, 11, 1), date(2026, 11, 15))
    assert found.before == Period(date(2026, 10, 1), date(2026, 10, 15))


def test_the_thirty_first_of_march_is_compared_with_all_of_february() -> None:
    assert stretch(StretchName.MONTH, date(2026, 3, 31)).before == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_last_month_is_whole_and_compared_with_the_whole_month_before_it() -> None:
    found = stretch(StretchName.LAST_MONTH, date(2026, 1, 7))
    assert found.days == Period(date(2025, 12, 1), date(2025, 12, 31))
    assert found.before == Period(date(2025, 11, 1), date(2025, 11, 30))


def test_a_week_begins_on_a_monday() -> None:
    found = stretch(StretchName.WEEK, MONDAY)
    assert found.days == Period(MONDAY, MONDAY)
    assert found.before == Period(date(2026, 11, 23), date(2026, 11, 23))


def test_the_year_so_far_is_compared_with_the_same_days_last_year() -> None:
    found = stretch(StretchName.YEAR, MONDAY)
    assert found.days == Period(date(2026, 1, 1), MONDAY)
    assert found.before == Period(date(2025, 1, 1), date(2025, 11, 30))


def test_last_quarter_over_new_year() -> None:
    found = stretch(StretchName.LAST_QUARTER, date(2027, 2, 3))
    assert found.days == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert found.before == Period(date(2026, 7, 1), date(2026, 9, 30))


def test_ones_own_days_are_compared_with_as_many_before_them() -> None:
    found = own(date(2026, 11, 10), date(2026, 11, 12))
    assert found.before == Period(date(2026, 11, 7), date(2026, 11, 9))


@pytest.mark.parametrize(
    ("first", "last"), [(MONDAY, MONDAY - timedelta(days=1)), (date(2000, 1, 1), MONDAY)], ids=["backwards", "too long"]
)
def test_days_that_make_no_report_are_refused(first: date, last: date) -> None:
    with pytest.raises(RefusedError):
        own(first, last)


def test_ones_own_has_no_days_by_itself() -> None:
    with pytest.raises(RefusedError):
        stretch(StretchName.OWN, MONDAY)


@given(st.sampled_from(NAMED), st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_what_is_compared_with_lies_wholly_before_and_neither_is_ever_in_the_future(
    name: StretchName, today: date
) -> None:
    found = stretch(name, today)
    assert found.before.first <= found.before.last < found.days.first <= found.days.last <= today
