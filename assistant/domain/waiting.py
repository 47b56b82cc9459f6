"""How long a citizen in the queue can honestly expect to wait: a range, not a promise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor
from statistics import NormalDist, mean

LEAST_SAMPLE = 5
"""Fewer finished conversations than this say too little: no estimate is given."""
WITHIN = (0.2, 0.8)
"""The range told: one wait in five is shorter than its beginning, one in five longer than its end."""
HALF_MINUTE = 30


@dataclass(frozen=True, slots=True)
class Desks:
    """What the agents who are available and present can hold: conversations in all, and how many more right now."""

    places: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedWait:
    """The expected wait, with the range around it, in whole half minutes: finer would pretend to know more.

    `least` is nought while somebody has room: then only the agent's own pace is waited for.
    """

    least: timedelta
    likely: timedelta
    most: timedelta


def expected_wait(place: int, desks: Desks, handling: Sequence[timedelta]) -> ExpectedWait | None:
    """The wait of the citizen at `place` (1 is next), or None where nothing honest can be said.

    With c places all busy and mean handling time m, departures come at the rate c/m, and whoever is n departures from
    being served waits n·m/c on average. Source: W. Whitt, "Predicting Queueing Delays", Management Science 45(6), 1999,
    for the M/M/s model; in it the wait for n departures is Erlang(n), whose quantiles make the range. Places that are
    free are taken off the departures that are waited for. `handling`: the latest handling times (claim to end).
    """
    if desks.places < 1 or len(handling) < LEAST_SAMPLE:
        return None
    departures = max(1, place - desks.free)
    each = mean(span.total_seconds() for span in handling) / desks.places
    least, most = (departures * each * erlang_of_mean(departures, share) for share in WITHIN)
    has_room = desks.free >= place
    return ExpectedWait(
        timedelta(0) if has_room else _in_half_minutes(floor(least / HALF_MINUTE)),
        _in_half_minutes(max(1, round(departures * each / HALF_MINUTE))),
        _in_half_minutes(max(1, ceil(max(most, departures * each) / HALF_MINUTE))),
    )


def erlang_of_mean(stages: int, share: float) -> float:
    """The quantile of an Erlang distribution of so many stages, as a multiple of its mean.

    Wilson and Hilferty, "The distribution of chi-square", PNAS 17, 1931: within 2 % of the exact value here.
    """
    spread = 1 / (9 * stages)
    return float((1 - spread + NormalDist().inv_cdf(share) * spread**0.5) ** 3)


def _in_half_minutes(count: int) -> timedelta:
    return timedelta(seconds=HALF_MINUTE * count)
