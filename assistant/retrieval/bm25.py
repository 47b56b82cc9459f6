"""Okapi BM25 of whole texts and of their windows, with one weight for a term in both."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.retrieval.vector_space import Analyser

K1, B = 1.2, 0.75
"""Robertson and Zaragoza (2009), The Probabilistic Relevance Framework, section 3.4; Lucene's defaults."""


class Bm25:
    """BM25 with Lucene's IDF, ln(1 + (n - df + .5) / (df + .5)), counted over the documents alone.

    The library `bm25s`, which `kontakt measure` compares with, would count windows' IDF by themselves: .003 to .012
    nDCG@10 less on SweFAQ's dev questions and on our titles, ties on the other sets (ADR 0006). These lines of scipy
    also spare the service a dependency.

    Args:
        analyse: gives the terms of a text, question or document.
        documents: what the IDF is counted over.
        windows: pieces of them; a window's length is held against the windows' mean length.
    """

    def __init__(self, analyse: Analyser, documents: Sequence[str], windows: Sequence[str]) -> None:
        self._analyse = analyse
        bags = [Counter(analyse(text)) for text in documents]
        frequency = Counter(term for bag in bags for term in bag)
        self._column = {term: column for column, term in enumerate(frequency)}
        held = np.fromiter(frequency.values(), dtype=np.float64, count=len(frequency))
        idf = np.log(1 + (len(bags) - held + 0.5) / (held + 0.5))
        whole = _saturated(bags, self._column)
        pieces = _saturated([Counter(analyse(text)) for text in windows], self._column)
        # By term, so that a question touches only the rows of its own terms.
        self._by_term = (sparse.vstack([whole, pieces]) @ sparse.diags(idf)).T.tocsr()

    def score(self, question: str) -> NDArray[np.float32]:
        """Of each document and then of each window, 0 without a term in common; a term asked twice counts twice."""
        asked = _counts([Counter(self._analyse(question))], self._column)
        return np.asarray((asked @ self._by_term).toarray()[0], dtype=np.float32)


def _counts(bags: Sequence[Mapping[str, int]], column: Mapping[str, int]) -> sparse.csr_matrix:
    """Each bag's terms that have a column, with their counts."""
    known = [[(column[term], count) for term, count in bag.items() if term in column] for bag in bags]
    ends = np.cumsum([0, *(len(row) for row in known)])
    pairs = np.array([pair for row in known for pair in row], dtype=np.int64).reshape(-1, 2)
    return sparse.csr_matrix((pairs[:, 1].astype(np.float64), pairs[:, 0], ends), shape=(len(bags), len(column)))


def _saturated(bags: Sequence[Mapping[str, int]], column: Mapping[str, int]) -> sparse.csr_matrix:
    """How much each term counts in each bag before its IDF: the more often the more, but ever less so."""
    counts = _counts(bags, column)
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9)) if len(bags) else lengths
    counts.data = counts.data * (K1 + 1) / (counts.data + np.repeat(norm, np.diff(counts.indptr)))
    return counts
