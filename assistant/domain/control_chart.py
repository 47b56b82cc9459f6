"""Whether a figure over time has changed, or only varies as it always does: control charts.

A chart's *limits* hold nearly all points while nothing but chance and the usual causes are at work. What lies outside
them, or keeps to one side of the middle for long, is a *signal*: worth asking what happened. Everything else is noise,
and comparing this month with the last says nothing that the noise could not say (W. A. Shewhart, "Economic Control of
Quality of Manufactured Product", 1931; D. J. Wheeler, "Understanding Variation", 1993).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import fmean

LEAST_POINTS = 8
"""Limits from fewer points say next to nothing. Wheeler calls limits from few points tentative; from eight on, the run
rule below can be told as well."""
FIRM_FROM = 17
"""From 17 points on limits are hardened (Wheeler, "Making Sense of Data", 2003: 17 to 24 values)."""
RUN = 8
"""So many in a row on one side of the middle are a signal (Wheeler's rule; Nelson 1984 asks for nine)."""
SIGMAS = 3.0
"""Shewhart's three: outside by chance some 3 times in 1,000 where the points are normal."""
OF_MOVING_RANGE = 1.128
"""d2 of two values: the mean moving range over sigma, for normal values (ASTM Manual 7)."""


class Signal(StrEnum):
    """Why a point is worth a question."""

    ABOVE = "above"
    BELOW = "below"
    RUN_HIGH = "run_high"
    RUN_LOW = "run_low"


@dataclass(frozen=True, slots=True)
class Value:
    """One point: the figure of the stretch that begins on `first`, from `cases` cases. `value`: None for nothing.

    Of hours `first` is a moment, aware: a datetime is a date.
    """

    first: date
    value: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its limits; `low` and `high` are None where there are too few points for any."""

    first: date
    value: float | None
    cases: int
    low: float | None = None
    high: float | None = None
    signal: Signal | None = None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points in order of time. `middle`: None where there is nothing. `tentative`: limits from few points."""

    points: tuple[Point, ...]
    middle: float | None
    tentative: bool

    @property
    def signals(self) -> tuple[Point, ...]:
        """The points worth a question."""
        return tuple(point for point in self.points if point.signal is not None)


def without_limits(values: Sequence[Value]) -> ControlChart:
    """Points alone: of hours, which differ by the time of day, limits from one to the next would say nothing."""
    return _bare(values, None)


def of_shares(values: Sequence[Value]) -> ControlChart:
    """A p'-chart: limits of shares (0..1), wider where there are fewer cases.

    The middle is all parts over all wholes, a point's sigma sqrt(p(1 - p) / n) times sigma_z: how much more (or less)
    the points vary than chance alone would have them, from the moving range of their z-scores. Source: D. B. Laney,
    "Improved Control Charts for Attributes", Quality Engineering 14(4), 2002. Without sigma_z, hundreds of cases a
    point make limits so narrow that every week is a signal. Limits are kept within 0..1.
    """
    told = [value for value in values if value.value is not None and value.cases > 0]
    cases = sum(value.cases for value in told)
    if not cases:
        return _bare(values, None)
    middle = sum((value.value or 0.0) * value.cases for value in told) / cases
    if len(told) < LEAST_POINTS:
        return _bare(values, middle)
    sigmas = {value.first: sqrt(middle * (1 - middle) / value.cases) for value in told}
    spread = _spread([((value.value or 0.0) - middle) / (sigmas[value.first] or 1.0) for value in told])
    limits = {
        value.first: (
            max(0.0, middle - SIGMAS * sigmas[value.first] * spread),
            min(1.0, middle + SIGMAS * sigmas[value.first] * spread),
        )
        for value in told
    }
    return _charted(values, middle, limits, len(told))


def of_values(values: Sequence[Value], least: float = 0.0) -> ControlChart:
    """An XmR-chart: limits of any figure (seconds, an index), the same at each point, never under `least`.

    The mean plus and minus 3 / 1.128 = 2.66 mean moving ranges. Source: Wheeler, "Understanding Variation", 1993.
    """
    told = [value for value in values if value.value is not None]
    numbers = [value.value or 0.0 for value in told]
    if not numbers:
        return _bare(values, None)
    middle = fmean(numbers)
    if len(told) < LEAST_POINTS:
        return _bare(values, middle)
    reach = SIGMAS * _spread(numbers)
    limits = {value.first: (max(least, middle - reach), middle + reach) for value in told}
    return _charted(values, middle, limits, len(told))


def _spread(numbers: Sequence[float]) -> float:
    """Sigma from the mean moving range, which a slow change does not widen as it would the standard deviation."""
    return fmean(abs(later - earlier) for earlier, later in pairwise(numbers)) / OF_MOVING_RANGE


def _bare(values: Sequence[Value], middle: float | None) -> ControlChart:
    return ControlChart(tuple(Point(each.first, each.value, each.cases) for each in values), middle, tentative=True)


def _charted(
    values: Sequence[Value], middle: float, limits: dict[date, tuple[float, float]], number: int
) -> ControlChart:
    runs = _runs([value for value in values if value.first in limits], middle)
    points = tuple(_point(value, limits.get(value.first), runs.get(value.first)) for value in values)
    return ControlChart(points, middle, tentative=number < FIRM_FROM)


def _point(value: Value, limits: tuple[float, float] | None, run: Signal | None) -> Point:
    if limits is None or value.value is None:
        return Point(value.first, value.value, value.cases)
    low, high = limits
    outside = Signal.ABOVE if value.value > high else Signal.BELOW if value.value < low else None
    return Point(value.first, value.value, value.cases, low, high, outside or run)


def _runs(values: Sequence[Value], middle: float) -> dict[date, Signal]:
    """The points at which a run has become long enough, and those that go on with it."""
    found: dict[date, Signal] = {}
    length, side = 0, 0
    for value in values:
        here = _side(value.value or 0.0, middle)
        length = length + 1 if here == side and here else 1
        side = here
        if side and length >= RUN:
            found[value.first] = Signal.RUN_HIGH if side > 0 else Signal.RUN_LOW
    return found


def _side(number: float, middle: float) -> int:
    return (number > middle) - (number < middle)
