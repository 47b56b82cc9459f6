"""All parts that weigh a question against the articles, together, and how to keep them as plain arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.ports.knowledge import Encoder, VectorIndex
from assistant.retrieval.discriminative import Head
from assistant.retrieval.english import english_share
from assistant.retrieval.lexical import LexicalRanker, Spaces
from assistant.retrieval.swedish import words

NEAREST_LINES = 200
"""Lines the vector index is asked for; an article further off is given the last one's score."""


@dataclass(frozen=True, slots=True)
class Dense:
    """The vector side: an encoder, indexes of documents and of lines, and the head trained on its vectors."""

    encoder: Encoder
    documents: VectorIndex
    lines: VectorIndex
    head: Head


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the parts say of some questions.

    `parts` is (questions, articles, PARTS), from the ranker itself without TOPIC_PARTS; `outside` is (questions, 7),
    see `signs.read_signs`; `vectors` are the questions' own.
    """

    parts: NDArray[np.float32]
    outside: NDArray[np.float64]
    vectors: NDArray[np.float32]


class Ranker:
    """Scores articles for questions by every part."""

    def __init__(
        self,
        spaces: Spaces,
        characters: LexicalRanker,
        stems: LexicalRanker,
        dense: Dense,
    ) -> None:
        self.spaces = spaces
        self.characters = characters
        self.stems = stems
        self.dense = dense
        self._articles = characters.documents.shape[0]
        self._has_stem = _terms_of_articles(stems)
        self._document_vectors = dense.documents.rows()

    def weigh(self, questions: Sequence[str]) -> Weighed:
        """What each part says of each article."""
        by_characters = self.spaces.characters.matrix(questions)
        by_stems = self.spaces.stems.matrix(questions)
        document_characters, line_characters = self.characters.score(by_characters)
        document_stems, line_stems = self.stems.score(by_stems)
        vectors = self.dense.encoder.encode(questions)
        learnt = self.dense.head.score(vectors)
        document_vector, line_vector = self._score_vectors(vectors)
        real = slice(0, self._articles)
        parts = np.stack(
            [
                document_characters,
                document_stems,
                line_characters[:, real],
                line_stems[:, real],
                learnt[:, real],
                document_vector,
                line_vector[:, real],
            ],
            axis=2,
        )
        none = np.stack([learnt[:, -1], line_characters[:, -1], line_vector[:, -1]], axis=1)
        outside = self._outside(questions, by_stems, learnt[:, real].argmax(axis=1), none)
        return Weighed(parts, outside, vectors)

    def _outside(
        self,
        questions: Sequence[str],
        by_stems: sparse.csr_matrix,
        best: NDArray[np.int64],
        none: NDArray[np.float32],
    ) -> NDArray[np.float64]:
        rows = [
            [
                *self._words_known(question, by_stems[row], int(best[row])),
                *none[row].tolist(),
                float(np.log1p(len(words(question)))),
                english_share(question),
            ]
            for row, question in enumerate(questions)
        ]
        return np.array(rows, dtype=np.float64)

    def document_vector(self, article: int) -> NDArray[np.float32]:
        """The vector of an article's whole text."""
        vector: NDArray[np.float32] = self._document_vectors[article]
        return vector

    def _score_vectors(self, vectors: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        documents = np.zeros((len(vectors), self._articles), dtype=np.float32)
        scores, places = self.dense.documents.search(vectors, self._articles)
        np.put_along_axis(documents, places, scores, axis=1)
        scores, places = self.dense.lines.search(vectors, NEAREST_LINES)
        lines = np.repeat(scores[:, -1:], self._articles + 1, axis=1)
        for row in range(len(vectors)):
            np.maximum.at(lines[row], self.characters.line_article[places[row]], scores[row])
        return documents, lines

    def _words_known(self, question: str, row: sparse.csr_matrix, best: int) -> tuple[float, float]:
        """IDF-weighted shares (0..1) of the question's words that stand anywhere, and in the best article's texts."""
        space = self.spaces.stems
        found = set(words(question))
        unknown = sum(not space.knows_any(word) for word in found)
        weights = space.weights[row.indices]
        total = float(weights.sum()) + unknown * float(space.weights.max(initial=1.0))
        if not total:
            return 0.0, 0.0
        columns = self._has_stem[best]
        covered = float(weights[np.isin(row.indices, columns)].sum())
        return float(weights.sum()) / total, covered / total


def _terms_of_articles(stems: LexicalRanker) -> tuple[NDArray[np.int32], ...]:
    articles = stems.documents.shape[0]
    own_lines = [stems.lines[np.flatnonzero(stems.line_article == article)] for article in range(articles)]
    return tuple(
        np.unique(np.concatenate([stems.documents[article].indices, own_lines[article].indices]))
        for article in range(articles)
    )
