"""From how a search went to the probability that its best candidate is right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

PENALTY = 0.002
"""L2 on the weights of standardised signs; of .0003 to .01 the best calibrated, cross-fitted."""


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A logistic model of named signs, standardised by `centre` and `spread`."""

    signs: tuple[str, ...]
    centre: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    def confidence(self, signs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of (questions, signs) the probability of each, 0..1."""
        steps = (signs - self.centre) / self.spread @ self.weights + self.bias
        confidence: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(steps, -30, 30)))
        return confidence


def fit_calibrator(
    names: tuple[str, ...],
    signs: NDArray[np.float64],
    right: NDArray[np.bool_],
    weights: NDArray[np.float64] | None = None,
) -> Calibrator:
    """Logistic regression (Platt 1999 with several signs) of `right` on `signs`.

    `weights` say how much each question counts, all alike by default: a probability is honest for one mix of questions
    only, so those seldom asked must not count as if they were asked often.
    """
    centre, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
    standard = (signs - centre) / spread
    start = np.zeros(signs.shape[1] + 1)
    share = np.full(len(right), 1 / len(right)) if weights is None else weights / weights.sum()
    found = optimize.minimize(
        _loss, start, args=(standard, right.astype(np.float64), share), jac=True, method="L-BFGS-B"
    )
    return Calibrator(names, centre, spread, np.asarray(found.x[:-1]), float(found.x[-1]))


def _loss(
    point: NDArray[np.float64], signs: NDArray[np.float64], right: NDArray[np.float64], share: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    weights, bias = point[:-1], point[-1]
    steps = signs @ weights + bias
    chance = 1 / (1 + np.exp(-steps))
    loss = float(share @ (np.logaddexp(0, steps) - right * steps) + PENALTY * (weights @ weights))
    miss = share * (chance - right)
    return loss, np.append(signs.T @ miss + 2 * PENALTY * weights, miss.sum())
