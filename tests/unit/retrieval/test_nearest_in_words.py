"""Of several articles on a fact, the one whose own words are meant is told."""

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.combine import PARTS
from assistant.retrieval.search import nearest_in_words

INSURANCE, PASSPORT, TAX = range(3)


def parts(*likeness: float) -> NDArray[np.float32]:
    found = np.zeros((len(likeness), len(PARTS)), dtype=np.float32)
    found[:, PARTS.index("document_characters")] = likeness
    return found


def test_the_article_that_speaks_of_passports_is_told_who_asks_about_a_passport() -> None:
    everything = np.array([True, True, True])
    assert nearest_in_words(INSURANCE, parts(0.1, 0.6, 0.2), everything) == PASSPORT


def test_one_that_is_hardly_nearer_changes_nothing() -> None:
    assert nearest_in_words(INSURANCE, parts(0.5, 0.55, 0.2), np.array([True, True, True])) == INSURANCE


def test_one_that_does_not_cover_the_same_is_no_rival_however_near() -> None:
    assert nearest_in_words(INSURANCE, parts(0.1, 0.9, 0.2), np.array([True, False, False])) == INSURANCE
