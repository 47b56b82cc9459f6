"""How many must be on duty, by Erlang's formula with abandonment."""

from math import exp, inf, isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.erlang_a import MOST_PLACES, Promise, Traffic, expected, needed

traffics = st.builds(
    Traffic,
    arrivals=st.floats(1e-4, 1.0),
    handling=st.floats(60, 1800),
    patience=st.floats(30, 3600),
)
places = st.integers(1, 500)
thresholds = st.floats(0, 600)


def test_one_agent_one_place_by_hand() -> None:
    """With n = 1, lambda = mu = theta, the states weigh 1/j!: empty 1/e. Nobody waits with probability p0."""
    met = expected(Traffic(1 / 300, 300, 300), 1, 0)
    assert met.waits == pytest.approx(1 - exp(-1))
    assert met.occupancy == pytest.approx(1 - exp(-1))
    assert met.abandoned == pytest.approx(exp(-1))
    assert met.within == pytest.approx(exp(-1)), "with no time to wait only those are answered who find a place"


def test_as_many_places_as_anybody_could_want_is_an_endless_row_of_agents() -> None:
    """Where patience lasts as long as a talk the number there is Poisson, whatever the places: the tail waits."""
    traffic = Traffic(10 / 400, 400, 400)
    tail, term = 1.0, exp(-10.0)
    for state in range(12):
        tail -= term
        term *= 10 / (state + 1)
    assert expected(traffic, 12, 60).waits == pytest.approx(tail)


@given(traffics, places, thresholds)
def test_every_share_is_a_share_and_nothing_overflows(traffic: Traffic, n: int, threshold: float) -> None:
    met = expected(traffic, n, threshold)
    for share in (met.waits, met.within, met.service_level, met.abandoned, met.occupancy):
        assert 0 <= share <= 1
    assert isfinite(met.mean_wait)
    assert met.within <= met.service_level + 1e-9, "those who left early are taken off the whole"


@given(traffics, places, thresholds)
def test_what_comes_is_answered_or_lost(traffic: Traffic, n: int, threshold: float) -> None:
    """The work done is what is answered: lambda (1 - abandoned) handling = n occupancy."""
    met = expected(traffic, n, threshold)
    assert n * met.occupancy == pytest.approx(traffic.offered * (1 - met.abandoned), rel=1e-6, abs=1e-9)


@given(traffics, places, thresholds)
def test_one_more_place_never_makes_it_worse(traffic: Traffic, n: int, threshold: float) -> None:
    fewer, more = expected(traffic, n, threshold), expected(traffic, n + 1, threshold)
    assert more.service_level >= fewer.service_level - 1e-7
    assert more.within >= fewer.within - 1e-7
    assert more.abandoned <= fewer.abandoned + 1e-7


@given(traffics, places, thresholds, thresholds)
def test_a_longer_promise_is_easier_to_keep(traffic: Traffic, n: int, one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert expected(traffic, n, long).within >= expected(traffic, n, short).within - 1e-9


@given(st.floats(0.05, 0.95), st.integers(1, 200), thresholds)
def test_the_more_patience_the_nearer_to_erlang_c(load: float, n: int, threshold: float) -> None:
    patient = expected(Traffic(load * n / 300, 300, 1e10), n, threshold)
    never_leaving = expected(Traffic(load * n / 300, 300, inf), n, threshold)
    assert patient.waits == pytest.approx(never_leaving.waits, abs=1e-5)
    assert patient.within == pytest.approx(never_leaving.within, abs=1e-5)


@given(st.floats(0.1, 3), st.integers(1, 60))
def test_the_less_patience_the_nearer_to_erlang_b(load: float, n: int) -> None:
    """Who leaves at once is blocked: the share lost is Erlang's loss formula."""
    offered, blocked = load * n, 1.0
    for place in range(1, n + 1):
        blocked = offered * blocked / (place + offered * blocked)
    assert expected(Traffic(offered / 300, 300, 1e-4), n, 10).abandoned == pytest.approx(blocked, abs=1e-4)


def test_erlang_c_as_the_textbooks_have_it() -> None:
    """Two agents, one Erlang: a third of all wait, for a whole talk's half on average (Cooper 1981, by hand)."""
    met = expected(Traffic(1 / 300, 300, inf), 2, 0)
    assert met.waits == pytest.approx(1 / 3)
    assert met.mean_wait == pytest.approx(100)


def test_too_few_never_catch_up_where_nobody_leaves() -> None:
    met = expected(Traffic(1, 300, inf), 100, 120)
    assert (met.service_level, met.mean_wait) == (0, inf)


@given(traffics, st.integers(1, 5))
def test_the_number_needed_keeps_the_promise_and_one_fewer_does_not(traffic: Traffic, at_once: int) -> None:
    promise = Promise()
    agents = needed(traffic, promise, at_once)
    assert agents is not None
    assert promise.kept_by(expected(traffic, agents * at_once, promise.threshold))
    if agents > 1:
        assert not promise.kept_by(expected(traffic, (agents - 1) * at_once, promise.threshold))


def test_nobody_comes_and_nobody_is_needed() -> None:
    assert needed(Traffic(0, 300, 300), Promise(), 1) == 0
    assert expected(Traffic(0, 300, 300), 0, 120).service_level == 1


def test_a_promise_that_cannot_be_kept_is_said_so() -> None:
    assert needed(Traffic(100, 3600, 300), Promise(), 1) is None
    assert expected(Traffic(1, 300, 300), 0, 120).abandoned == 1
    assert MOST_PLACES > 500


def test_the_time_to_the_first_words_is_taken_off_the_promise() -> None:
    traffic = Traffic(20 / 1800, 600, 600)
    slow = needed(traffic, Promise(before_words=100), 1)
    quick = needed(traffic, Promise(), 1)
    assert slow is not None
    assert quick is not None
    assert slow > quick


@pytest.mark.parametrize("odd", [(-1, 300, 300), (1, 0, 300), (1, 300, 0)])
def test_traffic_that_cannot_be_is_refused(odd: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="at least 0"):
        Traffic(*odd)
