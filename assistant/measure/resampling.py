"""How far a figure may be off: the bootstrap, seeded, so that two runs say the same."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 20
UNANSWERABLE_FOR_EACH = 5
"""Answerable questions for each unanswerable one in a mixture: the share that a contact centre may meet, by agreement,
not by observation."""
DRAWS = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the limits of its 95 % interval."""

    value: float
    low: float
    high: float


def interval_of_mean(values: NDArray[np.float64], resamples: int = RESAMPLES, seed: int = SEED) -> Interval:
    """The mean of `values` with the percentile interval of resamples with replacement (Efron 1979)."""
    if not len(values):
        return Interval(float("nan"), float("nan"), float("nan"))
    places = np.random.default_rng(seed).integers(len(values), size=(resamples, len(values)))
    return _between(float(values.mean()), values[places].mean(axis=1))


def interval_of_difference(
    one: NDArray[np.float64], other: NDArray[np.float64], resamples: int = RESAMPLES, seed: int = SEED
) -> Interval:
    """The mean of `one` less that of `other` on the same questions, resampled in pairs (Efron and Tibshirani 1993)."""
    return interval_of_mean(one - other, resamples, seed)


def draws(answerable: NDArray[np.bool_], count: int = DRAWS, seed: int = SEED) -> Iterator[NDArray[np.int64]]:
    """Mixtures: places of all answerable questions with a fifth as many unanswerable ones.

    All of them where there are fewer. The unanswerable ones are drawn without replacement, anew for each mixture.
    """
    able, unable = np.flatnonzero(answerable), np.flatnonzero(~answerable)
    random = np.random.default_rng(seed)
    size = min(len(unable), round(len(able) / UNANSWERABLE_FOR_EACH))
    for _ in range(count):
        yield np.concatenate([able, random.choice(unable, size, replace=False)]).astype(np.int64)


def interval_of_mixture(
    answerable: NDArray[np.bool_],
    figure: Callable[[NDArray[np.int64]], float],
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """A figure of places, averaged over `draws`, with the percentile interval of resampled mixtures.

    Each resample takes as many answerable questions as there are and a fifth as many unanswerable ones, both with
    replacement: the interval holds what the questions and what the mixing add.
    """
    able, unable = np.flatnonzero(answerable), np.flatnonzero(~answerable)
    value = float(np.mean([figure(places) for places in draws(answerable, seed=seed)]))
    size = min(len(unable), round(len(able) / UNANSWERABLE_FOR_EACH))
    random = np.random.default_rng(seed + 1)
    found = [
        figure(np.concatenate([_again(random, able, len(able)), _again(random, unable, size)]))
        for _ in range(resamples)
    ]
    return _between(value, np.array(found))


def _again(random: np.random.Generator, places: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    return random.choice(places, size) if size else np.zeros(0, np.int64)


def _between(value: float, found: NDArray[np.float64]) -> Interval:
    low, high = np.nanpercentile(found, [2.5, 97.5]) if not np.isnan(found).all() else (float("nan"),) * 2
    return Interval(value, float(low), float(high))
