"""What a conversation was about just now, as scores beside the ranker's: for questions that lean upon it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.confidence import area_of
from assistant.domain.knowledge import Article, ArticleId
from assistant.retrieval.combine import PARTS, TOPIC_PARTS
from assistant.retrieval.ranker import Ranker, Weighed
from assistant.retrieval.swedish import words

NO_TOPIC = -1

BRIEF = 4.0
"""Words and one more of a question that is as brief as any: "vad kostar det?"."""

IN_TOPIC = 1.0
"""How much the topic's own vector counts beside the question's: as much."""


class Surroundings:
    """Which articles lie near which, in the ranker's order: of one area, and linked to by an editor.

    Args:
        ids: of the articles.
        links: of each, the articles it names for next questions or as related.
    """

    def __init__(self, ids: Sequence[ArticleId], links: Sequence[Sequence[ArticleId]]) -> None:
        areas = np.array([area_of(one) for one in ids])
        place = {one: number for number, one in enumerate(ids)}
        self.same_area: NDArray[np.bool_] = areas[:, None] == areas[None, :]
        self.linked: NDArray[np.bool_] = np.zeros((len(ids), len(ids)), dtype=bool)
        for number, others in enumerate(links):
            for other in others:
                if other in place:
                    self.linked[number, place[other]] = self.linked[place[other], number] = True


def surroundings_of(articles: Sequence[Article]) -> Surroundings:
    """Of articles in their order."""
    return Surroundings([one.id for one in articles], [one.linked() for one in articles])


def weigh_on_topic(
    ranker: Ranker, near: Surroundings, questions: Sequence[str], topics: Sequence[int] | None = None
) -> Weighed:
    """The ranker's word on each article, and the topic's, which is all zero where there is none.

    Args:
        ranker: gives `PARTS` without `TOPIC_PARTS`.
        near: of the ranker's articles.
        questions: what is asked.
        topics: the place of the article each conversation is about, or `NO_TOPIC`; None: none has one.
    """
    weighed = ranker.weigh(questions)
    count, articles, _ = weighed.parts.shape
    parts = np.zeros((count, articles, len(PARTS)), dtype=np.float32)
    parts[:, :, : -len(TOPIC_PARTS)] = weighed.parts
    for row, topic in enumerate(topics or ()):
        if topic != NO_TOPIC:
            brief = BRIEF / (1 + len(words(questions[row])))
            parts[row, :, -len(TOPIC_PARTS) :] = _of_topic(ranker, near, weighed.vectors[row], topic, brief)
    return Weighed(parts, weighed.outside, weighed.vectors)


def _of_topic(
    ranker: Ranker, near: Surroundings, vector: NDArray[np.float32], topic: int, brief: float
) -> NDArray[np.float32]:
    """(articles, TOPIC_PARTS). A question is vague so far as no article answers it when it stands alone."""
    both = vector + IN_TOPIC * ranker.document_vector(topic)
    both /= np.linalg.norm(both) or 1.0
    alone, together = ranker.dense.head.score(np.stack([vector, both]))[:, :-1]
    vague = 1.0 - float(np.exp(alone.max()))
    itself = np.arange(len(alone)) == topic
    area, linked = near.same_area[topic], near.linked[topic]
    columns = [itself, area, linked, vague * area, vague * linked, vague * (together - together.mean())]
    columns += [brief * area, brief * linked]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
