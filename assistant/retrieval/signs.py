"""Signs of whether a search went well, which the calibrator turns into a probability."""

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.combine import PARTS, TOPIC_PARTS

SIGNS = (
    "log_share",
    "log_margin",
    "line_characters",
    "line_stems",
    "document_stems",
    "learnt",
    "learnt_margin",
    "line_vector",
    "agreement",
    "known_words",
    "covered_words",
    "none_learnt",
    "none_line",
    "none_vector",
    "length",
    "english",
    "settled_margin",
    "document_vector_margin",
    "near_line",
    "brevity",
    "brief_near_line",
    "on_topic",
)
"""In the order of the columns."""

_SMALL = 1e-6
_SETTLED = 4.0
"""The log margin from which on a larger one says little: of calibration questions beyond it nine in ten are right."""


def read_signs(
    shares: NDArray[np.float64], parts: NDArray[np.float32], alike: NDArray[np.bool_], outside: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Signs of one search, in the order of `SIGNS`.

    Args:
        shares: (articles,), from the combiner.
        parts: (articles, PARTS).
        alike: (articles,), those that share a fact with the best one, itself included.
        outside: known words, covered words, the scores of "none" by the trained head, by lines and by
            vectors, length, English.
    """
    best = int(shares.argmax())
    top = dict(zip(PARTS, parts[best].tolist(), strict=True))
    own = range(len(PARTS) - len(TOPIC_PARTS))
    agreement = np.mean([alike[int(parts[:, part].argmax())] for part in own])
    known, covered, none_learnt, none_line, none_vector, length, english = outside.tolist()
    rival = float(np.where(alike, 0.0, shares).max(initial=0.0))
    margin = np.log((shares[best] + _SMALL) / (rival + _SMALL))
    return np.array(
        [
            np.log(shares[best] + _SMALL),
            margin,
            top["line_characters"],
            top["line_stems"],
            top["document_stems"],
            top["learnt"],
            _ahead(parts, alike, best, "learnt"),
            top["line_vector"],
            agreement,
            known,
            covered,
            none_learnt - top["learnt"],
            none_line - top["line_characters"],
            none_vector - top["line_vector"],
            length,
            english,
            min(margin, _SETTLED),
            _ahead(parts, alike, best, "document_vector"),
            *_nearness(max(top["line_vector"], 0.0), length),
            float(parts[:, PARTS.index("topic_itself")].any()),
        ]
    )


def _ahead(parts: NDArray[np.float32], alike: NDArray[np.bool_], best: int, part: str) -> float:
    """How far the best article is ahead, by one part, of every article that shares no fact with it."""
    scores = parts[:, PARTS.index(part)]
    return float(scores[best] - np.where(alike, scores.min(), scores).max())


def _nearness(likeness: float, length: float) -> tuple[float, float, float]:
    """Of the likeness to the nearest line and the log of the words: near_line, brevity, brief_near_line.

    A line much like the question decides alone (cubed, it hardly counts before), most of all when the question has
    few words, which otherwise speak against it.
    """
    brevity = float(np.exp(1.0 - length))
    return likeness**3, brevity, likeness * brevity
