"""How long a citizen in the queue can honestly expect to wait."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import mean

LEAST_SAMPLE = 5
"""Fewer finished conversations than this say too little: no estimate is given."""


def expected_wait(place: int, staffed_places: int, handling: Sequence[timedelta]) -> timedelta | None:
    """The expected wait of the citizen at `place` (1 is next), or None where nothing honest can be said.

    With c places all busy and mean handling time m, departures come at the rate c/m, and the citizen at place n waits
    for n of them: n·m/c. Source: W. Whitt, "Predicting Queueing Delays", Management Science 45(6), 1999, for the
    M/M/s model. `staffed_places` is the number of conversations present agents can hold at once; `handling` the
    latest handling times (claim to end).
    """
    if staffed_places < 1 or len(handling) < LEAST_SAMPLE:
        return None
    return timedelta(seconds=place * mean(span.total_seconds() for span in handling) / staffed_places)
