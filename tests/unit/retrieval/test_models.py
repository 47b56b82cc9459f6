"""The small models: what they learn, and that figures are what they say."""

import numpy as np
import pytest

from assistant.domain.knowledge import ArticleId
from assistant.retrieval.calibration import fit_calibrator
from assistant.retrieval.combine import fit_combiner
from assistant.retrieval.discriminative import Head, TrainedHead
from assistant.retrieval.english import english_share
from assistant.retrieval.fitting import Verdicts, at_threshold, auroc, figures, ranks_by_language
from assistant.retrieval.lexical import BestOfEach, ngrams_of
from assistant.retrieval.search import Gallery
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


def test_questions_that_count_twice_do_as_if_they_stood_there_twice() -> None:
    chance = np.random.default_rng(3)
    signs = chance.normal(size=(300, 2))
    right = chance.random(300) < 1 / (1 + np.exp(-signs[:, 0]))
    # Standardised alike: the second half repeats the first.
    twice = fit_calibrator(("a", "b"), np.vstack([signs, signs]), np.concatenate([right, right]))
    weighed = fit_calibrator(("a", "b"), signs, right, np.full(300, 2.0))
    assert weighed.weights == pytest.approx(twice.weights, abs=1e-3)


def test_the_less_the_wrong_ones_count_the_surer_the_calibrator_is() -> None:
    signs = np.zeros((10, 1))
    right = np.array([True] * 5 + [False] * 5)
    sure = fit_calibrator(("a",), signs, right, np.where(right, 1.0, 0.25)).confidence(signs)
    assert sure == pytest.approx(np.full(10, 0.8), abs=0.01)


def test_the_head_tells_articles_and_none_apart_and_knows_a_new_article_by_its_ways_of_asking() -> None:
    directions = np.eye(4, dtype=np.float32)
    trained = TrainedHead((ArticleId("sopor"), ArticleId("bad")), Head(directions[:3], np.zeros(3, np.float32)))
    ways = {ArticleId("bok"): np.array([[0, 0, 0.1, 0.9], [0, 0, 0, 1.0]], dtype=np.float32)}
    head = trained.for_articles([ArticleId("bad"), ArticleId("bok"), ArticleId("sopor")], ways)
    scores = head.score(directions[[1, 3, 0, 2]])
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]  # the last is "none of ours"
    assert np.exp(scores).sum(axis=1) == pytest.approx(np.ones(4), abs=1e-5)


def test_a_space_survives_being_taken_apart() -> None:
    space = fit_space(ngrams_of, ["snöröjning", "soptunna"])
    again = space_from_arrays(ngrams_of, space.arrays("x"), "x")
    assert (space.matrix(["tunna snö"]) != again.matrix(["tunna snö"])).nnz == 0


def test_a_text_of_unknown_terms_gives_an_empty_row() -> None:
    assert fit_space(ngrams_of, ["snö"]).matrix(["xyz", ""]).nnz == 0


def test_the_best_line_counts_for_its_article() -> None:
    scores = np.array([[0.2, 0.9, 0.5]], dtype=np.float32)
    assert BestOfEach(np.array([0, 0, 2]), 3)(scores).tolist() == [[pytest.approx(0.9), 0.0, 0.5]]


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
    best=np.array([0, 1, 1, 2, 0]),
)
# Of the mix that citizens are taken to ask: four answerable ones of weight 1, the unanswerable one of weight .2 * 4.


def test_figures_agree_with_a_count_by_hand() -> None:
    found = figures(HAND)
    assert found["answerable"] == 4
    assert found["top_1"] == pytest.approx(3 / 4)
    assert found["top_5"] == pytest.approx(1.0)
    assert found["auroc_answerable"] == pytest.approx(3 / 4)
    assert found["brier"] == pytest.approx((0.01 + 0.04 + 0.49 + 0.8 * 0.36 + 0.25) / 4.8)
    # Each in a bin of its own.
    assert found["calibration_error"] == pytest.approx((0.1 + 0.2 + 0.7 + 0.8 * 0.6 + 0.5) / 4.8)


def test_each_language_is_counted_apart_and_one_without_an_answer_not_at_all() -> None:
    found = ranks_by_language(HAND, ["sv", "en", "sv", "fi", "en"])
    assert found == {
        "sv.answerable": 2, "sv.top_1": 1 / 2, "sv.top_5": 1,
        "en.answerable": 2, "en.top_1": 1, "en.top_5": 1,
    }  # fmt: skip


def test_precision_and_coverage_agree_with_a_count_by_hand() -> None:
    assert at_threshold(HAND, 0.65) == pytest.approx((2 / 3, 2 / 4, 3 / 4.8))
    assert at_threshold(HAND, 0.6)[0] == pytest.approx(2 / 3.8)


def test_verdicts_become_answers_of_their_best_articles_areas() -> None:
    gallery = Gallery([ArticleId("a.1"), ArticleId("b.1"), ArticleId("a.2")], [(), (), ()])
    answers = HAND.answers(gallery)
    assert answers.area.tolist() == ["a", "b", "b", "a", "a"]
    assert answers.weight == pytest.approx([1, 1, 1, 0.8, 1])


def test_ties_count_half_in_the_area_under_the_curve() -> None:
    assert auroc(np.array([0.5, 0.5]), np.array([True, False])) == 0.5
