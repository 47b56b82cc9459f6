"""BM25 by hand."""

from math import log

import pytest

from assistant.retrieval.bm25 import K1, B, Bm25

DOCUMENTS = ["a b b c", "a d"]


def test_a_score_is_the_sum_of_saturated_counts_times_how_rare_each_term_is() -> None:
    of_b = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    of_a = log(1 + (2 - 2 + 0.5) / (2 + 0.5))
    long, short = (K1 * (1 - B + B * length / 3) for length in (4, 2))
    first, second, *_ = Bm25(str.split, DOCUMENTS, ["a"]).score("a b")
    assert first == pytest.approx(of_a * (K1 + 1) / (1 + long) + of_b * 2 * (K1 + 1) / (2 + long))
    assert second == pytest.approx(of_a * (K1 + 1) / (1 + short))


def test_windows_come_after_documents_with_the_documents_weights_and_their_own_mean_length() -> None:
    of_b = log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    found = Bm25(str.split, DOCUMENTS, ["b", "a d c"]).score("b")
    assert found.shape == (4,)
    assert found[2] == pytest.approx(of_b * (K1 + 1) / (1 + K1 * (1 - B + B * 1 / 2)))
    assert found[3] == 0


def test_a_term_asked_twice_counts_twice_and_one_unknown_counts_nothing() -> None:
    space = Bm25(str.split, DOCUMENTS, ["a"])
    assert space.score("b b x") == pytest.approx(2 * space.score("b"))


@pytest.mark.parametrize("question", ["", "x"])
def test_a_question_of_no_known_term_scores_nothing(question: str) -> None:
    assert not Bm25(str.split, DOCUMENTS, ["a"]).score(question).any()


def test_texts_without_any_term_score_nothing() -> None:
    assert not Bm25(str.split, ["", ""], ["", ""]).score("a").any()
