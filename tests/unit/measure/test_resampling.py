import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.measure.resampling import (
    draws,
    interval_of_difference,
    interval_of_mean,
    interval_of_mixture,
)

VALUES = np.array([0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0])
ANSWERABLE = np.array([True] * 10 + [False] * 6)


def test_the_same_values_give_the_same_interval() -> None:
    assert interval_of_mean(VALUES) == interval_of_mean(VALUES)
    uneven = np.linspace(0, 1, 37) ** 2
    assert interval_of_mean(uneven, seed=1) != interval_of_mean(uneven, seed=2)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_of_a_mean_stays_within_the_values(values: list[float]) -> None:
    found = interval_of_mean(np.array(values), resamples=50)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found.value == pytest.approx(np.mean(values))


def test_values_that_are_all_alike_leave_nothing_open() -> None:
    found = interval_of_mean(np.ones(5))
    assert (found.value, found.low, found.high) == (1, 1, 1)


def test_nothing_has_no_interval() -> None:
    assert math.isnan(interval_of_mean(np.zeros(0)).value)


def test_a_difference_is_resampled_in_pairs() -> None:
    found = interval_of_difference(VALUES + 0.25, VALUES)
    assert (found.value, found.low, found.high) == pytest.approx((0.25, 0.25, 0.25))


def test_a_mixture_holds_all_answerable_and_a_fifth_as_many_others() -> None:
    mixtures = list(draws(ANSWERABLE))
    assert len(mixtures) == 20
    for places in mixtures:
        assert places[:10].tolist() == list(range(10))
        assert len(set(places[10:].tolist())) == 2
        assert not ANSWERABLE[places[10:]].any()


def test_mixtures_differ_among_themselves_and_not_between_runs() -> None:
    one, other = ([tuple(places) for places in draws(ANSWERABLE)] for _ in range(2))
    assert one == other
    assert len(set(one)) > 1


def test_a_mixture_takes_all_unanswerable_ones_where_there_are_too_few() -> None:
    assert all(len(places) == 11 for places in draws(np.array([True] * 10 + [False])))


def test_an_interval_of_mixtures_is_the_same_twice_and_holds_its_value() -> None:
    def share(places: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> float:
        return float(np.mean(places % 2))

    one = interval_of_mixture(ANSWERABLE, share, resamples=200)
    assert one == interval_of_mixture(ANSWERABLE, share, resamples=200)
    assert one.low <= one.value <= one.high
