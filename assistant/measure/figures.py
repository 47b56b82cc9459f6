"""The figures of a search, as pure functions; each names its formula's source. Nothing to count gives NaN."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 10
"""Of equal width, for the calibration error: as in Guo and others (2017), who take 15, and Naeini, who takes 10."""
DEPTH = 10
"""Places that nDCG looks at."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Questions, each with the confidence in the article put first, and whether giving it would be right.

    `answerable` is whether any article may be right: of a question that is not, every answer is wrong.
    """

    confidence: NDArray[np.float64]
    right: NDArray[np.bool_]
    answerable: NDArray[np.bool_]

    def some(self, places: NDArray[np.int64]) -> "Judged":
        """Those of some places; a place may stand more than once."""
        return Judged(self.confidence[places], self.right[places], self.answerable[places])


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability diagram: the mean confidence and the share right of `count` questions."""

    count: int
    confidence: float
    right: float


def among(ranks: tuple[int, ...], depth: int) -> float:
    """1 where a right article stands among the first `depth`, else 0. Ranks count from 1."""
    return float(any(rank <= depth for rank in ranks))


def reciprocal_rank(ranks: tuple[int, ...]) -> float:
    """One over the rank of the first right article, 0 without one; its mean is MRR (Voorhees 1999, TREC-8 QA)."""
    return 1 / min(ranks) if ranks else 0.0


def ndcg(ranks: tuple[int, ...], wanted: int, depth: int = DEPTH) -> float:
    """Discounted cumulative gain of right articles over the best possible (Järvelin and Kekäläinen 2002), 0..1.

    An article is right or not: its gain is 1 or 0, discounted by log2(rank + 1). `wanted` are right in all.
    """
    best = sum(1 / np.log2(rank + 1) for rank in range(1, min(wanted, depth) + 1))
    return float(sum(1 / np.log2(rank + 1) for rank in ranks if rank <= depth) / best) if best else 0.0


def rightly_at_precision(judged: Judged, precision: float) -> tuple[float, float]:
    """The largest share of answerable questions answered rightly at that precision, and the threshold for it.

    Recall at a fixed precision: every confidence that occurs is tried as the threshold on these very questions, so
    the figure flatters a little. (0, infinity) where no threshold is precise enough.
    """
    able = int(judged.answerable.sum())
    order = np.argsort(-judged.confidence, kind="stable")
    confidence, hits = judged.confidence[order], np.cumsum(judged.right[order])
    # A threshold takes all questions of one confidence, so only the last of equals counts.
    last = np.append(confidence[1:] != confidence[:-1], True) if len(confidence) else np.zeros(0, np.bool_)
    enough = last & (hits >= precision * np.arange(1, len(hits) + 1) - 1e-9)
    if not able or not enough.any():
        return (0.0 if able else float("nan")), float("inf")
    place = int(np.flatnonzero(enough)[-1])
    return float(hits[place] / able), float(confidence[place])


def at_threshold(judged: Judged, threshold: float) -> tuple[float, float, float]:
    """At a threshold: precision of answers given, share of answerable answered rightly, share of the rest answered."""
    given = judged.confidence >= threshold
    precision = mean(judged.right[given])
    rightly = mean((judged.right & given)[judged.answerable])
    return precision, rightly, mean(given[~judged.answerable])


def risk_coverage(judged: Judged) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Coverage k/n and risk, the share of wrong ones among the k most confident, for k from 1 to n.

    El-Yaniv and Wiener (2010). Of questions with one confidence each counts as their mean, so that their order does
    not matter.
    """
    if not len(judged.confidence):
        return np.zeros(0), np.zeros(0)
    _, group = np.unique(-judged.confidence, return_inverse=True)
    size = np.bincount(group)
    wrong = np.bincount(group, weights=~judged.right) / size
    count = np.arange(1, len(group) + 1)
    return count / len(group), np.cumsum(np.repeat(wrong, size)) / count


def aurc(judged: Judged) -> float:
    """Area under the risk-coverage curve: the mean risk over all coverages (Geifman and others 2019); low is good."""
    return mean(risk_coverage(judged)[1])


def reliability(judged: Judged, bins: int = BINS) -> tuple[Bin, ...]:
    """The diagram's bars over confidence 0..1, bins of equal width (DeGroot and Fienberg 1983); 1.0 is in the last."""
    place = np.minimum((judged.confidence * bins).astype(np.int64), bins - 1)
    inside = [place == number for number in range(bins)]
    return tuple(Bin(int(one.sum()), mean(judged.confidence[one]), mean(judged.right[one])) for one in inside)


def calibration_error(judged: Judged, bins: int = BINS) -> float:
    """ECE: the mean gap between confidence and share right, bins weighed by their count (Naeini and others 2015)."""
    total = len(judged.confidence)
    bars = [bar for bar in reliability(judged, bins) if bar.count]
    return sum(bar.count / total * abs(bar.confidence - bar.right) for bar in bars) if total else float("nan")


def brier(judged: Judged) -> float:
    """Mean square of confidence less outcome (Brier 1950), 0..1, less is better."""
    return mean((judged.confidence - judged.right) ** 2)


def mean(values: NDArray[np.generic]) -> float:
    """The mean, NaN of nothing."""
    return float(np.mean(values.astype(np.float64))) if len(values) else float("nan")
