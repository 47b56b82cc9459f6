"""The expected wait, reckoned by hand."""

from datetime import timedelta

import pytest

from assistant.domain.waiting import LEAST_SAMPLE, expected_wait

SIX_MINUTES_EACH = [timedelta(minutes=minutes) for minutes in (2, 4, 6, 8, 10)]


@pytest.mark.parametrize(
    ("place", "staffed_places", "minutes"),
    [
        (1, 1, 6.0),  # one talk must end: 1 · 6 min / 1
        (3, 1, 18.0),  # three must: 3 · 6 / 1
        (3, 6, 3.0),  # two agents with three places each end one talk a minute: 3 · 6 / 6
        (1, 3, 2.0),
    ],
)
def test_the_citizen_at_place_n_waits_for_n_talks_to_end(place: int, staffed_places: int, minutes: float) -> None:
    assert expected_wait(place, staffed_places, SIX_MINUTES_EACH) == timedelta(minutes=minutes)


def test_with_nobody_at_the_desks_no_wait_is_promised() -> None:
    assert expected_wait(1, 0, SIX_MINUTES_EACH) is None


def test_from_too_few_talks_no_wait_is_promised() -> None:
    assert expected_wait(1, 3, SIX_MINUTES_EACH[: LEAST_SAMPLE - 1]) is None
