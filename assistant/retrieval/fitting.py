"""Fitting the combiner and the calibrator on labelled questions, and measuring both on questions they did not see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.confidence import area_of
from assistant.domain.knowledge import FactId
from assistant.retrieval.calibration import Calibrator, fit_calibrator
from assistant.retrieval.combine import Combiner, fit_combiner
from assistant.retrieval.ranker import Weighed
from assistant.retrieval.search import Gallery, signs_of
from assistant.retrieval.signs import SIGNS
from assistant.retrieval.thresholds import JudgedAnswers, mix_weights

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """Weighed questions with the facts that would answer them."""

    weighed: Weighed
    covers: tuple[frozenset[FactId], ...]
    asked: NDArray[np.int64]
    """The number of the question of each row: one asked in two conversations is never on both sides of a fold."""

    def right(self, gallery: Gallery) -> NDArray[np.bool_]:
        """(questions, articles): whether giving the article would be right."""
        covers = [frozenset(of_one) for of_one in gallery.covers]
        return np.array([[bool(wanted & given) for given in covers] for wanted in self.covers])

    def some(self, places: NDArray[np.int64]) -> "Trial":
        """The trial of some of the questions."""
        given = self.weighed
        weighed = Weighed(given.parts[places], given.outside[places], given.vectors[places])
        return Trial(weighed, tuple(self.covers[place] for place in places), self.asked[places])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each question the confidence in the best candidate, whether it is right, and the first right one's place.

    `rank` counts from 0 and is -1 where no article is right; `answerable` is where one is. `best` is the best
    candidate's place in the gallery.
    """

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    rank: NDArray[np.int64]
    best: NDArray[np.int64]

    @property
    def answerable(self) -> NDArray[np.bool_]:
        """Whether any article would be right."""
        return self.rank >= 0

    def some(self, places: NDArray[np.int64]) -> "Verdicts":
        """The verdicts on some of the questions."""
        return Verdicts(self.confidence[places], self.right[places], self.rank[places], self.best[places])

    @property
    def weight(self) -> NDArray[np.float64]:
        """How much each question counts in the mix that citizens are taken to ask."""
        return mix_weights(np.asarray(self.answerable))

    def answers(self, gallery: Gallery) -> JudgedAnswers:
        """The best candidates as answers to be given or not."""
        areas = np.array([area_of(article) for article in gallery.ids])
        return JudgedAnswers(self.confidence, self.right, areas[self.best], self.weight, np.asarray(self.answerable))


def fit(gallery: Gallery, trial: Trial) -> tuple[Combiner, Calibrator]:
    """Both models on all of the trial's questions; the combiner only on those that some article answers."""
    right = trial.right(gallery)
    answerable = np.asarray(right.any(axis=1), dtype=np.bool_)
    combiner = fit_combiner(trial.weighed.parts[answerable], right[answerable])
    shares = combiner.shares(trial.weighed.parts)
    hit = right[np.arange(len(right)), shares.argmax(axis=1)]
    signs = signs_of(gallery, trial.weighed, shares)
    return combiner, fit_calibrator(SIGNS, signs, hit, mix_weights(answerable))


def judge(gallery: Gallery, trial: Trial, combiner: Combiner, calibrator: Calibrator) -> Verdicts:
    """How fitted models do on a trial."""
    right = trial.right(gallery)
    shares = combiner.shares(trial.weighed.parts)
    order = np.argsort(-shares, axis=1, kind="stable")
    ranked = np.take_along_axis(right, order, axis=1)
    rank = np.where(ranked.any(axis=1), ranked.argmax(axis=1), -1)
    confidence = calibrator.confidence(signs_of(gallery, trial.weighed, shares))
    return Verdicts(confidence, ranked[:, 0], rank, order[:, 0])


def cross_fit(gallery: Gallery, trial: Trial, folds: int = FOLDS, seed: int = 0) -> Verdicts:
    """Each question judged by models fitted on the other folds."""
    count = len(trial.covers)
    questions = int(trial.asked.max()) + 1
    fold = np.random.default_rng(seed).permutation(np.arange(questions) % folds)[trial.asked]
    judged = Verdicts(np.zeros(count), np.zeros(count, bool), np.zeros(count, np.int64), np.zeros(count, np.int64))
    for held in range(folds):
        inside, outside = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        verdicts = judge(gallery, trial.some(outside), *fit(gallery, trial.some(inside)))
        judged.confidence[outside], judged.right[outside] = verdicts.confidence, verdicts.right
        judged.rank[outside], judged.best[outside] = verdicts.rank, verdicts.best
    return judged


def figures(verdicts: Verdicts) -> dict[str, float]:
    """Shares by name: top-1 and top-5 among the answerable, AUROC of answerable against not, Brier and ECE.

    Brier and ECE are of the mix that citizens are taken to ask (`Verdicts.weight`).
    """
    answerable = verdicts.answerable
    share = verdicts.weight / verdicts.weight.sum()
    bins = np.minimum((verdicts.confidence * 10).astype(int), 9)
    miss = share * (verdicts.confidence - verdicts.right)
    gaps = [abs(miss[bins == place].sum()) for place in np.unique(bins)]
    return {
        "questions": float(len(answerable)),
        "answerable": float(answerable.sum()),
        "top_1": float((verdicts.rank[answerable] == 0).mean()),
        "top_5": float((verdicts.rank[answerable] < 5).mean()),
        "auroc_answerable": auroc(verdicts.confidence, answerable),
        "auroc_right": auroc(verdicts.confidence, verdicts.right),
        "brier": float(share @ (verdicts.confidence - verdicts.right) ** 2),
        "calibration_error": float(sum(gaps)),
    }


def ranks_by_language(verdicts: Verdicts, langs: Sequence[str]) -> dict[str, float]:
    """`figures`' counts and top-k for each language apart, each name led by the language: `sv.top_1`."""
    spoken = np.array(langs)
    found: dict[str, float] = {}
    for lang in sorted(set(langs)):
        rank = verdicts.rank[(spoken == lang) & verdicts.answerable]
        if len(rank):
            found |= {
                f"{lang}.answerable": float(len(rank)),
                f"{lang}.top_1": float((rank == 0).mean()),
                f"{lang}.top_5": float((rank < 5).mean()),
            }
    return found


def auroc(score: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947)."""
    above, below = score[positive], score[~positive]
    if not len(above) or not len(below):
        return float("nan")
    wins = (above[:, None] > below[None, :]).mean() + (above[:, None] == below[None, :]).mean() / 2
    return float(wins)


def at_threshold(verdicts: Verdicts, threshold: float) -> tuple[float, float, float]:
    """Precision of the answers given, share of answerable questions answered rightly, share of all answered.

    The first and the last are of the mix that citizens are taken to ask (`Verdicts.weight`).
    """
    given, weight = verdicts.confidence >= threshold, verdicts.weight
    precision = float(weight[given & verdicts.right].sum() / weight[given].sum()) if given.any() else float("nan")
    rightly = float((verdicts.right & given)[verdicts.answerable].mean())
    return precision, rightly, float(weight[given].sum() / weight.sum())
