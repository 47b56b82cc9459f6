import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.measure.figures import (
    Judged,
    among,
    at_threshold,
    aurc,
    brier,
    calibration_error,
    ndcg,
    reciprocal_rank,
    reliability,
    rightly_at_precision,
    risk_coverage,
)


def judged(confidence: list[float], right: list[bool], answerable: list[bool] | None = None) -> Judged:
    able = answerable if answerable is not None else [True] * len(right)
    return Judged(np.array(confidence, dtype=np.float64), np.array(right, dtype=bool), np.array(able, dtype=bool))


@st.composite
def some_judged(draw: st.DrawFn) -> Judged:
    rows = draw(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), min_size=1, max_size=40))
    return judged([c for c, _, _ in rows], [r and a for _, r, a in rows], [a for _, _, a in rows])


FOUR = judged([0.9, 0.8, 0.6, 0.3], [True, False, True, False], [True, True, True, False])


def test_top_k_asks_whether_a_right_article_is_among_the_first_k() -> None:
    assert among((2, 7), 1) == 0
    assert among((2, 7), 2) == 1
    assert among((), 5) == 0


def test_reciprocal_rank_is_one_over_the_first_right_rank() -> None:
    assert reciprocal_rank((4, 9)) == 0.25
    assert reciprocal_rank(()) == 0


def test_ndcg_by_hand() -> None:
    gained = 1 / math.log2(3) + 1 / math.log2(5)  # right ones at places 2 and 4
    best = 1 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)  # three would be right
    assert ndcg((2, 4), wanted=3) == pytest.approx(gained / best)


def test_ndcg_forgets_what_stands_below_its_depth_and_is_nothing_where_nothing_is_right() -> None:
    assert ndcg((11,), wanted=1) == 0
    assert ndcg((), wanted=0) == 0


@given(st.integers(1, 30))
def test_a_perfect_ranking_has_an_ndcg_of_one(wanted: int) -> None:
    assert ndcg(tuple(range(1, wanted + 1)), wanted) == pytest.approx(1)


@given(st.sets(st.integers(1, 50), max_size=20), st.integers(0, 5))
def test_ndcg_lies_between_nothing_and_one(ranks: set[int], missed: int) -> None:
    assert 0 <= ndcg(tuple(sorted(ranks)), len(ranks) + missed) <= 1 + 1e-9


def test_rightly_at_precision_by_hand() -> None:
    # 0.9: 1 of 1 right; 0.8: 1 of 2; 0.6: 2 of 3; 0.3: 2 of 4. Three are answerable.
    assert rightly_at_precision(FOUR, 0.95) == pytest.approx((1 / 3, 0.9))
    assert rightly_at_precision(FOUR, 0.60) == pytest.approx((2 / 3, 0.6))


def test_a_threshold_takes_equals_together() -> None:
    assert rightly_at_precision(judged([0.5, 0.5], [True, False]), 0.9) == (0, math.inf)


def test_no_threshold_is_precise_enough_when_nothing_is_right() -> None:
    assert rightly_at_precision(judged([0.5], [False]), 0.5) == (0, math.inf)
    assert math.isnan(rightly_at_precision(judged([0.5], [False], [False]), 0.5)[0])


@given(some_judged(), st.floats(0.01, 1))
def test_the_swept_threshold_keeps_the_precision_it_promises(one: Judged, precision: float) -> None:
    rightly, threshold = rightly_at_precision(one, precision)
    reached, again, _ = at_threshold(one, threshold)
    if math.isfinite(threshold):
        assert reached >= precision - 1e-6
        assert rightly == pytest.approx(again, nan_ok=True)


def test_at_threshold_by_hand() -> None:
    assert at_threshold(FOUR, 0.6) == pytest.approx((2 / 3, 2 / 3, 0))
    assert at_threshold(FOUR, 0.3) == pytest.approx((0.5, 2 / 3, 1))


def test_risk_coverage_and_the_area_under_it_by_hand() -> None:
    coverage, risk = risk_coverage(FOUR)
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1]
    assert risk.tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert aurc(FOUR) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_the_order_of_equals_does_not_move_the_area() -> None:
    one, other = judged([0.5, 0.5], [True, False]), judged([0.5, 0.5], [False, True])
    assert aurc(one) == aurc(other) == pytest.approx(0.5)


@given(some_judged(), st.data())
def test_one_more_right_answer_never_makes_the_area_larger(one: Judged, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(one.right) - 1))
    better = one.right.copy()
    better[place] = True
    assert aurc(Judged(one.confidence, better, one.answerable)) <= aurc(one) + 1e-9


@given(some_judged())
def test_the_area_lies_between_nothing_and_one(one: Judged) -> None:
    assert 0 <= aurc(one) <= 1


def test_calibration_error_by_hand() -> None:
    one = judged([0.95, 0.92, 0.31], [True, False, False])
    # The last bin: mean .935, half right, two of three; the fourth: mean .31, none right, one of three.
    assert calibration_error(one) == pytest.approx(2 / 3 * (0.935 - 0.5) + 1 / 3 * 0.31)


def test_full_confidence_is_in_the_last_bin() -> None:
    bins = reliability(judged([1.0, 0.0], [True, False]))
    assert [bar.count for bar in bins] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert math.isnan(bins[4].confidence)


@given(some_judged())
def test_calibration_error_and_brier_lie_between_nothing_and_one(one: Judged) -> None:
    assert 0 <= calibration_error(one) <= 1
    assert 0 <= brier(one) <= 1


@given(st.lists(st.booleans(), min_size=1))
def test_who_is_sure_and_right_has_no_calibration_error(right: list[bool]) -> None:
    one = judged([float(fine) for fine in right], right)
    assert calibration_error(one) == brier(one) == 0


def test_brier_by_hand() -> None:
    assert brier(judged([0.8, 0.4], [True, True])) == pytest.approx((0.04 + 0.36) / 2)


def test_figures_of_nothing_are_no_numbers() -> None:
    nothing = judged([], [])
    assert all(math.isnan(figure(nothing)) for figure in (aurc, calibration_error, brier))
    assert math.isnan(rightly_at_precision(nothing, 0.95)[0])
