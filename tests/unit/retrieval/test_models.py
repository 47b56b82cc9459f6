"""The small models: what they learn, and that figures are what they say."""

import numpy as np
import pytest

from assistant.retrieval.calibration import fit_calibrator
from assistant.retrieval.combine import fit_combiner
from assistant.retrieval.discriminative import fit_linear
from assistant.retrieval.english import english_share
from assistant.retrieval.fitting import Verdicts, at_threshold, auroc, figures, threshold_for
from assistant.retrieval.lexical import best_of_each, ngrams_of
from assistant.retrieval.vector_space import fit_space, space_from_arrays


def test_the_combiner_learns_which_part_to_trust() -> None:
    chance = np.random.default_rng(1)
    right = np.eye(5, dtype=bool)[chance.integers(0, 5, 200)]
    parts = chance.random((200, 5, 2)).astype(np.float32)
    parts[:, :, 0] += right
    combiner = fit_combiner(parts, right)
    assert combiner.weights[0] > 5 * abs(combiner.weights[1])
    assert combiner.shares(parts).sum(axis=1) == pytest.approx(np.ones(200))


def test_calibrated_confidence_matches_how_often_it_is_right() -> None:
    chance = np.random.default_rng(2)
    signs = chance.normal(size=(4000, 1))
    right = chance.random(4000) < 1 / (1 + np.exp(-2 * signs[:, 0]))
    confidence = fit_calibrator(("likeness",), signs, right).confidence(signs)
    sure = confidence > 0.8
    assert confidence[sure].mean() == pytest.approx(right[sure].mean(), abs=0.03)


def test_the_linear_part_tells_articles_and_none_apart() -> None:
    asked = ["när hämtas soporna", "sophämtning dag", "boka badet", "simhall tider", "hej hej", "hallå där"]
    space = fit_space(ngrams_of, asked)
    ranker = fit_linear(space.matrix(asked), np.array([0, 0, 1, 1, 2, 2]), articles=2)
    assert ranker.score(space.matrix(["sopor", "bada i simhallen", "hej där"])).argmax(axis=1).tolist() == [0, 1, 2]


def test_a_space_survives_being_taken_apart() -> None:
    space = fit_space(ngrams_of, ["snöröjning", "soptunna"])
    again = space_from_arrays(ngrams_of, space.arrays("x"), "x")
    assert (space.matrix(["tunna snö"]) != again.matrix(["tunna snö"])).nnz == 0


def test_a_text_of_unknown_terms_gives_an_empty_row() -> None:
    assert fit_space(ngrams_of, ["snö"]).matrix(["xyz", ""]).nnz == 0


def test_the_best_line_counts_for_its_article() -> None:
    scores = np.array([[0.2, 0.9, 0.5]], dtype=np.float32)
    assert best_of_each(scores, np.array([0, 0, 2]), 3).tolist() == [[pytest.approx(0.9), 0.0, 0.5]]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("how do I apply for a permit", 0.4, 1.0), ("hur ansöker jag om bygglov", 0.0, 0.0), ("", 0.0, 0.0)],
)
def test_english_is_seen_by_its_function_words(text: str, least: float, most: float) -> None:
    assert least <= english_share(text) <= most


# Five questions by hand: right, right, wrong, unanswerable, right (second place counts as wrong at first place).
HAND = Verdicts(
    confidence=np.array([0.9, 0.8, 0.7, 0.6, 0.5]),
    right=np.array([True, True, False, False, True]),
    rank=np.array([0, 0, 3, -1, 0]),
)


def test_figures_agree_with_a_count_by_hand() -> None:
    found = figures(HAND)
    assert found["answerable"] == 4
    assert found["top_1"] == pytest.approx(3 / 4)
    assert found["top_5"] == pytest.approx(1.0)
    assert found["auroc_answerable"] == pytest.approx(3 / 4)
    assert found["brier"] == pytest.approx((0.01 + 0.04 + 0.49 + 0.36 + 0.25) / 5)


def test_precision_and_coverage_agree_with_a_count_by_hand() -> None:
    assert at_threshold(HAND, 0.65) == pytest.approx((2 / 3, 2 / 4, 3 / 5))


def test_the_threshold_is_the_lowest_that_keeps_the_precision() -> None:
    assert threshold_for(HAND, 0.9) == pytest.approx(0.71)
    assert threshold_for(HAND, 0.6) == pytest.approx(0.61)


def test_ties_count_half_in_the_area_under_the_curve() -> None:
    assert auroc(np.array([0.5, 0.5]), np.array([True, False])) == 0.5
