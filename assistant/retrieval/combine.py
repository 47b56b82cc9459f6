"""The parts' scores weighed into one: how likely each article is to be the right one, if any is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

TOPIC_PARTS = (
    "topic_itself",
    "topic_area",
    "topic_linked",
    "vague_area",
    "vague_linked",
    "vague_with_topic",
    "brief_area",
    "brief_linked",
)
"""What the conversation's topic says of an article: see `topic.py`."""

PARTS = (
    "document_characters",
    "document_stems",
    "line_characters",
    "line_stems",
    "learnt",
    "document_vector",
    "line_vector",
    *TOPIC_PARTS,
)
"""The scores of an article, in the order of the columns."""

PENALTY = 0.002
"""L2 on the weights; .0005 and .005 were ties with it, cross-fitted on the calibration questions."""


@dataclass(frozen=True, slots=True)
class Combiner:
    """A weight for each of `PARTS`."""

    weights: NDArray[np.float64]

    def shares(self, parts: NDArray[np.float32]) -> NDArray[np.float64]:
        """Of parts (questions, articles, PARTS) a softmax over articles: (questions, articles), rows sum to 1."""
        return _softmax(parts @ self.weights)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def fit_combiner(parts: NDArray[np.float32], right: NDArray[np.bool_]) -> Combiner:
    """The weights under which the right articles have the largest share (conditional logit, McFadden 1974).

    Args:
        parts: (questions, articles, PARTS).
        right: (questions, articles), at least one right for each question.
    """
    start = np.full(parts.shape[2], 1.0)
    found = optimize.minimize(_loss, start, args=(parts.astype(np.float64), right), jac=True, method="L-BFGS-B")
    return Combiner(np.asarray(found.x, dtype=np.float64))


def _loss(
    weights: NDArray[np.float64], parts: NDArray[np.float64], right: NDArray[np.bool_]
) -> tuple[float, NDArray[np.float64]]:
    shares = _softmax(parts @ weights)
    won = np.where(right, shares, 0.0)
    total = won.sum(axis=1, keepdims=True) + 1e-12
    pull = won / total - shares
    gradient = -np.einsum("qa,qap->p", pull, parts) / len(parts) + 2 * PENALTY * weights
    return float(-np.log(total).mean() + PENALTY * (weights @ weights)), gradient
