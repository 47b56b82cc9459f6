"""A topic rises where more ask about it than chance and a busy month explain."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.rising import FEWEST_CASES, Asked, chance_of, changes

ALIKE = Asked(1_000, 1_000)


def test_eight_of_ten_is_told_by_the_binomial_tail() -> None:
    # P(at least 8 of 10) at one half is (45 + 10 + 1) / 1024; both sides: 112 / 1024.
    assert chance_of(Asked(8, 2), 0.5) == pytest.approx(112 / 1024)


def test_a_water_leak_rises_and_what_is_asked_as_always_does_not() -> None:
    found = changes({"vatten": Asked(60, 12), "avfall": Asked(101, 99)}, ALIKE)
    assert found["vatten"].likely
    assert found["vatten"].times == pytest.approx(5)
    assert not found["avfall"].likely


def test_a_month_with_twice_as_many_conversations_makes_nothing_rise() -> None:
    found = changes({"bygglov": Asked(200, 100), "skola": Asked(80, 40)}, Asked(2_000, 1_000)).values()
    assert [each.likely for each in found] == [False, False]
    assert [each.times for each in found] == [pytest.approx(1), pytest.approx(1)]


def test_something_new_has_no_times_to_tell_of() -> None:
    found = changes({"val": Asked(40, 0)}, ALIKE)["val"]
    assert found.likely
    assert found.times is None


def test_few_cases_are_left_out_and_so_is_everything_where_there_is_nothing_to_compare_with() -> None:
    assert changes({"hund": Asked(FEWEST_CASES - 1, 0)}, ALIKE) == {}
    assert changes({"hund": Asked(50, 0)}, Asked(100, 0)) == {}


def test_of_a_hundred_topics_that_vary_by_chance_hardly_any_is_told() -> None:
    # Nineteen of twenty such splits are as even as this; told one by one, some would pass for changes.
    found = changes({f"t{number}": Asked(20 + number % 9, 24) for number in range(100)}, ALIKE)
    assert sum(each.likely for each in found.values()) == 0


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 99))
def test_a_chance_is_twice_the_smaller_side_summed_case_by_case(now: int, before: int, hundredths: int) -> None:
    whole, share = now + before, Fraction(hundredths, 100)
    cases = [comb(whole, one) * share**one * (1 - share) ** (whole - one) for one in range(whole + 1)]
    exact = min(1.0, float(2 * min(sum(cases[: now + 1]), sum(cases[now:]))))
    assert chance_of(Asked(now, before), hundredths / 100) == pytest.approx(exact, abs=1e-9)


@given(st.integers(0, 400), st.integers(0, 400), st.floats(0.01, 0.99))
def test_a_chance_is_a_chance_whichever_side_is_looked_from(now: int, before: int, expected: float) -> None:
    one, other = chance_of(Asked(now, before), expected), chance_of(Asked(before, now), 1 - expected)
    assert 0 <= one <= 1
    assert one == pytest.approx(other)
