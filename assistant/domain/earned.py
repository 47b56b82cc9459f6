"""Whether a topic has earned more autonomy, keeps what it has, or has lost it: decided from its reviewed answers.

Two questions, both looked at after every review, so that both must hold whenever one looks (ADR 0024):

* *Is the wanted precision proven, or refuted?* A confidence sequence for the mean of Bernoulli trials by Robbins' beta
  mixture. For a precision p, after n answers of which S were right,
  M(p) = B(a + S, b + n - S) / (B(a, b) p^S (1 - p)^(n - S))
  is a martingale that begins at 1 when p is true, so by Ville's inequality it ever reaches 1/alpha with a probability
  of alpha at most. The p with M(p) < 1/alpha are the interval. Robbins, "Statistical methods related to the law of the
  iterated logarithm", Ann. Math. Statist. 41 (1970); Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform,
  nonparametric, nonasymptotic confidence sequences", Ann. Statist. 49 (2021), the beta-binomial mixture; Waudby-Smith
  and Ramdas, "Estimating means of bounded random variables by betting", J. R. Stat. Soc. B 86 (2024).
* *Has it become worse?* Page's cumulative sum ("Continuous inspection schemes", Biometrika 41, 1954) of the likelihood
  ratios of 2, 4 and 8 times the errors that are allowed, averaged. At any precision from the wanted one up, each ratio
  is 1 or less in expectation, so the average is an e-detector: between two false alarms lie, on average, at least
  `FALSE_ALARM_AFTER` reviewed answers (Shin, Ramdas and Rinaldo, "E-detectors", N. Engl. J. Stat. Data Sci. 2, 2024).

The prior's a and b change how soon something is proven, never how often wrongly.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.autonomy import AutonomyLevel

ALPHA = 0.05
"""How often, at most, the interval ever misses the precision, however often one looks."""
FALSE_ALARM_AFTER = 200
"""The least average number of reviewed answers between two false alarms, at exactly the wanted precision; 3,000 or more
were measured (docs/measures/earned.md). Four wrong answers in a row are enough to pass it, three are not."""
WORSE_BY = (2, 4, 8)
"""So many times the allowed errors are looked for."""
_MOST_ERRORS = 0.95
"""Of a wanted precision so low that eight times its errors would be more than all."""
_STEPS = 60
"""Halvings of the interval in which a bound is looked for: more than a float has digits."""


class Standing(StrEnum):
    """What a topic's reviewed answers amount to."""

    MAY_RISE = "may_rise"
    HOLDS = "holds"
    MUST_FALL = "must_fall"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The precisions (0..1) that the reviewed answers leave possible."""

    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Earned:
    """A topic's reviewed answers, weighed. `alarm`: how strongly they speak for its having become worse; from
    `FALSE_ALARM_AFTER` on it must fall. `replaced`: wrong answers given from texts that have been changed since, which
    are not among the `reviewed` ones; they hold a rise back, and only that (ADR 0029).
    """

    reviewed: int
    right: int
    bounds: Bounds
    alarm: float
    wanted: float
    replaced: int = 0

    @property
    def standing(self) -> Standing:
        """Falling before rising: what both the past proves and the latest answers refute is not to be risked."""
        if self.bounds.upper < self.wanted or self.alarm >= FALSE_ALARM_AFTER:
            return Standing.MUST_FALL
        return Standing.MAY_RISE if self.bounds.lower >= self.wanted else Standing.HOLDS


def earned(answers: Sequence[bool], wanted: float, replaced: int = 0) -> Earned:
    """The answers, in order of review, true for the right ones, weighed against the precision wanted (0..1, open).

    `replaced` wrong answers, given from texts that have been changed since, are counted into the lower bound alone:
    left out of it, wrong answers could be edited away until what remains proves a rise. With fewer right answers than
    were found and all the wrong ones the bound is never above that of all answers, so that it holds as that does.
    """
    right, reviewed = sum(answers), len(answers)
    found = bounds(right, reviewed, wanted)
    careful = Bounds(bounds(right, reviewed + replaced, wanted).lower, found.upper)
    return Earned(reviewed, right, careful, alarm(answers, wanted), wanted, replaced)


def bounds(right: int, reviewed: int, wanted: float) -> Bounds:
    """The confidence sequence at this moment; 0 and 1 where nothing has been reviewed.

    The prior is Beta(a, 1) with its mean halfway between the precision wanted and 1, where a topic that is worth
    raising would lie.
    """
    if not reviewed:
        return Bounds(0.0, 1.0)
    likeliest, far = right / reviewed, math.log(1 / ALPHA)
    evidence = _evidence_against(right, reviewed, (1 + wanted) / (1 - wanted))
    lower = _border(evidence, far, likeliest, 0.0) if right else 0.0
    upper = _border(evidence, far, likeliest, 1.0) if right < reviewed else 1.0
    return Bounds(lower, upper)


def right_answers_to_rise(found: Earned) -> int:
    """How many right answers more, with none wrong among them, would be enough for a rise; 0 where it may rise now."""
    most = 1

    def enough(more: int) -> bool:
        reviewed = found.reviewed + found.replaced + more
        return bounds(found.right + more, reviewed, found.wanted).lower >= found.wanted

    while not enough(most):
        most *= 2
    return bisect_left(range(most), True, key=enough)


def alarm(answers: Iterable[bool], wanted: float) -> float:
    """The average of the cumulative sums after the last answer, as ratios: 1 speaks for nothing."""
    last = 1.0
    for last in alarms(answers, wanted):  # noqa: B007 - the last one is wanted
        pass
    return last


def alarms(answers: Iterable[bool], wanted: float) -> Iterator[float]:
    """The average of the cumulative sums after each answer."""
    allowed = 1 - wanted
    suspected = [min(times * allowed, _MOST_ERRORS) for times in WORSE_BY]
    sums = [1.0] * len(suspected)
    for right in answers:
        for place, errors in enumerate(suspected):
            ratio = (1 - errors) / wanted if right else errors / allowed
            # What spoke for the past being good is forgotten: a change may begin at any answer.
            sums[place] = max(1.0, sums[place]) * ratio
        yield sum(sums) / len(sums)


def next_level(level: AutonomyLevel) -> AutonomyLevel | None:
    """One step up; None at the top."""
    return {AutonomyLevel.SHADOW: AutonomyLevel.APPROVE, AutonomyLevel.APPROVE: AutonomyLevel.AUTONOMOUS}.get(level)


def level_below(level: AutonomyLevel) -> AutonomyLevel | None:
    """One step down; None at the bottom."""
    return {AutonomyLevel.AUTONOMOUS: AutonomyLevel.APPROVE, AutonomyLevel.APPROVE: AutonomyLevel.SHADOW}.get(level)


def _evidence_against(right: int, reviewed: int, a: float) -> Callable[[float], float]:
    """The logarithm of M(p), with b = 1."""
    wrong = reviewed - right
    mixed = _log_beta(a + right, 1 + wrong) - _log_beta(a, 1)

    def evidence(p: float) -> float:
        return mixed - (right * math.log(p) if right else 0.0) - (wrong * math.log1p(-p) if wrong else 0.0)

    return evidence


def _border(evidence: Callable[[float], float], far: float, inside: float, outside: float) -> float:
    """Where `evidence`, which only grows from `inside` to `outside`, reaches `far`; the outer side of it."""
    for _ in range(_STEPS):
        middle = (inside + outside) / 2
        if middle in (0.0, 1.0) or evidence(middle) >= far:
            outside = middle
        else:
            inside = middle
    return outside


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
