"""The search the assistant answers from: every part's word on every article, combined, and an honest probability."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import ArticleId, Candidate, FactId
from assistant.domain.labelled import LabelledAnswer, LabelledQuestion
from assistant.ports.knowledge import KnowledgeSearch
from assistant.retrieval.calibration import Calibrator
from assistant.retrieval.combine import PARTS, Combiner
from assistant.retrieval.ranker import Ranker, Weighed
from assistant.retrieval.signs import read_signs
from assistant.retrieval.topic import NO_TOPIC, Surroundings, weigh_on_topic

AHEAD_IN_WORDS = 0.08
"""By how much an article's own text must be nearer to the question (cosines of letters and of stems, summed, 0..2) to
be told in place of the best one: of 46 calibration questions that it changes, read one by one on 30 November 2026, some
40 get the better article and two a worse one."""
LEAST_LIKENESS = 0.02
"""Below this likeness of characters to any line, nothing is alike at all and no candidate is proposed."""


class Gallery:
    """The articles a search proposes from: ids and the facts each covers, in the ranker's order."""

    def __init__(self, ids: Sequence[ArticleId], covers: Sequence[tuple[FactId, ...]]) -> None:
        self.ids = tuple(ids)
        self.covers = tuple(covers)
        facts = [frozenset(of_one) for of_one in covers]
        self.alike: NDArray[np.bool_] = np.array([[bool(one & other) for other in facts] for one in facts])
        """(articles, articles): whether two share a fact, so that either is right when the other is."""
        self.told_by: NDArray[np.bool_] = np.array([[one <= other for other in facts] for one in facts])
        """(articles, articles): whether the second covers all that the first does."""


def signs_of(gallery: Gallery, weighed: Weighed, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The calibrator's signs for each question: (questions, SIGNS)."""
    rows = [
        read_signs(shares[row], weighed.parts[row], gallery.alike[int(shares[row].argmax())], weighed.outside[row])
        for row in range(len(shares))
    ]
    return np.array(rows)


class ArticleSearch:
    """KnowledgeSearch over the approved articles. Safe to call from several threads."""

    def __init__(
        self,
        gallery: Gallery,
        near: Surroundings,
        ranker: Ranker,
        combiner: Combiner,
        calibrator: Calibrator,
        versions: Mapping[str, str],
    ) -> None:
        self._gallery = gallery
        self._near = near
        self._place = {article_id: place for place, article_id in enumerate(gallery.ids)}
        self._ranker = ranker
        self._combiner = combiner
        self._calibrator = calibrator
        self._versions = dict(versions)

    def search(self, question: str, limit: int = 5, topic: ArticleId | None = None) -> tuple[Candidate, ...]:
        """The best candidates, most confident first; empty when nothing is alike at all."""
        about = self._place.get(topic, NO_TOPIC) if topic else NO_TOPIC
        weighed = weigh_on_topic(self._ranker, self._near, [question], [about])
        if float(weighed.parts[0, :, PARTS.index("line_characters")].max(initial=0.0)) < LEAST_LIKENESS:
            return ()
        shares = self._combiner.shares(weighed.parts)
        confidence = float(self._calibrator.confidence(signs_of(self._gallery, weighed, shares))[0])
        order = np.argsort(-shares[0], kind="stable").tolist()
        told = nearest_in_words(order[0], weighed.parts[0], self._gallery.told_by[order[0]])
        # The calibrated probability is the best one's; the others keep their share in proportion to it.
        sure = np.minimum(confidence, shares[0] * confidence / float(shares[0, order[0]]))
        sure[told] = confidence
        places = [told, *(place for place in order if place != told)][:limit]
        return tuple(
            Candidate(self._gallery.ids[place], float(sure[place]), self._gallery.covers[place]) for place in places
        )

    def versions(self) -> Mapping[str, str]:
        """The index and the encoder that answer."""
        return self._versions


def nearest_in_words(best: int, parts: NDArray[np.float32], told_by: NDArray[np.bool_]) -> int:
    """The article to tell of those that cover all that the best one does.

    What is learnt from citizens' questions is learnt by fact, and of several articles on a fact only the one where it
    is at home has had the learning. Which of them is meant, their own words tell.

    Args:
        best: the place of the likeliest article.
        parts: (articles, PARTS).
        told_by: (articles,), those that cover all that the best one does, itself among them.
    """
    likeness = parts[:, [PARTS.index("document_characters"), PARTS.index("document_stems")]].sum(axis=1)
    nearest = int(np.where(told_by, likeness, -1.0).argmax())
    return nearest if likeness[nearest] - likeness[best] >= AHEAD_IN_WORDS else best


def answer_all(questions: Iterable[LabelledQuestion], search: KnowledgeSearch) -> Iterator[LabelledAnswer]:
    """Each question with what the search puts first."""
    for question in questions:
        best = next(iter(search.search(question.text, limit=1)), None)
        if best is None:
            yield LabelledAnswer(question, None, 0.0)
        else:
            yield LabelledAnswer(question, best.article, best.confidence, best.covers)
