"""The chance of at most so many is the sum of the chances of each, however many they are."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import binom

from assistant.domain.binomial import at_most, exactly


def summed(number: int, whole: int, share: Fraction) -> Fraction:
    """The sum itself, in fractions: nothing is rounded."""
    return sum((comb(whole, one) * share**one * (1 - share) ** (whole - one) for one in range(number + 1)), Fraction())


@given(st.integers(1, 250), st.data(), st.integers(1, 99))
def test_it_is_the_sum_of_every_case_to_the_ninth_digit(whole: int, data: st.DataObject, hundredths: int) -> None:
    number = data.draw(st.integers(0, whole))
    exact = float(summed(number, whole, Fraction(hundredths, 100)))
    assert at_most(number, whole, hundredths / 100) == pytest.approx(exact, rel=1e-9, abs=1e-9)


@given(st.integers(1, 1_000_000), st.floats(0, 1), st.floats(0.001, 0.999))
@example(250_000, 0.5, 0.5)
@example(1_000_000, 0.12, 0.1206)
def test_with_a_million_cases_it_is_what_scipy_finds(whole: int, part: float, share: float) -> None:
    number = round(whole * part)
    assert at_most(number, whole, share) == pytest.approx(float(binom.cdf(number, whole, share)), rel=1e-9, abs=1e-9)


@given(st.integers(1, 500), st.floats(0.01, 0.99))
def test_the_chances_of_all_cases_are_one_together(whole: int, share: float) -> None:
    assert sum(exactly(number, whole, share) for number in range(whole + 1)) == pytest.approx(1, abs=1e-12)


def test_fewer_than_none_are_never_and_all_of_them_always_enough() -> None:
    assert (at_most(-1, 10, 0.3), at_most(10, 10, 0.3), at_most(11, 10, 0.3)) == (0.0, 1.0, 1.0)
