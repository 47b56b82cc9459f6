"""The expected wait, reckoned by hand."""

from datetime import timedelta
from math import exp

import pytest

from assistant.domain.waiting import LEAST_SAMPLE, WITHIN, Desks, expected_wait

SIX_MINUTES_EACH = [timedelta(minutes=minutes) for minutes in (2, 4, 6, 8, 10)]
AN_HOUR_EACH = [timedelta(hours=1)] * LEAST_SAMPLE


@pytest.mark.parametrize(
    ("place", "desks", "minutes"),
    [
        (1, Desks(1), 6.0),  # one talk must end: 1 · 6 min / 1
        (3, Desks(1), 18.0),  # three must: 3 · 6 / 1
        (3, Desks(6), 3.0),  # two agents with three places each end one talk a minute: 3 · 6 / 6
        (1, Desks(3), 2.0),
        (5, Desks(6, free=2), 3.0),  # two are taken at once, three talks must end for the fifth
    ],
)
def test_the_citizen_at_place_n_waits_for_n_talks_to_end_less_the_places_that_are_free(
    place: int, desks: Desks, minutes: float
) -> None:
    wait = expected_wait(place, desks, SIX_MINUTES_EACH)
    assert wait is not None
    assert wait.likely == timedelta(minutes=minutes)
    assert timedelta(0) <= wait.least < wait.likely < wait.most


def erlang_share(stages: int, until: float) -> float:
    """How probable it is that so many stages, of mean 1 each, are over by then: the exact value."""
    term, rest = 1.0, 0.0
    for number in range(stages):
        rest += term
        term *= until / (number + 1)
    return 1 - exp(-until) * rest


@pytest.mark.parametrize("place", [1, 2, 5, 20, 100])
def test_three_waits_in_five_are_within_the_range_told(place: int) -> None:
    wait = expected_wait(place, Desks(1), AN_HOUR_EACH)
    assert wait is not None
    shares = [erlang_share(place, span / timedelta(hours=1)) for span in (wait.least, wait.most)]
    assert shares == pytest.approx(WITHIN, abs=0.01)


def test_while_there_is_room_the_wait_may_be_nought_and_is_never_told_as_nought_at_most() -> None:
    wait = expected_wait(1, Desks(3, free=1), [timedelta(seconds=6)] * LEAST_SAMPLE)
    assert wait is not None
    assert (wait.least, wait.likely, wait.most) == (timedelta(0), timedelta(seconds=30), timedelta(seconds=30))


def test_with_nobody_at_the_desks_no_wait_is_promised() -> None:
    assert expected_wait(1, Desks(), SIX_MINUTES_EACH) is None


def test_from_too_few_talks_no_wait_is_promised() -> None:
    assert expected_wait(1, Desks(3), SIX_MINUTES_EACH[: LEAST_SAMPLE - 1]) is None
