"""What is asked about more, or less, than before, by more than chance."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.domain.binomial import at_most

FEWEST_CASES = 10
"""Of fewer, before and now together, no change could be told from chance anyway."""
FALSE_DISCOVERIES = 0.05
"""Of the changes told, so many at most are chance, on average. The customary choice."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asked:
    """How often something was asked about: `now` and `before`, of all conversations in the same days."""

    now: int
    before: int


@dataclass(frozen=True, slots=True)
class Change:
    """`times`: the share now over the share before; None where nobody asked about it before. `likely`: not chance."""

    times: float | None
    chance: float
    likely: bool


def changes(asked: Mapping[Key, Asked], every: Asked) -> dict[Key, Change]:
    """Each with enough cases, the least likely to be chance first. `every`: all conversations now and before. What is
    told side by side is to be tested together: what is tested apart has a twentieth of chance each.

    What is compared is the share, so that a busy month makes nothing rise. Given the sum of both, the number now is
    binomial where nothing has changed: the conditional test of two Poisson rates (J. Przyborowski and H. Wilenski,
    "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 1940), two-sided by doubling. Of
    many tests at once some fall out by chance: which are told is chosen by Y. Benjamini and Y. Hochberg, "Controlling
    the False Discovery Rate", Journal of the Royal Statistical Society B 57, 1995.
    """
    if not every.now or not every.before:
        return {}
    expected = every.now / (every.now + every.before)
    tested = {key: each for key, each in asked.items() if each.now + each.before >= FEWEST_CASES}
    chances = {key: chance_of(each, expected) for key, each in tested.items()}
    ordered = sorted(chances.items(), key=lambda each: each[1])
    told = _told([chance for _, chance in ordered])
    return {
        key: Change(_times(tested[key], every), chance, place < told) for place, (key, chance) in enumerate(ordered)
    }


def chance_of(asked: Asked, expected: float) -> float:
    """How often chance alone gives so uneven a split (0..1), where the share `expected` (0..1) of all is now."""
    whole = asked.now + asked.before
    mean = whole * expected
    # The median is less than one from the mean (K. Hamza, Statistics & Probability Letters 23, 1995): further out it is
    # known which side is the smaller.
    sides = []
    if asked.now < mean + 1:
        sides.append(at_most(asked.now, whole, expected))
    if asked.now > mean - 1:
        sides.append(at_most(asked.before, whole, 1 - expected))
    return min(1.0, 2 * min(sides))


def _told(chances: Sequence[float]) -> int:
    """How many of these, the smallest first, are told."""
    number = len(chances)
    within = [place for place, chance in enumerate(chances, 1) if chance <= FALSE_DISCOVERIES * place / number]
    return max(within, default=0)


def _times(asked: Asked, every: Asked) -> float | None:
    return (asked.now / every.now) / (asked.before / every.before) if asked.before else None
