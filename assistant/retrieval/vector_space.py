"""Texts as sparse vectors of weighted terms (sublinear TF times IDF, unit length)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Analyser: TypeAlias = Callable[[str], Iterable[str]]


class VectorSpace:
    """The terms that count, and how much.

    Args:
        analyse: gives the terms of a text.
        terms: those that have a place, in the order of their columns.
        weights: float32, inverse document frequency of each.
    """

    def __init__(self, analyse: Analyser, terms: Sequence[str], weights: NDArray[np.float32]) -> None:
        self._analyse = analyse
        self.terms = tuple(terms)
        self.weights = weights
        self._column = {term: column for column, term in enumerate(self.terms)}

    @property
    def width(self) -> int:
        """How many terms have a place."""
        return len(self.terms)

    def analysed(self, text: str) -> tuple[str, ...]:
        """The terms of a text in order, whether they have a place or not."""
        return tuple(self._analyse(text))

    def weight_of(self, term: str) -> float | None:
        """How much a term counts; None where it has no place."""
        column = self._column.get(term)
        return None if column is None else float(self.weights[column])

    def knows_any(self, text: str) -> bool:
        """Whether at least one term of the text has a place."""
        return any(term in self._column for term in self._analyse(text))

    def arrays(self, name: str) -> dict[str, NDArray[np.generic]]:
        """The space as plain arrays, named `name.…`; no term holds a line break."""
        terms = np.frombuffer("\n".join(self.terms).encode("utf-8"), dtype=np.uint8)
        return {f"{name}.terms": terms, f"{name}.weights": self.weights}

    def matrix(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """float32, (len(texts), width), rows of unit length; a row is empty when no term is known."""
        rows = [self.row(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([columns for columns, _ in rows]) if rows else np.zeros(0, np.int32)
        values = np.concatenate([values for _, values in rows]) if rows else np.zeros(0, np.float32)
        return sparse.csr_matrix((values, columns, ends), shape=(len(rows), self.width), dtype=np.float32)

    def row(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Columns in rising order and values of one text, of unit length."""
        counts = Counter(self._analyse(text))
        known = sorted((self._column[term], count) for term, count in counts.items() if term in self._column)
        columns = np.fromiter((column for column, _ in known), dtype=np.int32, count=len(known))
        counted = np.fromiter((count for _, count in known), dtype=np.float32, count=len(known))
        values: NDArray[np.float32] = (np.float32(1) + np.log(counted)) * self.weights[columns]
        length = float(np.linalg.norm(values))
        return columns, values / length if length else values


def space_from_arrays(analyse: Analyser, arrays: Mapping[str, NDArray[np.generic]], name: str) -> VectorSpace:
    """The space that `VectorSpace.arrays` took apart under `name`."""
    terms = bytes(arrays[f"{name}.terms"].astype(np.uint8)).decode("utf-8").split("\n")
    return VectorSpace(analyse, terms, arrays[f"{name}.weights"].astype(np.float32))


def fit_space(analyse: Analyser, texts: Sequence[str], least_texts: int = 1) -> VectorSpace:
    """The space of terms that stand in at least `least_texts` of `texts`.

    IDF is ln((1 + n) / (1 + df)) + 1, as in scikit-learn's TfidfVectorizer with smoothing.
    """
    frequency = Counter(term for text in texts for term in set(analyse(text)))
    terms = sorted(term for term, count in frequency.items() if count >= least_texts)
    counts = np.array([frequency[term] for term in terms], dtype=np.float32)
    weights = np.log((1 + len(texts)) / (1 + counts)) + 1
    return VectorSpace(analyse, terms, weights.astype(np.float32))
