"""Asking a system each question, and keeping where the right articles stood."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import ArticleId, FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.measure.figures import Judged, among, ndcg, reciprocal_rank
from assistant.measure.noise import bare, with_slips
from assistant.measure.systems import Scores, System

Covers = Mapping[ArticleId, Collection[FactId]]

AS_ASKED, SLIPS, BARE = "as asked", "slips of the keys", "without å ä ö"
WORDINGS: Mapping[str, Callable[[LabelledQuestion], str]] = {
    AS_ASKED: lambda question: question.text,
    SLIPS: with_slips,
    BARE: lambda question: bare(question.text),
}
"""How Swedish answerable questions are put once more, to see what noise costs."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a system made of a question.

    `ranks` are those of the right articles that it proposed, from 1, rising; `wanted` is how many would be right.
    """

    question: LabelledQuestion
    best: ArticleId | None
    confidence: float
    ranks: tuple[int, ...]
    wanted: int

    @property
    def right(self) -> bool:
        """Whether giving the best would be right."""
        return self.ranks[:1] == (1,)

    @property
    def answerable(self) -> bool:
        """Whether the question is one that may be answered."""
        return self.question.kind is QuestionKind.ANSWERABLE


def judge(question: LabelledQuestion, scores: Scores, covers: Covers) -> Found:
    """What the scores are worth: an article is right when it covers one of the question's facts.

    Of articles with equal scores the first given stands first.
    """
    ranked = sorted(scores, key=lambda article: -scores[article])
    ranks = [n for n, article in enumerate(ranked, 1) if question.covers & frozenset(covers.get(article, ()))]
    wanted = sum(bool(question.covers & frozenset(facts)) for facts in covers.values())
    best = ranked[0] if ranked else None
    return Found(question, best, scores[best] if best else 0.0, tuple(ranks), wanted)


def ask_all(system: System, questions: Iterable[LabelledQuestion], covers: Covers, wording: str) -> list[Found]:
    """Each question, put as `wording` says."""
    put = WORDINGS[wording]
    return [judge(question, system.score(put(question)), covers) for question in questions]


def judged(found: Sequence[Found]) -> Judged:
    """As arrays, for the figures of confidence."""
    return Judged(
        np.array([one.confidence for one in found], dtype=np.float64),
        np.array([one.right for one in found], dtype=np.bool_),
        np.array([one.answerable for one in found], dtype=np.bool_),
    )


RANK_FIGURES: Mapping[str, Callable[[Found], float]] = {
    "top_1": lambda one: among(one.ranks, 1),
    "top_5": lambda one: among(one.ranks, 5),
    "mrr": lambda one: reciprocal_rank(one.ranks),
    "ndcg_10": lambda one: ndcg(one.ranks, one.wanted),
}
"""Of one answerable question; their means are the figures."""


def values(found: Sequence[Found], figure: str) -> NDArray[np.float64]:
    """A figure of each answerable question, in order."""
    return np.array([RANK_FIGURES[figure](one) for one in found if one.answerable], dtype=np.float64)
