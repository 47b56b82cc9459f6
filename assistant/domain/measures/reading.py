"""A figure with what one must know to read it: from how many cases, how sure, and when it is not to be told."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.measures.tally import Histogram
from assistant.domain.share import Share
from assistant.domain.wilson import Z, wilson

FEWEST_TOLD = 5
"""Of fewer cases nothing is told: a single citizen or agent could be made out (issue 7)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long things took, in seconds."""

    mean: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure. `value`: a share (0..1), seconds, or an index (0..100); None where there is nothing to count.

    `low` and `high`: the 95 % interval, None where none is told. `suppressed`: there are cases, but fewer than
    `FEWEST_TOLD`: then value, interval and spread are None. `spread`: of durations.
    """

    value: float | None
    cases: int
    low: float | None = None
    high: float | None = None
    suppressed: bool = False
    spread: Spread | None = None


def reading_of_share(share: Share) -> Reading:
    """The share with Wilson's interval."""
    value = share.value
    if value is None or share.whole < FEWEST_TOLD:
        return untold(share.whole)
    bounds = wilson(value, share.whole)
    return Reading(value, share.whole, bounds.low, bounds.high)


def reading_without_interval(share: Share, cases: int) -> Reading:
    """A share of something that is not made of cases drawn one by one."""
    return untold(cases) if share.value is None or cases < FEWEST_TOLD else Reading(share.value, cases)


def reading_of_weighted(weights: tuple[int, int, int], cases: int) -> Reading:
    """A share from weighted cases: `weights` are those of the cases found true, of all, and the sum of squares of all.

    Hájek's estimator with Wilson's interval at Kish's effective number of cases, as `sampling.estimate` has it.
    """
    true, every, squared = weights
    if not every or cases < FEWEST_TOLD:
        return untold(cases)
    bounds = wilson(true / every, every * every / squared)
    return Reading(true / every, cases, bounds.low, bounds.high)


def reading_of_time(histogram: Histogram, unit: float) -> Reading:
    """The median in seconds, its interval, and the spread. `unit`: how many seconds the histogram's unit is.

    The interval's ends are the observations at the ranks n/2 -+ 1.96 sqrt(n)/2, within the sample: the
    distribution-free interval of Hahn and Meeker, "Statistical Intervals", 1991, section 5.2, by the normal
    approximation of the binomial.
    """
    cases = sum(histogram.values())
    if cases < FEWEST_TOLD:
        return untold(cases)
    ordered = _Ordered(histogram)
    reach = Z * math.sqrt(cases) / 2
    lower, upper = max(1, math.floor(cases / 2 - reach)), min(cases, math.ceil(cases / 2 + 1 + reach))
    median = (ordered.at((cases + 1) // 2) + ordered.at(cases // 2 + 1)) / 2 * unit
    mean = sum(units * number for units, number in histogram.items()) / cases * unit
    spread = Spread(mean, median, ordered.at(math.ceil(0.9 * cases)) * unit)
    return Reading(median, cases, ordered.at(lower) * unit, ordered.at(upper) * unit, spread=spread)


def reading_of_index(numbers: Sequence[int], values: Sequence[float]) -> Reading:
    """The mean where `numbers[i]` cases have the value `values[i]`, with the normal interval within the scale's ends.

    The normal approximation is rough below some thirty cases.
    """
    cases = sum(numbers)
    if cases < FEWEST_TOLD:
        return untold(cases)
    mean = sum(number * value for number, value in zip(numbers, values, strict=True)) / cases
    squares = sum(number * (value - mean) ** 2 for number, value in zip(numbers, values, strict=True))
    reach = Z * math.sqrt(squares / (cases - 1) / cases)
    return Reading(mean, cases, max(min(values), mean - reach), min(max(values), mean + reach))


def untold(cases: int) -> Reading:
    """No figure: there are no cases, or too few."""
    return Reading(None, cases, suppressed=0 < cases < FEWEST_TOLD)


class _Ordered:
    """A histogram's values by rank."""

    def __init__(self, histogram: Histogram) -> None:
        self._rising = sorted(histogram.items())

    def at(self, rank: int) -> int:
        """The value at the rank (1 is the least)."""
        seen = 0
        for units, number in self._rising:
            seen += number
            if seen >= rank:
                return units
        raise IndexError(rank)
