"""The fitted parts as plain arrays and back: what the index's files hold. No pickles."""

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.domain.knowledge import FactId
from assistant.retrieval.calibration import Calibrator
from assistant.retrieval.combine import PARTS, Combiner
from assistant.retrieval.discriminative import Head
from assistant.retrieval.lexical import Corpus, LexicalRanker, Spaces, ngrams_of
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.signs import SIGNS
from assistant.retrieval.swedish import Stems
from assistant.retrieval.vector_space import space_from_arrays

Arrays: TypeAlias = Mapping[str, NDArray[np.generic]]


def arrays_of_ranker(ranker: Ranker, stems: Stems, corpus: Corpus) -> dict[str, NDArray[np.generic]]:
    """Everything of a ranker of `corpus` but its encoder and vector indexes."""
    words = np.frombuffer("\n".join(stems.lexicon).encode("utf-8"), dtype=np.uint8)
    return {
        "lexicon.words": words,
        "lexicon.counts": np.fromiter(stems.lexicon.values(), dtype=np.int32),
        **ranker.spaces.characters.arrays("characters"),
        **ranker.spaces.stems.arrays("stems"),
        **_arrays_of_matrix(ranker.characters.documents, "documents.characters"),
        **_arrays_of_matrix(ranker.characters.lines, "lines.characters"),
        **_arrays_of_matrix(ranker.stems.documents, "documents.stems"),
        **_arrays_of_matrix(ranker.stems.lines, "lines.stems"),
        "line_article": ranker.characters.line_article,
        "line_fact": corpus.line_fact,
        "facts": np.frombuffer("\n".join(corpus.facts).encode("utf-8"), dtype=np.uint8),
        "head.weights": ranker.dense.head.weights,
        "head.bias": ranker.dense.head.bias,
    }


def head_from_arrays(arrays: Arrays) -> Head:
    """The trained head, for the dense side."""
    return Head(arrays["head.weights"].astype(np.float32), arrays["head.bias"].astype(np.float32))


def ranker_from_arrays(arrays: Arrays, dense: Dense) -> Ranker:
    """The ranker taken apart by `arrays_of_ranker`, on the vector side given.

    Raises:
        KeyError, ValueError: an array is missing or of another shape.
    """
    stems = Stems(lexicon_from_arrays(arrays))
    spaces = Spaces(space_from_arrays(ngrams_of, arrays, "characters"), space_from_arrays(stems.of, arrays, "stems"))
    line_article = arrays["line_article"].astype(np.int64)
    characters = LexicalRanker(
        _matrix(arrays, "documents.characters"), _matrix(arrays, "lines.characters"), line_article
    )
    by_stems = LexicalRanker(_matrix(arrays, "documents.stems"), _matrix(arrays, "lines.stems"), line_article)
    return Ranker(spaces, characters, by_stems, dense)


def lexicon_from_arrays(arrays: Arrays) -> dict[str, int]:
    """How often each folded word of articles and questions occurs, for the stems.

    Raises:
        KeyError, ValueError: an array is missing or of another shape.
    """
    words = bytes(arrays["lexicon.words"].astype(np.uint8)).decode("utf-8").split("\n")
    return dict(zip(words, arrays["lexicon.counts"].astype(int).tolist(), strict=True))


def facts_from_arrays(arrays: Arrays) -> tuple[NDArray[np.int64], tuple[FactId, ...]]:
    """Each line's fact, and the facts it counts by: see `Corpus`."""
    facts = bytes(arrays["facts"].astype(np.uint8)).decode("utf-8")
    return arrays["line_fact"].astype(np.int64), tuple(FactId(fact) for fact in facts.split("\n") if fact)


def _arrays_of_matrix(matrix: sparse.csr_matrix, name: str) -> dict[str, NDArray[np.generic]]:
    return {
        f"{name}.data": matrix.data,
        f"{name}.indices": matrix.indices,
        f"{name}.ends": matrix.indptr,
        f"{name}.shape": np.array(matrix.shape),
    }


def _matrix(arrays: Arrays, name: str) -> sparse.csr_matrix:
    rows, width = arrays[f"{name}.shape"].tolist()
    parts = (arrays[f"{name}.data"], arrays[f"{name}.indices"], arrays[f"{name}.ends"])
    return sparse.csr_matrix(parts, shape=(rows, width))


def describe_models(combiner: Combiner, calibrator: Calibrator) -> dict[str, object]:
    """Both small models as JSON that a person can read."""
    columns = zip(calibrator.signs, calibrator.centre, calibrator.spread, calibrator.weights, strict=True)
    signs = [
        {"sign": name, "centre": float(centre), "spread": float(spread), "weight": float(weight)}
        for name, centre, spread, weight in columns
    ]
    parts = dict(zip(PARTS, combiner.weights.tolist(), strict=True))
    return {"combiner": parts, "calibrator": {"bias": calibrator.bias, "signs": signs}}


def models_from_description(described: Mapping[str, Mapping[str, object]]) -> tuple[Combiner, Calibrator]:
    """The models that `describe_models` described.

    Raises:
        KeyError, ValueError, TypeError: the description is of other parts or signs than this program's.
    """
    combiner = Combiner(np.array([described["combiner"][part] for part in PARTS], dtype=np.float64))
    signs = described["calibrator"]["signs"]
    bias = described["calibrator"]["bias"]
    if not isinstance(signs, list) or not isinstance(bias, float):
        raise TypeError("the calibrator must have a bias and signs")
    if tuple(row["sign"] for row in signs) != SIGNS:
        raise ValueError("the calibrator was fitted on other signs")
    centre, spread, weights = (
        np.array([row[name] for row in signs], dtype=np.float64) for name in ("centre", "spread", "weight")
    )
    return combiner, Calibrator(SIGNS, centre, spread, weights, bias)
