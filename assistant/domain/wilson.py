"""The interval of a share: one formula for all that tell how sure a share is."""

import math
from dataclasses import dataclass
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
"""Of a 95 % interval, two-sided."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ends of a 95 % interval."""

    low: float
    high: float


def wilson(share: float, cases: float) -> Bounds:
    """The 95 % score interval of a share (0..1) found among so many cases (above 0; effective ones may be a fraction).

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", J. Am. Stat. Assoc.
    22, 1927; preferred for small numbers and shares near 0 and 1 by Brown, Cai and DasGupta, "Interval Estimation for
    a Binomial Proportion", Statistical Science 16, 2001.
    """
    spread = Z**2 / cases
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * math.sqrt(share * (1 - share) / cases + spread / (4 * cases)) / (1 + spread)
    # The share itself is always inside, also where rounding would put it just beside.
    return Bounds(max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))
