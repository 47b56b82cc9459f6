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
        order = np.argsort(-shares[0], kind="stable")[:limit]
        # The calibrated probability is the best one's; the others keep their share in proportion to it.
        scale = confidence / float(shares[0, order[0]])
        return tuple(
            Candidate(self._gallery.ids[place], float(shares[0, place]) * scale, self._gallery.covers[place])
            for place in order.tolist()
        )

    def versions(self) -> Mapping[str, str]:
        """The index and the encoder that answer."""
        return self._versions


def answer_all(questions: Iterable[LabelledQuestion], search: KnowledgeSearch) -> Iterator[LabelledAnswer]:
    """Each question with what the search puts first."""
    for question in questions:
        best = next(iter(search.search(question.text, limit=1)), None)
        if best is None:
            yield LabelledAnswer(question, None, 0.0)
        else:
            yield LabelledAnswer(question, best.article, best.confidence, best.covers)
