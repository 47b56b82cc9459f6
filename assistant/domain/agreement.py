"""How far reviewers agree beyond chance."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TypeVar

FEWEST_PAIRS = 10
"""Of fewer twice-judged answers no interval is told: it is made for large samples."""
_Z = NormalDist().inv_cdf(0.975)
Category = TypeVar("Category", bound=str)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa of `pairs` answers that two judged; None where it is not defined: no pairs, or all in one category.

    `low` and `high` are its 95 % interval, None with fewer than `FEWEST_PAIRS` pairs or where nothing varies.
    """

    pairs: int
    agreed: int
    kappa: float | None
    low: float | None = None
    high: float | None = None


def agreement(judged: Sequence[tuple[Category, Category]]) -> Agreement:
    """The agreement of first and second judgements.

    kappa = (po - pe) / (1 - pe), with po the share agreed and pe the share expected of two who judge independently of
    each other (Cohen, "A coefficient of agreement for nominal scales", Educ. Psychol. Meas. 20, 1960). The interval is
    1.96 standard errors on either side, by the large-sample variance of Fleiss, Cohen and Everitt (Psychol. Bull. 72,
    1969). First and second are not two fixed people here: kappa tells of the body of reviewers.
    """
    count = len(judged)
    agreed = sum(one == other for one, other in judged)
    if not count:
        return Agreement(0, 0, None)
    firsts, seconds = Counter(one for one, _ in judged), Counter(other for _, other in judged)
    expected = sum(firsts[category] * seconds[category] for category in firsts) / count**2
    if expected == 1:
        return Agreement(count, agreed, None)
    kappa = (agreed / count - expected) / (1 - expected)
    error = _standard_error(judged, firsts, seconds, kappa, expected)
    if count < FEWEST_PAIRS or not error:
        return Agreement(count, agreed, kappa)
    return Agreement(count, agreed, kappa, max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error))


def _standard_error(
    judged: Sequence[tuple[Category, Category]],
    firsts: Counter[Category],
    seconds: Counter[Category],
    kappa: float,
    expected: float,
) -> float:
    """Fleiss, Cohen and Everitt's: sqrt((A + B - C) / (n (1 - pe)^2))."""
    count = len(judged)
    cells = Counter(judged)

    def both(one: Category, other: Category) -> float:
        """How often a second judgement like `one` and a first like `other` are given."""
        return (seconds[one] + firsts[other]) / count

    a = sum(
        times / count * (1 - both(one, other) * (1 - kappa)) ** 2
        for (one, other), times in cells.items()
        if one == other
    )
    b = (1 - kappa) ** 2 * sum(
        times / count * both(one, other) ** 2 for (one, other), times in cells.items() if one != other
    )
    c = (kappa - expected * (1 - kappa)) ** 2
    return math.sqrt(max(0.0, a + b - c) / count) / (1 - expected)
