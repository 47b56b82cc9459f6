"""Signs of whether a search went well, which the calibrator turns into a probability."""

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.combine import PARTS

SIGNS = (
    "log_share",
    "log_margin",
    "line_characters",
    "line_stems",
    "document_stems",
    "linear",
    "linear_margin",
    "line_vector",
    "agreement",
    "known_words",
    "covered_words",
    "none_linear",
    "none_line",
    "none_vector",
    "length",
    "english",
)
"""In the order of the columns."""

_SMALL = 1e-6


def read_signs(
    shares: NDArray[np.float64], parts: NDArray[np.float32], alike: NDArray[np.bool_], outside: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Signs of one search, in the order of `SIGNS`.

    Args:
        shares: (articles,), from the combiner.
        parts: (articles, PARTS).
        alike: (articles,), those that share a fact with the best one, itself included.
        outside: known words, covered words, the scores of "none" by the linear model, by lines and by
            vectors, length, English.
    """
    best = int(shares.argmax())
    top = dict(zip(PARTS, parts[best].tolist(), strict=True))
    agreement = np.mean([alike[int(parts[:, part].argmax())] for part in range(parts.shape[1])])
    known, covered, none_linear, none_line, none_vector, length, english = outside.tolist()
    rival = float(np.where(alike, 0.0, shares).max(initial=0.0))
    linear_rival = float(np.where(alike, -1.0, parts[:, PARTS.index("linear")]).max(initial=-1.0))
    return np.array(
        [
            np.log(shares[best] + _SMALL),
            np.log((shares[best] + _SMALL) / (rival + _SMALL)),
            top["line_characters"],
            top["line_stems"],
            top["document_stems"],
            top["linear"],
            top["linear"] - linear_rival,
            top["line_vector"],
            agreement,
            known,
            covered,
            none_linear - top["linear"],
            none_line - top["line_characters"],
            none_vector - top["line_vector"],
            length,
            english,
        ]
    )
