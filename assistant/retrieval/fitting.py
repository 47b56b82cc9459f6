"""Fitting the combiner and the calibrator on labelled questions, and measuring both on questions they did not see."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import FactId
from assistant.retrieval.calibration import Calibrator, fit_calibrator
from assistant.retrieval.combine import Combiner, fit_combiner
from assistant.retrieval.ranker import Weighed
from assistant.retrieval.search import Gallery, signs_of
from assistant.retrieval.signs import SIGNS

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """Weighed questions with the facts that would answer them."""

    weighed: Weighed
    covers: tuple[frozenset[FactId], ...]

    def right(self, gallery: Gallery) -> NDArray[np.bool_]:
        """(questions, articles): whether giving the article would be right."""
        covers = [frozenset(of_one) for of_one in gallery.covers]
        return np.array([[bool(wanted & given) for given in covers] for wanted in self.covers])

    def some(self, places: NDArray[np.int64]) -> "Trial":
        """The trial of some of the questions."""
        weighed = Weighed(self.weighed.parts[places], self.weighed.outside[places])
        return Trial(weighed, tuple(self.covers[place] for place in places))


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each question the confidence in the best candidate, whether it is right, and the first right one's place.

    `rank` counts from 0 and is -1 where no article is right; `answerable` is where one is.
    """

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    rank: NDArray[np.int64]

    @property
    def answerable(self) -> NDArray[np.bool_]:
        """Whether any article would be right."""
        return self.rank >= 0


def fit(gallery: Gallery, trial: Trial) -> tuple[Combiner, Calibrator]:
    """Both models on all of the trial's questions; the combiner only on those that some article answers."""
    right = trial.right(gallery)
    answerable = right.any(axis=1)
    combiner = fit_combiner(trial.weighed.parts[answerable], right[answerable])
    shares = combiner.shares(trial.weighed.parts)
    hit = right[np.arange(len(right)), shares.argmax(axis=1)]
    return combiner, fit_calibrator(SIGNS, signs_of(gallery, trial.weighed, shares), hit)


def judge(gallery: Gallery, trial: Trial, combiner: Combiner, calibrator: Calibrator) -> Verdicts:
    """How fitted models do on a trial."""
    right = trial.right(gallery)
    shares = combiner.shares(trial.weighed.parts)
    order = np.argsort(-shares, axis=1, kind="stable")
    ranked = np.take_along_axis(right, order, axis=1)
    rank = np.where(ranked.any(axis=1), ranked.argmax(axis=1), -1)
    confidence = calibrator.confidence(signs_of(gallery, trial.weighed, shares))
    return Verdicts(confidence, ranked[:, 0], rank)


def cross_fit(gallery: Gallery, trial: Trial, folds: int = FOLDS, seed: int = 0) -> Verdicts:
    """Each question judged by models fitted on the other folds."""
    count = len(trial.covers)
    fold = np.random.default_rng(seed).permutation(np.arange(count) % folds)
    confidence, right, rank = np.zeros(count), np.zeros(count, bool), np.zeros(count, np.int64)
    for held in range(folds):
        inside, outside = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        verdicts = judge(gallery, trial.some(outside), *fit(gallery, trial.some(inside)))
        confidence[outside], right[outside], rank[outside] = verdicts.confidence, verdicts.right, verdicts.rank
    return Verdicts(confidence, right, rank)


def figures(verdicts: Verdicts) -> dict[str, float]:
    """Shares by name: top-1 and top-5 among the answerable, AUROC of answerable against not, Brier and ECE."""
    answerable = verdicts.answerable
    bins = np.minimum((verdicts.confidence * 10).astype(int), 9)
    gaps = [
        (bins == place).mean() * abs(verdicts.confidence[bins == place].mean() - verdicts.right[bins == place].mean())
        for place in np.unique(bins)
    ]
    return {
        "questions": float(len(answerable)),
        "answerable": float(answerable.sum()),
        "top_1": float((verdicts.rank[answerable] == 0).mean()),
        "top_5": float((verdicts.rank[answerable] < 5).mean()),
        "auroc_answerable": auroc(verdicts.confidence, answerable),
        "auroc_right": auroc(verdicts.confidence, verdicts.right),
        "brier": float(((verdicts.confidence - verdicts.right) ** 2).mean()),
        "calibration_error": float(sum(gaps)),
    }


def auroc(score: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    above, below = score[positive], score[~positive]
    if not len(above) or not len(below):
        return float("nan")
    wins = (above[:, None] > below[None, :]).mean() + (above[:, None] == below[None, :]).mean() / 2
    return float(wins)


def at_threshold(verdicts: Verdicts, threshold: float) -> tuple[float, float, float]:
    """Precision of the answers given, share of answerable questions answered rightly, share of all answered."""
    given = verdicts.confidence >= threshold
    precision = float(verdicts.right[given].mean()) if given.any() else float("nan")
    rightly = float((verdicts.right & given)[verdicts.answerable].mean())
    return precision, rightly, float(given.mean())


def threshold_for(verdicts: Verdicts, precision: float) -> float:
    """The lowest threshold, in hundredths, from which on precision never falls below `precision`; 1.0 if none."""
    held = 1.0
    for hundredths in range(99, 0, -1):
        threshold = hundredths / 100
        reached = at_threshold(verdicts, threshold)[0]
        if reached < precision:
            break
        held = threshold
    return held
