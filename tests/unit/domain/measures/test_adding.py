"""Tallies add up whatever the order, and every figure of a sum is fit to be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.measures import MEASURES, Measure, MeasureName, Unit
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.names import Dimension
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.measures.summing import Sums
from assistant.domain.measures.tally import Tally, total
from assistant.domain.measures.told import Told
from assistant.domain.period import Period
from tests.unit.domain.measures.material import CONVERSATIONS, LATER, TALLIES, tally

WEEK = Period(date(2026, 10, 22), date(2026, 10, 30))
EVERY = st.sampled_from(list(MEASURES.values()))


@given(TALLIES, TALLIES, TALLIES)
def test_adding_is_commutative_and_associative_and_the_empty_tally_changes_nothing(
    a: Tally, b: Tally, c: Tally
) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c) == total([a, b, c])
    assert a + Tally() == a


@given(TALLIES, TALLIES)
def test_adding_leaves_what_was_added_as_it_was(a: Tally, b: Tally) -> None:
    before = Tally(dict(a.counts), {span: dict(each) for span, each in a.seconds.items()})
    a + b
    assert a == before


@given(CONVERSATIONS, EVERY)
def test_every_figure_lies_on_its_scale_and_within_its_interval(told: list[Told], measure: Measure) -> None:
    reading = measure.read(tally(*told))
    if reading.value is None:
        assert (reading.low, reading.high, reading.spread) == (None, None, None)
        assert reading.suppressed == (0 < reading.cases < FEWEST_TOLD)
        return
    most = {Unit.SHARE: 1.0, Unit.INDEX: 100.0, Unit.SECONDS: float("inf")}[measure.unit]
    assert 0 <= reading.value <= most
    assert reading.cases >= FEWEST_TOLD
    if reading.low is not None and reading.high is not None:
        assert 0 <= reading.low <= reading.value <= reading.high <= most


@given(CONVERSATIONS)
def test_the_three_conventions_for_the_abandoned_stand_in_order(told: list[Told]) -> None:
    counted = tally(*told)
    read = {name: MEASURES[name].share(counted) for name in MEASURES if name.startswith("service_level")}  # type: ignore[misc]
    worst = read[MeasureName.SERVICE_LEVEL_ALL_ABANDONED].value
    default = read[MeasureName.SERVICE_LEVEL].value
    best = read[MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED].value
    if worst is not None and default is not None:
        assert worst <= default
    if default is not None and best is not None:
        assert default <= best


@given(CONVERSATIONS)
def test_days_half_hours_and_values_each_add_up_to_the_whole(told: list[Told]) -> None:
    """Over the day with 25 hours. What has one value for each conversation adds up; articles are several, or none."""
    sums = Sums(WEEK)
    for each in told:
        sums.add(tally_of(each, LATER))
    whole = tally(*told)
    days = sums.days().values()
    assert total(day.get((Dimension.ALL, ""), Tally()) for day in days) == whole
    assert total(sums.half_hours().values()) == whole
    for by in (Dimension.AREA, Dimension.LANGUAGE, Dimension.PART, Dimension.WEEKDAY_HOUR):
        assert total(one for day in days for (dimension, _), one in day.items() if dimension is by) == whole


@pytest.mark.parametrize("measure", list(MEASURES.values()), ids=list(MEASURES))
def test_of_nothing_no_figure_is_told(measure: Measure) -> None:
    reading = measure.read(Tally())
    assert (reading.value, reading.cases, reading.suppressed) == (None, 0, False)
