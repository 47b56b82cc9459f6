"""A softmax over articles, and "no article of ours", learnt from citizens' questions by their encoder's vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import ArticleId

SCALE = 12.0
"""Of cosines before the softmax, in training as in use."""


@dataclass(frozen=True, slots=True)
class Head:
    """What each article's questions have in common; the last row is "no article of ours".

    `weights` is float32, (articles + 1, width), `bias` (articles + 1,).
    """

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of vectors (questions, width) the log of each one's share: float32, (questions, articles + 1)."""
        raised = SCALE * (vectors @ self.weights.T + self.bias)
        raised -= raised.max(axis=1, keepdims=True)
        logs: NDArray[np.float32] = raised - np.log(np.exp(raised).sum(axis=1, keepdims=True))
        return logs


@dataclass(frozen=True, slots=True)
class TrainedHead:
    """A head as it was trained: by article's id, in the order of its rows; the last row is "none of ours"."""

    ids: tuple[ArticleId, ...]
    head: Head

    def for_articles(self, ids: Sequence[ArticleId], ways: Mapping[ArticleId, NDArray[np.float32]]) -> Head:
        """The head for today's articles; one that was not there in training gets a row from its own ways of asking.

        Args:
            ids: today's, in order.
            ways: the vectors of an article's ways of asking, for those that the training did not know.
        """
        stood = {article_id: place for place, article_id in enumerate(self.ids)}
        reach = reach_of(self.head)
        rows, bias = [], []
        for article_id in ids:
            if article_id in stood:
                rows.append(self.head.weights[stood[article_id]])
                bias.append(self.head.bias[stood[article_id]])
            else:
                rows.append(row_of_ways(ways[article_id], reach))
                bias.append(float(np.median(self.head.bias[:-1])))
        rows.append(self.head.weights[-1])
        bias.append(self.head.bias[-1])
        return Head(np.array(rows, dtype=np.float32), np.array(bias, dtype=np.float32))


def reach_of(head: Head) -> float:
    """The typical length of an article's row."""
    return float(np.median(np.linalg.norm(head.weights[:-1], axis=1)))


def row_of_ways(vectors: NDArray[np.float32], reach: float) -> NDArray[np.float32]:
    """A row for an article that no training has seen: towards the mean of its ways of asking, as long as others are."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / (np.linalg.norm(mean) or 1.0) * reach, dtype=np.float32)
