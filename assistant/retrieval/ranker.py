"""All parts that weigh a question against the articles, together, and how to keep them as plain arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.ports.knowledge import Encoder, VectorIndex
from assistant.retrieval.discriminative import LinearRanker
from assistant.retrieval.english import english_share
from assistant.retrieval.lexical import LexicalRanker, Spaces
from assistant.retrieval.swedish import words

NEAREST_LINES = 200
"""Lines the vector index is asked for; an article further off is given the last one's score."""


@dataclass(frozen=True, slots=True)
class Dense:
    """The vector side: an encoder, an index of documents and one of lines."""

    encoder: Encoder
    documents: VectorIndex
    lines: VectorIndex


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the parts say of some questions.

    `parts` is (questions, articles, PARTS); `outside` is (questions, 7), see `signs.read_signs`.
    """

    parts: NDArray[np.float32]
    outside: NDArray[np.float64]


class Ranker:
    """Scores articles for questions by every part."""

    def __init__(
        self,
        spaces: Spaces,
        characters: LexicalRanker,
        stems: LexicalRanker,
        linear: LinearRanker,
        dense: Dense,
    ) -> None:
        self.spaces = spaces
        self.characters = characters
        self.stems = stems
        self.linear = linear
        self.dense = dense
        self._articles = characters.documents.shape[0]
        self._has_stem = _terms_of_articles(stems)

    def weigh(self, questions: Sequence[str]) -> Weighed:
        """What each part says of each article."""
        by_characters = self.spaces.characters.matrix(questions)
        by_stems = self.spaces.stems.matrix(questions)
        document_characters, line_characters = self.characters.score(by_characters)
        document_stems, line_stems = self.stems.score(by_stems)
        linear = self.linear.score(sparse.csr_matrix(sparse.hstack([by_characters, by_stems], format="csr")))
        document_vector, line_vector = self._score_vectors(questions)
        real = slice(0, self._articles)
        parts = np.stack(
            [
                document_characters,
                document_stems,
                line_characters[:, real],
                line_stems[:, real],
                linear[:, real],
                document_vector,
                line_vector[:, real],
            ],
            axis=2,
        )
        best = linear[:, real].argmax(axis=1)
        outside = [
            [
                *self._words_known(question, by_stems[row], int(best[row])),
                float(linear[row, -1]),
                float(line_characters[row, -1]),
                float(line_vector[row, -1]),
                float(np.log1p(len(words(question)))),
                english_share(question),
            ]
            for row, question in enumerate(questions)
        ]
        return Weighed(parts, np.array(outside, dtype=np.float64))

    def _score_vectors(self, questions: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        vectors = self.dense.encoder.encode(questions)
        documents = np.zeros((len(questions), self._articles), dtype=np.float32)
        scores, places = self.dense.documents.search(vectors, self._articles)
        np.put_along_axis(documents, places, scores, axis=1)
        scores, places = self.dense.lines.search(vectors, NEAREST_LINES)
        lines = np.repeat(scores[:, -1:], self._articles + 1, axis=1)
        for row in range(len(questions)):
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
