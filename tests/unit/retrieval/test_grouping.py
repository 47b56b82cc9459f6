"""Questions put together by meaning."""

import numpy as np
import pytest

from assistant.retrieval.grouping import FARTHEST, groups_by_meaning


def at(*degrees: float) -> np.ndarray:
    turned = np.radians(degrees)
    return np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)


def test_questions_of_one_direction_are_together_and_of_another_apart() -> None:
    near_a, near_b, far = groups_by_meaning(at(0, 10, 120))
    assert near_a == near_b != far


def test_a_chain_of_questions_each_like_the_next_is_not_one_group() -> None:
    """All of a group lie within the distance of each other, so that its ends do not ask for different things."""
    farthest = float(np.degrees(np.arccos(1 - FARTHEST)))
    first, *_, last = groups_by_meaning(at(*np.linspace(0, 2 * farthest, 9)))
    assert first != last


@pytest.mark.parametrize("number", [0, 1])
def test_few_questions_need_no_grouping(number: int) -> None:
    assert list(groups_by_meaning(at(*range(number)))) == [0] * number


def test_a_question_without_a_known_word_stands_alone() -> None:
    rows = np.concatenate([at(0, 5), np.zeros((1, 2), np.float32)])
    one, other, strange = groups_by_meaning(rows)
    assert one == other != strange
