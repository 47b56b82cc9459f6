"""The small network beside the danger rules: hashed features, one hidden layer, a softmax. NumPy alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.danger import DangerClass
from assistant.domain.danger_features import BUCKETS, Concepts, features, parts_of, read_concepts, words_of
from assistant.domain.danger_scores import Bands
from assistant.domain.errors import UnavailableError

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Weights:
    """``table`` int8 (BUCKETS, width) times ``scale`` (width,); ``hidden`` (width,); ``out`` (width, classes + 1).

    The last column of ``out`` and ``out_bias`` is "none".
    """

    table: NDArray[np.int8]
    scale: Floats
    hidden: Floats
    out: Floats
    out_bias: Floats


class NgramDangerClassifier:
    """A DangerClassifier. Holds no state between texts."""

    def __init__(self, concepts: Concepts, weights: Weights, classes: tuple[DangerClass, ...]) -> None:
        """``classes`` name the columns of ``weights.out``, "none" left out."""
        self._concepts = concepts
        self._weights = weights
        self._classes = classes

    def scores(self, text: str) -> Mapping[DangerClass, float]:
        """The probabilities in the part of the text where danger is likeliest."""
        judged = [self._judge(part) for part in parts_of(words_of(text))]
        if not judged:
            return {}
        worst = min(judged, key=lambda shares: float(shares[-1]))
        return dict(zip(self._classes, map(float, worst[:-1]), strict=True))

    def _judge(self, words: list[str]) -> Floats:
        found = features(words, self._concepts)
        rows = self._weights.table[np.fromiter(found, np.int64, len(found))].astype(np.float32)
        weights = np.fromiter(found.values(), np.float32, len(found))
        inner = np.maximum((weights @ rows) * self._weights.scale + self._weights.hidden, 0)
        logits = inner @ self._weights.out + self._weights.out_bias
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum(), np.float32)


def _check(weights: Weights) -> None:
    if weights.table.shape[0] != BUCKETS:
        raise ValueError(f"made for {weights.table.shape[0]} buckets, not {BUCKETS}")


def load_danger_classifier(folder: Path) -> tuple[NgramDangerClassifier, Bands]:
    """The classifier in `folder` and the bands chosen for it: concepts.tsv, model.npz and model.json.

    Raises:
        UnavailableError: a file is missing or damaged, or was made for other features than these.
    """
    try:
        told = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        concepts = read_concepts((folder / "concepts.tsv").read_text(encoding="utf-8").splitlines())
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            weights = Weights(**{name: arrays[name] for name in ("table", "scale", "hidden", "out", "out_bias")})
        _check(weights)
        classes = tuple(DangerClass(name) for name in told["classes"])
        return NgramDangerClassifier(concepts, weights, classes), Bands(**told["bands"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnavailableError(f"the danger classifier in {folder.name} cannot be read: {error}") from error
