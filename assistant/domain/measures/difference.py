"""Whether a figure has changed by more than chance would have it."""

import math
from dataclasses import dataclass

from assistant.domain.measures.reading import Reading


@dataclass(frozen=True, slots=True)
class Difference:
    """`now` less `before`, in the measure's unit, with its 95 % interval (None where either has none)."""

    by: float
    low: float | None
    high: float | None

    @property
    def certain(self) -> bool:
        """Whether the interval leaves nought out: such a difference is seldom chance."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def difference(now: Reading, before: Reading) -> Difference | None:
    """None where there is nothing to compare.

    The interval is put together from the two figures' own (MOVER): G. Y. Zou and A. Donner, "Construction of confidence
    limits about effect measures", Statistics in Medicine 27, 2008; for two shares it is Newcombe's tenth method
    (Statistics in Medicine 17, 1998).
    """
    if now.value is None or before.value is None:
        return None
    by = now.value - before.value
    ends = (now.low, now.high, before.low, before.high)
    if None in ends:
        return Difference(by, None, None)
    low, high, low_before, high_before = (end or 0.0 for end in ends)
    below = math.hypot(now.value - low, high_before - before.value)
    above = math.hypot(high - now.value, before.value - low_before)
    return Difference(by, by - below, by + above)
