"""What a forecast is made from, and how its misses are counted."""

from datetime import UTC, date, datetime, time, timedelta
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.forecast import (
    by_day,
    chance_miss,
    excess,
    history_of,
    in_half_hours,
    open_half_hours,
    silent_days,
    wape,
)
from assistant.domain.opening_hours import Hours, OpeningHours
from assistant.domain.period import Period

MONDAY = date(2026, 11, 23)
EIGHT_TO_FOUR = OpeningHours("chat", {}, {day: (Hours(time(8), time(16)),) for day in range(5)})


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


def test_a_week_that_is_open_eight_hours_on_five_days_has_eighty_half_hours() -> None:
    half_hours = list(open_half_hours(EIGHT_TO_FOUR, Period(MONDAY, MONDAY + timedelta(days=6))))
    assert len(half_hours) == 80
    assert half_hours[0] == at(7), "eight o'clock in winter"


def test_the_night_of_the_changed_clocks_has_fifty_half_hours() -> None:
    sunday = date(2026, 10, 25)
    assert len(list(open_half_hours(EIGHT_TO_FOUR, Period(sunday, sunday), always=True))) == 50


def test_contacts_are_counted_in_the_half_hour_they_came_in() -> None:
    assert in_half_hours([at(8, 29), at(8, 30), at(8, 59)]) == {at(8): 1, at(8, 30): 2}


def test_the_history_begins_with_the_first_contact_and_knows_the_empty_half_hours_since() -> None:
    opened = [at(8), at(8, 30), at(8, day=MONDAY + timedelta(days=1))]
    assert history_of({at(8, 30): 2}, opened) == {at(8): 0, at(8, 30): 2, opened[2]: 0}
    assert history_of({opened[2]: 1}, opened) == {opened[2]: 1}, "the day before nobody could write yet"
    assert history_of({at(12): 3}, opened) == {}


def test_a_busy_weekday_without_one_contact_was_not_recorded_but_a_quiet_one_may_be_quiet() -> None:
    weeks = [MONDAY + timedelta(weeks=number) for number in range(10)]
    busy = dict.fromkeys(weeks, 40) | {weeks[3]: 0}
    assert silent_days(busy) == {weeks[3]}
    quiet = dict.fromkeys(weeks, 4) | {weeks[3]: 0}
    assert silent_days(quiet) == frozenset()


def test_misses_by_hand() -> None:
    assert wape([4, 0, 6], [5, 1, 6]) == pytest.approx(2 / 10)
    assert wape([0, 0], [1, 1]) is None


def test_chance_alone_misses_a_mean_of_one_by_two_in_e() -> None:
    """|0 - 1| e^-1 + the same from above: 2/e."""
    assert chance_miss(1) == pytest.approx(2 * exp(-1))
    assert chance_miss(0) == 0


@given(st.floats(0.01, 50))
def test_chance_misses_as_the_sum_over_all_numbers_says(mean: float) -> None:
    term, total = exp(-mean), 0.0
    for number in range(300):
        total += abs(number - mean) * term
        term *= mean / (number + 1)
    assert chance_miss(mean) == pytest.approx(total, rel=1e-6)


def test_numbers_that_scatter_more_than_chance_have_an_excess() -> None:
    assert excess([0, 8, 0, 8], [4, 4, 4, 4]) == pytest.approx((4 * 16 - 16) / 64)
    assert excess([4, 4], [4, 4]) == 0


def test_days_are_those_of_the_municipality() -> None:
    assert by_day({at(23, 30): 2, at(8): 1}) == {MONDAY: 1, MONDAY + timedelta(days=1): 2}
