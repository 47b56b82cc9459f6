"""How far a promise is from breaking: how many more citizens may be let down today, or must be served well in a row."""

from fractions import Fraction
from math import ceil, floor

from assistant.domain.share import Share


def may_still_miss(share: Share, target: float) -> int:
    """The largest m for which part / (whole + m) still reaches `target` (0..1): m in a row, and nobody else served.

    With part of whole kept and m more missed, part / (whole + m) >= target holds up to m = part / target - whole,
    rounded down. Nought where the target is missed already. Counted in whole numbers, so that 90 of 100 is not 89.99.
    """
    return max(0, floor(Fraction(share.part) / _exact(target) - share.whole))


def must_keep(share: Share, target: float) -> int:
    """The smallest k for which (part + k) / (whole + k) reaches `target` (below 1): k kept in a row, and none missed.

    From (part + k) / (whole + k) >= target follows k >= (target * whole - part) / (1 - target), rounded up.
    """
    exact = _exact(target)
    return max(0, ceil((exact * share.whole - share.part) / (1 - exact)))


def may_still_lose(share: Share, limit: float) -> int:
    """The largest m for which (part + m) / (whole + m) stays under `limit` (0..1, below 1): m lost in a row.

    `share` counts what went wrong. (part + m) / (whole + m) < limit holds for m < (limit * whole - part) / (1 - limit).
    """
    exact = _exact(limit)
    return max(0, ceil((exact * share.whole - share.part) / (1 - exact)) - 1)


def must_not_lose(share: Share, limit: float) -> int:
    """The smallest k for which part / (whole + k) is under `limit`: k answered in a row, and none lost."""
    return max(0, floor(Fraction(share.part) / _exact(limit)) + 1 - share.whole)


def _exact(target: float) -> Fraction:
    """The target as it was written: 0.9 is nine tenths."""
    return Fraction(str(target))
