"""What is asked about more, or less, than before, by more than chance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST_CASES = 10
"""Of fewer, before and now together, no change could be told from chance anyway."""
FALSE_DISCOVERIES = 0.05
"""Of the changes told, so many at most are chance, on average. The customary choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How often something was asked about: `now` and `before`, of all conversations in the same days."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Change:
    """`times`: the share now over the share before; None where nobody asked about it before. `likely`: not chance."""

    key: str
    asked: Asked
    times: float | None
    chance: float
    likely: bool


def changes(asked: Mapping[str, Asked], every: Asked) -> list[Change]:
    """Each with enough cases, the least likely to be chance first. `every`: all conversations now and before.

    What is compared is the share, so that a busy month makes nothing rise. Given the sum of both, the number now is
    binomial where nothing has changed: the conditional test of two Poisson rates (J. Przyborowski and H. Wilenski,
    "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940), two-sided by doubling. Of
    many tests at once some fall out by chance: which are told is chosen by Y. Benjamini and Y. Hochberg, "Controlling
    the False Discovery Rate", Journal of the Royal Statistical Society B 57, 1995.
    """
    if not every.now or not every.before:
        return []
    expected = every.now / (every.now + every.before)
    tested = sorted(
        (chance_of(each, expected), key, each)
        for key, each in ((key, each) for key, each in asked.items() if each.now + each.before >= FEWEST_CASES)
    )
    told = _told([chance for chance, _, _ in tested])
    return [
        Change(key, each, _times(each, every), chance, place < told) for place, (chance, key, each) in enumerate(tested)
    ]


def chance_of(asked: Asked, expected: float) -> float:
    """How often chance alone gives so uneven a split (0..1), where the share `expected` (0..1) of all is now."""
    whole = asked.now + asked.before
    least, most = _tail(asked.now, whole, expected), _tail(whole - asked.now, whole, 1 - expected)
    return min(1.0, 2 * min(least, most))


def _tail(number: int, whole: int, share: float) -> float:
    """The chance of at most `number` of `whole`, each with the chance `share`."""
    log_share, log_rest = math.log(share), math.log1p(-share)
    total = 0.0
    for one in range(number + 1):
        ways = math.lgamma(whole + 1) - math.lgamma(one + 1) - math.lgamma(whole - one + 1)
        total += math.exp(ways + one * log_share + (whole - one) * log_rest)
    return min(1.0, total)


def _told(chances: Sequence[float]) -> int:
    """How many of these, the smallest first, are told."""
    number = len(chances)
    within = [place for place, chance in enumerate(chances, 1) if chance <= FALSE_DISCOVERIES * place / number]
    return max(within, default=0)


def _times(asked: Asked, every: Asked) -> float | None:
    return (asked.now / every.now) / (asked.before / every.before) if asked.before else None
