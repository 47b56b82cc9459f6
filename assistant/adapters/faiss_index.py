"""FAISS: exact nearest rows by inner product. Ten thousand rows take a millisecond; nothing approximate is needed."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import UnavailableError


class FaissIndex:
    """The VectorIndex of rows kept in FAISS."""

    def __init__(self, index: faiss.Index) -> None:
        # One thread for a search: fifteen searches at once share the cores better than one search does alone.
        faiss.omp_set_num_threads(1)
        self._index = index

    @classmethod
    def of(cls, rows: NDArray[np.float32]) -> "FaissIndex":
        """An index of `rows`, (n, width)."""
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> "FaissIndex":
        """The index that was saved in `file`.

        Raises:
            UnavailableError: there is no such file, or FAISS cannot read it.
        """
        try:
            return cls(faiss.read_index(str(file)))
        except RuntimeError as error:
            raise UnavailableError(f"no vector index can be read from {file.name}") from error

    def save(self, file: Path) -> None:
        """Written to `file`."""
        faiss.write_index(self._index, str(file))

    def search(self, queries: NDArray[np.float32], limit: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        depth = min(limit, int(self._index.ntotal))
        if depth <= 0:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        scores, places = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), depth)
        return np.asarray(scores, np.float32), np.asarray(places, np.int64)

    def rows(self) -> NDArray[np.float32]:
        return np.asarray(self._index.reconstruct_n(0, int(self._index.ntotal)), np.float32)
