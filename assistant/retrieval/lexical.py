"""How alike a question and each article are, word by word and character by character."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.domain.knowledge import FactId
from assistant.retrieval.swedish import Stems, ngrams
from assistant.retrieval.vector_space import Analyser, VectorSpace, fit_space

SHORTEST_NGRAM, LONGEST_NGRAM = 2, 5
"""Within words. Pairs keep short words and abbreviations (sfi, gps, lss) apart."""

ngrams_of: Analyser = partial(ngrams, shortest=SHORTEST_NGRAM, longest=LONGEST_NGRAM)


OWN_WORDS, NOTHING_OF_OURS = -1, -2
"""Stand where a line's fact would: for an article's own words, and for a question that no fact of ours answers."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched: a text for each article, and lines (sentences, variants, questions) each of one article.

    `line_article` holds the article's place in `documents` for each line; the place `len(documents)` stands for
    "no article of ours", which lines out of scope belong to. `line_fact` holds the place in `facts` of the fact that a
    citizen's question asks about, else `OWN_WORDS` or `NOTHING_OF_OURS`.
    """

    documents: tuple[str, ...]
    lines: tuple[str, ...]
    line_article: NDArray[np.int64]
    line_fact: NDArray[np.int64]
    facts: tuple[FactId, ...]


class Spaces:
    """The two spaces all lexical parts share: characters and stems."""

    def __init__(self, characters: VectorSpace, stems: VectorSpace) -> None:
        self.characters = characters
        self.stems = stems


def fit_spaces(stems: Stems, texts: Sequence[str]) -> Spaces:
    """The spaces of all `texts`. A run of characters seen once is left out: it is mostly a slip of the keys."""
    return Spaces(fit_space(ngrams_of, texts, least_texts=2), fit_space(stems.of, texts))


class LexicalRanker:
    """Cosine of a question with each document, and with the best line of each article ("doc+max").

    Args:
        documents: (articles, width) in one space.
        lines: (lines, width) in the same space.
        line_article: the article of each line, up to and including `articles` for lines of none.
    """

    def __init__(self, documents: sparse.csr_matrix, lines: sparse.csr_matrix, line_article: NDArray[np.int64]) -> None:
        self.documents = documents
        self.lines = lines
        self.line_article = line_article
        # By term, so that a question touches only the rows of its own terms: a hundred times less than all.
        self._documents_of = documents.T.tocsr()
        self._lines_of = lines.T.tocsr()
        self._best_lines = BestOfEach(line_article, documents.shape[0] + 1)

    def score(self, questions: sparse.csr_matrix) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of documents (questions, articles) and of best lines (questions, articles + 1), all 0..1."""
        by_document = (questions @ self._documents_of).toarray().astype(np.float32)
        by_line = (questions @ self._lines_of).toarray().astype(np.float32)
        return by_document, self._best_lines(by_line)


class BestOfEach:
    """The highest score among each owner's columns.

    Args:
        owner: of each column, 0 up to `owners`.
        owners: how many there are, with columns or without.
    """

    def __init__(self, owner: NDArray[np.int64], owners: int) -> None:
        self._owners = owners
        self._order = np.argsort(owner, kind="stable")
        self._present, self._starts = np.unique(owner[self._order], return_index=True)

    def __call__(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of scores (rows, columns), none below 0: (rows, owners), 0 for an owner without columns."""
        best = np.zeros((scores.shape[0], self._owners), dtype=np.float32)
        if len(self._starts):
            best[:, self._present] = np.maximum.reduceat(scores[:, self._order], self._starts, axis=1)
        return best
