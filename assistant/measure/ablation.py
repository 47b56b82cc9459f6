"""Our own search with some of its parts silent: what letters and words do alone, and what vectors do.

Everything here is looked up by name and said to be missing where it has another shape: the search may be made of other
parts tomorrow, and the rest of the measuring does not depend on them.
"""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import ArticleId
from assistant.measure.systems import AbsentError, Scores
from assistant.retrieval.combine import PARTS, fit_combiner

VECTOR_MARKS = ("vector", "learnt", "encoder", "dense", "net", "neural")
"""Of a part's name: such a part goes by the encoder, or by what was trained on it; all others by letters and words."""


def vector_parts() -> NDArray[np.bool_]:
    """Which of the ranker's parts go by vectors."""
    return np.array([any(mark in part for mark in VECTOR_MARKS) for part in PARTS])


class Ablated:
    """The combined score with some parts' weights at 0; its confidence is the best article's share.

    Args:
        workshop: the opened index, with the ranker and the combiner in it.
        heard: for each of `PARTS` whether it keeps its weight.
        refitted: whether the weights are fitted again, on the calibration questions, for the parts that are left.

    Raises:
        AbsentError: the ranker has other parts than these.
    """

    def __init__(self, workshop: Any, heard: NDArray[np.bool_], *, refitted: bool) -> None:
        if not heard.any() or heard.all():
            raise AbsentError("the ranker has no such parts to take apart")
        try:
            self._ranker, self._ids = workshop.whole.ranker, workshop.whole.ids
            self._heard = heard.astype(np.float32)
            combiner = workshop.models[0]
            self._combiner: Any = (
                _refitted(workshop, self._heard)
                if refitted
                else dataclasses.replace(combiner, weights=combiner.weights * heard)
            )
            self.score("hej")
        except (AttributeError, IndexError, TypeError, ValueError) as error:
            raise AbsentError(f"the search is made of other parts than this knows ({error})") from error

    def score(self, question: str) -> Scores:
        """Every article's share."""
        shares = self._combiner.shares(whole_parts(self._ranker.weigh([question]).parts) * self._heard)[0]
        return _by_id(self._ids, shares)


def whole_parts(parts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of (questions, articles, some parts), with 0 for those of `PARTS` at the end that a lone question does not have.

    Such are the parts that go by the conversation's topic.
    """
    missing = len(PARTS) - parts.shape[2]
    return np.pad(parts, ((0, 0), (0, 0), (0, missing)))


def _by_id(ids: Sequence[ArticleId], shares: NDArray[np.float64]) -> Mapping[ArticleId, float]:
    return dict(zip(ids, shares.tolist(), strict=True))


def _refitted(workshop: Any, heard: NDArray[np.float32]) -> Any:
    covers = {article.id: frozenset(article.covers) for article in workshop.built().shelf.articles()}
    labelled = [question for question in workshop.labelled() if question.covers]
    right = np.array([[_shares(q.covers, covers[key]) for key in workshop.whole.ids] for q in labelled])
    able = np.flatnonzero(right.any(axis=1))
    texts = [labelled[place].text for place in able.tolist()]
    return fit_combiner(whole_parts(workshop.whole.ranker.weigh(texts).parts) * heard, right[able])


def _shares(one: Collection[str], other: Collection[str]) -> bool:
    return not frozenset(one).isdisjoint(other)
