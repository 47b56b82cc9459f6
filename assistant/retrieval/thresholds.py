"""From which confidence on the assistant answers by itself, and what of its precision is proven.

Everything is computed on answers judged by models that had not seen their questions (`fitting.cross_fit`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter
from scipy import stats

UNANSWERABLE_TO_ANSWERABLE = 0.2
"""For each question that an article answers, so many come that none does.

Among the calibration questions 39 come on every hundred answerable ones (241 on 619 in November 2026), because they are
hard and were written on purpose. A contact centre's chat meets fewer: most people ask what the municipality's pages are
about. A fifth is our assumption until real conversations have been counted; the report's outcomes will tell.
Unweighted, the thresholds would hand off much that is right."""
MOST_STRAYS, STRICT = 0.08, 0.95
"""Of questions that nothing of ours answers, at most so many are answered, where the precision wanted is that or more.

Precision alone would let more through the fewer such questions there are; who asks one is misled all the same."""
SURENESS = 0.95
"""Of a one-sided bound: of twenty so computed, one is expected to promise too much."""
LEAST_GIVEN = 20
"""Answers given in an area before it is judged by itself: of fewer, even five wrong may be chance."""
THRESHOLDS = "thresholds.json"


@dataclass(frozen=True, slots=True)
class JudgedAnswers:
    """For each question the confidence in the best candidate (0..1), whether that is right, its area, and a weight."""

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    area: NDArray[np.str_]
    weight: NDArray[np.float64]
    answerable: NDArray[np.bool_]
    """Whether any article would be right."""

    def some(self, chosen: NDArray[np.bool_]) -> "JudgedAnswers":
        """Those where `chosen` is true."""
        return JudgedAnswers(
            self.confidence[chosen],
            self.right[chosen],
            self.area[chosen],
            self.weight[chosen],
            self.answerable[chosen],
        )

    @property
    def precision(self) -> float:
        """The weighted share that is right; not a number where there is none at all."""
        total = float(self.weight.sum())
        return float(self.weight[self.right].sum()) / total if total else float("nan")

    @property
    def size(self) -> float:
        """How many equally weighted answers say as much: Kish's effective size, (sum of w)^2 / sum of w^2 (1965)."""
        squares = float((self.weight**2).sum())
        return float(self.weight.sum()) ** 2 / squares if squares else 0.0


@dataclass(frozen=True, slots=True)
class AreaThreshold:
    """An area with a threshold of its own, and why: of `given` answers at the overall one, at most so many are right.

    `precision` is the share that was right, `at_most` its upper bound.
    """

    threshold: float
    given: int
    precision: float
    at_most: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """For one wanted precision: the overall threshold, what was reached at it, what of that is proven, and exceptions.

    `given` answers were given on the calibration questions; `areas` have their own threshold, all others the overall.
    """

    threshold: float
    given: int
    precision: float
    proven: float
    areas: Mapping[str, AreaThreshold]


def mix_weights(answerable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights under which the unanswerable count `UNANSWERABLE_TO_ANSWERABLE` of the answerable, which count one each.

    Where there are none of either kind, all count one.
    """
    some, none = int(answerable.sum()), int((~answerable).sum())
    weight = UNANSWERABLE_TO_ANSWERABLE * some / none if some and none else 1.0
    return np.where(answerable, 1.0, weight)


def strays(answers: JudgedAnswers, threshold: float) -> float:
    """Of unanswerable questions to come, the share (0..1) to be expected to be answered at `threshold`.

    Of n seen, k answered: (k + 1) / (n + 1), so that the expectation holds however few were seen (conformal risk
    control, Angelopoulos and others, 2022, arXiv:2208.02814, with a loss of at most 1). None where none was answered.
    """
    unanswerable = ~answers.answerable
    answered = int((answers.confidence[unanswerable] >= threshold).sum())
    return (answered + 1) / (int(unanswerable.sum()) + 1) if answered else 0.0


def threshold_for(answers: JudgedAnswers, precision: float) -> float:
    """The lowest threshold, in hundredths, from which on precision never falls below `precision`; 1.0 if none.

    Where it is wanted as high as `STRICT`, no more than `MOST_STRAYS` of the unanswerable are expected to be answered.
    """
    allowed = MOST_STRAYS if precision >= STRICT else 1.0
    held = 1.0
    for hundredths in range(99, 0, -1):
        threshold = hundredths / 100
        given = answers.some(answers.confidence >= threshold)
        if given.precision < precision or strays(answers, threshold) > allowed:
            break
        held = threshold
    return held


def at_least(answers: JudgedAnswers) -> float:
    """The one-sided lower bound of the precision (Clopper and Pearson, Biometrika 26, 1934); 0 where there is none.

    Of weighted answers with Kish's effective size in place of the number, as Korn and Graubard do (Survey Methodology
    24, 1998). The threshold is chosen on the same answers, which still flatters a little.
    """
    size, hits = answers.size, _hits(answers)
    return float(stats.beta.ppf(1 - SURENESS, hits, size - hits + 1)) if hits > 0 else 0.0


def at_most(answers: JudgedAnswers) -> float:
    """The one-sided upper bound, likewise; 1 where there is none."""
    size, hits = answers.size, _hits(answers)
    return float(stats.beta.ppf(SURENESS, hits + 1, size - hits)) if hits < size else 1.0


def _hits(answers: JudgedAnswers) -> float:
    size = answers.size
    return answers.precision * size if size else 0.0


def thresholds_for(answers: JudgedAnswers, precision: float) -> Thresholds:
    """The overall threshold, and a stricter one for each area that is shown to fall short of `precision` at it.

    Most areas have a handful of answers each, of which a share says next to nothing, so an area is taken to be like all
    others until its own answers speak against that: at least `LEAST_GIVEN` of them, of which even the upper bound of
    the precision is below the wanted one. A few areas of many come out so by chance; they hand off more than they need.
    """
    threshold = threshold_for(answers, precision)
    given = answers.some(answers.confidence >= threshold)
    areas = {}
    for area in np.unique(given.area).tolist():
        here = given.some(given.area == area)
        if len(here.right) >= LEAST_GIVEN and at_most(here) < precision:
            own = max(threshold, threshold_for(answers.some(answers.area == area), precision))
            areas[area] = AreaThreshold(own, len(here.right), here.precision, at_most(here))
    # Where nothing is given, nothing is wrong either.
    reached = given.precision if len(given.right) else 1.0
    return Thresholds(threshold, len(given.right), reached, at_least(given), areas)


_FILE = TypeAdapter(dict[float, Thresholds])


def write_thresholds(folder: Path, answers: JudgedAnswers, precisions: Sequence[float]) -> Mapping[float, Thresholds]:
    """Found for each precision, and written to a file in `folder` that a person can read."""
    found: dict[float, Thresholds] = {}
    milder: Mapping[str, AreaThreshold] = {}
    for precision in sorted(precisions):
        found[precision] = _no_milder(thresholds_for(answers, precision), milder)
        milder = found[precision].areas
    (folder / THRESHOLDS).write_bytes(_FILE.dump_json(found, indent=1) + b"\n")
    return found


def _no_milder(thresholds: Thresholds, milder: Mapping[str, AreaThreshold]) -> Thresholds:
    """An area's threshold for a stricter precision is never below its own for a milder one, few answers or not."""
    areas = dict(thresholds.areas)
    for area, before in milder.items():
        own = areas.get(area)
        if before.threshold > (own.threshold if own else thresholds.threshold):
            areas[area] = before
    return replace(thresholds, areas=areas)


def read_thresholds(folder: Path) -> Mapping[float, Thresholds]:
    """What `write_thresholds` wrote, by precision.

    Raises:
        OSError, ValueError: the file is missing or of another shape.
    """
    return _FILE.validate_json((folder / THRESHOLDS).read_bytes())
