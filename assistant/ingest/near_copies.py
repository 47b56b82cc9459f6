"""Labelled questions that are near-copies of what the search has been shown: they measure memory, not understanding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from assistant.domain.labelled import LabelledQuestion
from assistant.retrieval.swedish import fold, words

NEAR = 90.0
"""RapidFuzz's ratio (0..100, normalised Indel distance) from which on two questions are near-copies: one letter in ten
differs. Ours; compared folded (no accents, case, punctuation), and once more with the words in alphabetical order."""


@dataclass(frozen=True, slots=True)
class NearCopy:
    """A labelled question, what it is a near-copy of, and how near (0..100)."""

    question: LabelledQuestion
    shown: str
    nearness: float


def near_copies(questions: Sequence[LabelledQuestion], shown: Sequence[str]) -> Iterator[NearCopy]:
    """The questions of which something `shown` is a near-copy, each with the nearest."""
    if not questions or not shown:
        return
    asked, known = [_plain(question.text) for question in questions], [_plain(text) for text in shown]
    nearness = np.maximum(
        process.cdist(asked, known, scorer=fuzz.ratio, score_cutoff=NEAR, workers=-1),
        process.cdist(_sorted(asked), _sorted(known), scorer=fuzz.ratio, score_cutoff=NEAR, workers=-1),
    )
    for row, question in enumerate(questions):
        best = int(nearness[row].argmax())
        if nearness[row, best] >= NEAR:
            yield NearCopy(question, shown[best], float(nearness[row, best]))


def _plain(text: str) -> str:
    return " ".join(words(fold(text)))


def _sorted(texts: Sequence[str]) -> list[str]:
    return [" ".join(sorted(text.split())) for text in texts]
