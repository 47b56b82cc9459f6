"""FAISS's exact index beside its two usual approximate ones, on random unit vectors."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.measure.lexical_systems import library

SIZES = (10_000, 300_000)
QUERIES = 200
NEIGHBOURS = 10
SEED = 20
HNSW_LINKS, HNSW_BUILD, HNSW_LOOK = 32, 40, 64
IVF_PROBES = 16
IVF_TRAIN = 64
"""Training vectors for each cell; FAISS asks for 39 at least."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One kind of index at one size. Megabytes are those of its serialised form, which is about what it holds."""

    name: str
    exact: bool
    vectors: int
    build_seconds: float
    mean_ms: float
    p95_ms: float
    recall_10: float
    megabytes: float


def compare_indexes(
    width: int, say: Callable[[str], None], sizes: tuple[int, ...] = SIZES, queries: int = QUERIES
) -> tuple[IndexRow, ...]:
    """Flat, IVF and HNSW at each size, on one thread."""
    faiss = library("faiss")
    faiss.omp_set_num_threads(1)
    rows = []
    for size in sizes:
        vectors, asked = _unit(size, width, SEED), _unit(queries, width, SEED + 1)
        truth: NDArray[np.int64] | None = None
        for name, make in _kinds(faiss, width, size).items():
            say(f"Building {name} of {size:,} vectors")
            began = time.perf_counter()
            index = make(vectors)
            built = time.perf_counter() - began
            taken, places = _search(index, asked)
            truth = places if truth is None else truth
            megabytes = len(faiss.serialize_index(index)) / 1e6
            times = (float(np.mean(taken)), float(np.percentile(taken, 95)))
            rows.append(IndexRow(name, truth is places, size, built, *times, recall(truth, places), megabytes))
    return tuple(rows)


def recall(truth: NDArray[np.int64], found: NDArray[np.int64]) -> float:
    """The mean share of each row's true neighbours that were found."""
    shares = [len(set(true) & set(row)) / len(true) for true, row in zip(truth.tolist(), found.tolist(), strict=True)]
    return float(np.mean(shares))


def _kinds(faiss: Any, width: int, size: int) -> dict[str, Callable[[NDArray[np.float32]], Any]]:
    cells = round(4 * size**0.5 / 2)

    def flat(vectors: NDArray[np.float32]) -> Any:
        index = faiss.IndexFlatIP(width)
        index.add(vectors)
        return index

    def ivf(vectors: NDArray[np.float32]) -> Any:
        index = faiss.IndexIVFFlat(faiss.IndexFlatIP(width), width, cells, faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.max_points_per_centroid, index.nprobe = 10, IVF_TRAIN, IVF_PROBES
        index.train(vectors)
        index.add(vectors)
        return index

    def hnsw(vectors: NDArray[np.float32]) -> Any:
        index = faiss.IndexHNSWFlat(width, HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction, index.hnsw.efSearch = HNSW_BUILD, HNSW_LOOK
        index.add(vectors)
        return index

    return {
        "exact (IndexFlatIP)": flat,
        f"IVF ({cells} cells, {IVF_PROBES} looked into)": ivf,
        f"HNSW ({HNSW_LINKS} links, {HNSW_LOOK} looked at)": hnsw,
    }


def _search(index: Any, asked: NDArray[np.float32]) -> tuple[list[float], NDArray[np.int64]]:
    taken, places = [], []
    for query in asked:
        began = time.perf_counter_ns()
        _, found = index.search(query[None], NEIGHBOURS)
        taken.append((time.perf_counter_ns() - began) / 1e6)
        places.append(found[0])
    return taken, np.array(places, dtype=np.int64)


def _unit(count: int, width: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, width), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows
