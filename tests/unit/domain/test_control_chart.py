"""The supervisor is told of a change, and is left in peace by noise."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.control_chart import Signal, Value, of_shares, of_values

MONDAY = date(2026, 1, 5)


def weeks(numbers: Sequence[float | None], cases: int = 100) -> list[Value]:
    return [Value(MONDAY + timedelta(weeks=place), number, cases) for place, number in enumerate(numbers)]


def test_wheelers_limits_are_two_point_sixty_six_mean_moving_ranges_from_the_mean() -> None:
    # Moving ranges 2, 2, 2, 2, 2, 2, 2: mean 2; mean 11; limits 11 ± 3 · 2 / 1.128.
    chart = of_values(weeks([10, 12, 10, 12, 10, 12, 10, 12]))
    assert chart.middle == 11
    assert chart.points[0].low == pytest.approx(11 - 5.319, abs=0.001)
    assert chart.points[0].high == pytest.approx(11 + 5.319, abs=0.001)
    assert chart.signals == ()


def test_a_week_far_outside_is_a_signal_and_says_on_which_side() -> None:
    chart = of_values(weeks([*[10, 12] * 10, 20]))
    assert [point.signal for point in chart.signals] == [Signal.ABOVE]
    assert chart.signals[0].first == MONDAY + timedelta(weeks=20)


def test_eight_weeks_in_a_row_above_the_middle_are_a_signal_though_none_is_outside() -> None:
    chart = of_values(weeks([9, 10, 12, 9, 10, 12, 9, 10, 11, 12, 11, 12, 11, 12, 11, 12]))
    assert [point.signal for point in chart.signals] == [Signal.RUN_HIGH]


def test_fewer_than_eight_points_have_no_limits() -> None:
    chart = of_values(weeks([10, 12, 10, 90]))
    assert chart.signals == ()
    assert {point.high for point in chart.points} == {None}
    assert chart.tentative


def test_where_points_vary_as_chance_has_them_limits_are_three_binomial_sigmas() -> None:
    # z-scores +1, -1, ...: mean moving range 2, sigma_z 2 / 1.128 = 1.773; sigma sqrt(.8 · .2 / 400) = .02.
    chart = of_shares(weeks([0.82, 0.78] * 5, cases=400))
    assert chart.middle == pytest.approx(0.8)
    assert chart.points[0].high == pytest.approx(0.8 + 3 * 0.02 * 2 / 1.128)


def test_a_week_of_few_cases_has_wider_limits() -> None:
    values = [*weeks([0.82, 0.78] * 5, cases=400), Value(MONDAY + timedelta(weeks=10), 0.8, 25)]
    chart = of_shares(values)
    few, many = chart.points[-1], chart.points[0]
    assert few.high is not None
    assert many.high is not None
    assert few.high > many.high


def test_a_week_without_anything_to_count_stays_in_its_place_and_is_no_signal() -> None:
    chart = of_shares(weeks([0.8, 0.79, 0.81, None, 0.8, 0.79, 0.81, 0.8, 0.78, 0.8]))
    assert len(chart.points) == 10
    assert chart.points[3].value is None
    assert chart.points[3].signal is None


def test_of_nothing_there_is_no_middle() -> None:
    assert of_shares([]).middle is None
    assert of_values(weeks([None, None])).middle is None


def test_what_never_varies_gives_no_signal() -> None:
    assert of_shares(weeks([1.0] * 20)).signals == ()
    assert of_values(weeks([30.0] * 20)).signals == ()


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=40), st.integers(1, 1000))
def test_limits_of_shares_are_shares_around_the_middle(numbers: list[float | None], cases: int) -> None:
    chart = of_shares(weeks(numbers, cases))
    for point in chart.points:
        if point.low is not None and point.high is not None:
            assert chart.middle is not None
            assert 0 <= point.low <= chart.middle + 1e-9
            assert chart.middle - 1e-9 <= point.high <= 1
