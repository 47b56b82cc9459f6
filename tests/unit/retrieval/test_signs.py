"""The signs that the calibrator reads a search by."""

import numpy as np
import pytest

from assistant.retrieval.combine import PARTS
from assistant.retrieval.signs import SIGNS, read_signs

ALIKE = np.array([True, False, False])


def signs(shares: list[float], nearest: float = 0.5, words: int = 5) -> dict[str, float]:
    """The signs of a search that found the first of three articles, its nearest line as like as told."""
    parts = np.full((3, len(PARTS)), 0.1, dtype=np.float32)
    parts[0] = 0.4
    parts[0, PARTS.index("line_vector")] = nearest
    outside = np.array([1.0, 1.0, 0.0, 0.0, 0.0, np.log1p(words), 0.0])
    return dict(zip(SIGNS, read_signs(np.array(shares), parts, ALIKE, outside).tolist(), strict=True))


def test_beyond_a_settled_margin_only_the_margin_itself_grows() -> None:
    clear, overwhelming = signs([0.99, 0.005, 0.005]), signs([0.999998, 0.000001, 0.000001])
    assert overwhelming["log_margin"] > clear["log_margin"]
    assert overwhelming["settled_margin"] == clear["settled_margin"] == 4.0
    assert signs([0.5, 0.4, 0.1])["settled_margin"] < 1


def test_being_ahead_is_counted_from_the_nearest_article_that_shares_no_fact() -> None:
    assert signs([0.8, 0.1, 0.1])["document_vector_margin"] == pytest.approx(0.3)


def test_a_line_just_like_the_question_counts_far_more_than_one_half_like_it() -> None:
    found = {nearest: signs([0.8, 0.1, 0.1], nearest)["near_line"] for nearest in (0.5, 1.0, -0.2)}
    assert found == {0.5: pytest.approx(0.125), 1.0: pytest.approx(1.0), -0.2: 0.0}


def test_a_near_line_counts_the_more_the_fewer_the_words() -> None:
    short, long = signs([0.8, 0.1, 0.1], 0.9, words=2), signs([0.8, 0.1, 0.1], 0.9, words=20)
    assert short["brief_near_line"] > 5 * long["brief_near_line"]
    assert short["brevity"] > long["brevity"]
