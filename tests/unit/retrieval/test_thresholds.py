"""From which confidence on the assistant answers, with numbers computed by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.thresholds import (
    LEAST_GIVEN,
    UNANSWERABLE_TO_ANSWERABLE,
    JudgedAnswers,
    at_least,
    at_most,
    mix_weights,
    read_thresholds,
    strays,
    threshold_for,
    thresholds_for,
    write_thresholds,
)


def judged(
    rows: list[tuple[float, bool]], area: str = "a", weight: float = 1.0, *, answerable: bool = True
) -> JudgedAnswers:
    confidence, right = [row[0] for row in rows], [row[1] for row in rows]
    count = len(rows)
    return JudgedAnswers(
        np.array(confidence),
        np.array(right),
        np.array([area] * count),
        np.full(count, weight),
        np.full(count, answerable),
    )


def together(*parts: JudgedAnswers) -> JudgedAnswers:
    names = ("confidence", "right", "area", "weight", "answerable")
    return JudgedAnswers(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


ROWS = st.lists(st.tuples(st.integers(0, 100).map(lambda n: n / 100), st.booleans()), min_size=1, max_size=60)


def test_six_unanswerable_among_ten_count_a_fifth_of_the_four_answerable() -> None:
    weight = mix_weights(np.array([True] * 4 + [False] * 6))
    assert weight[:4].tolist() == [1.0] * 4
    assert weight[4:].sum() == pytest.approx(UNANSWERABLE_TO_ANSWERABLE * 4)


def test_who_wants_nineteen_of_twenty_right_also_has_at_most_eight_in_a_hundred_strays_answered() -> None:
    # 100 right answers from .50 up; of 50 questions that nothing answers three are taken for .60 and two for .80.
    right = judged([(0.5 + n / 250, True) for n in range(100)])
    stray = judged([(0.6, False)] * 3 + [(0.8, False)] * 2 + [(0.1, False)] * 45, weight=0.1, answerable=False)
    answers = together(right, stray)
    assert strays(answers, 0.60) == pytest.approx(6 / 51)
    assert strays(answers, 0.61) == pytest.approx(3 / 51)
    assert strays(answers, 0.81) == 0.0
    assert threshold_for(answers, 0.95) == 0.61
    assert threshold_for(answers, 0.90) == 0.01


@pytest.mark.parametrize("answerable", [True, False])
def test_where_all_are_of_one_kind_all_count_alike(answerable: bool) -> None:
    assert mix_weights(np.array([answerable] * 3)).tolist() == [1.0] * 3


def test_the_threshold_is_the_lowest_from_which_on_the_precision_holds() -> None:
    answers = judged([(0.9, True), (0.8, True), (0.7, False), (0.6, True), (0.5, True)])
    assert threshold_for(answers, 0.9) == 0.71
    # At .70 two of three are right, at .60 three of four, at .50 four of five: .75 is never kept below .71.
    assert threshold_for(answers, 0.75) == 0.71
    assert threshold_for(answers, 0.6) == 0.01


def test_a_wrong_one_of_little_weight_weighs_little() -> None:
    right, wrong = judged([(0.9, True)] * 9), judged([(0.8, False)], weight=0.2)
    assert threshold_for(together(right, wrong), 0.95) == 0.01  # 9 of 9.2
    assert threshold_for(together(right, judged([(0.8, False)])), 0.95) == 0.81  # 9 of 10


def test_where_even_the_surest_is_wrong_nothing_is_answered() -> None:
    assert threshold_for(judged([(0.995, False)]), 0.5) == 1.0


def test_what_is_proven_agrees_with_clopper_and_pearsons_formulas() -> None:
    ten_of_ten = judged([(0.9, True)] * 10)
    assert at_least(ten_of_ten) == pytest.approx(0.05 ** (1 / 10))  # .741
    assert at_most(ten_of_ten) == 1.0
    none_of_ten = judged([(0.9, False)] * 10)
    assert at_least(none_of_ten) == 0.0
    assert at_most(none_of_ten) == pytest.approx(1 - 0.05 ** (1 / 10))  # .259
    # 19 of 20: p with p^20 + 20 p^19 (1 - p) = .05 is from below 1 - .2161, by table.
    assert at_least(judged([(0.9, True)] * 19 + [(0.9, False)])) == pytest.approx(0.7839, abs=1e-4)
    assert (at_least(judged([])), at_most(judged([]))) == (0.0, 1.0)


def test_answers_of_half_the_weight_prove_no_less_and_unequal_ones_do() -> None:
    rows = [(0.9, True)] * 10
    assert at_least(judged(rows, weight=0.5)) == pytest.approx(at_least(judged(rows)))
    # Five of weight 1 and five of .2: (5 + 1)^2 / (5 + .2) = 6.92 answers' worth.
    unequal = together(judged(rows[:5]), judged(rows[:5], weight=0.2))
    assert unequal.size == pytest.approx(36 / 5.2)
    assert at_least(unequal) == pytest.approx(0.05 ** (5.2 / 36))


def _areas() -> JudgedAnswers:
    """In a 200 right; in b, weak, 20 of 30 right at .8 and 30 of 30 at .95; in c 2 of 5."""
    weak = judged([(0.8, True)] * 20 + [(0.8, False)] * 10 + [(0.95, True)] * 30, "b")
    few = judged([(0.8, True)] * 2 + [(0.8, False)] * 3, "c")
    return together(judged([(0.8, True)] * 200, "a"), weak, few)


def test_an_area_shown_to_fall_short_gets_its_own_threshold_and_one_of_few_answers_does_not() -> None:
    found = thresholds_for(_areas(), 0.95)
    assert found.threshold == 0.01  # 252 of 265 are right: .951
    assert found.given == 265
    assert found.precision == pytest.approx(252 / 265)
    assert found.proven < 0.95 < found.precision
    assert set(found.areas) == {"b"}
    own = found.areas["b"]
    assert (own.threshold, own.given) == (0.81, 60)
    assert own.precision == pytest.approx(50 / 60)
    assert own.at_most < 0.95


def test_thresholds_are_kept_as_a_file_that_a_person_can_read(tmp_path: Path) -> None:
    written = write_thresholds(tmp_path, _areas(), (0.90, 0.95))
    assert read_thresholds(tmp_path) == written
    assert '"0.95"' in (tmp_path / "thresholds.json").read_text(encoding="utf-8")


def test_where_nothing_is_given_nothing_is_proven(tmp_path: Path) -> None:
    found = write_thresholds(tmp_path, judged([(0.995, False)]), (0.95,))[0.95]
    assert (found.threshold, found.given, found.precision, found.proven) == (1.0, 0, 1.0, 0.0)
    assert read_thresholds(tmp_path)[0.95] == found


@given(ROWS, st.floats(0.5, 1), st.floats(0.5, 1))
def test_who_wants_more_precision_never_gets_a_lower_threshold(
    rows: list[tuple[float, bool]], one: float, other: float
) -> None:
    less, more = sorted((one, other))
    assert threshold_for(judged(rows), less) <= threshold_for(judged(rows), more)


@given(ROWS, st.floats(0.5, 1))
def test_from_the_threshold_on_the_precision_holds_wherever_anything_is_given(
    rows: list[tuple[float, bool]], precision: float
) -> None:
    answers, held = judged(rows), threshold_for(judged(rows), precision)
    for hundredths in range(round(held * 100), 100):
        given_there = answers.some(answers.confidence >= hundredths / 100)
        assert not len(given_there.right) or given_there.precision >= precision


@given(st.integers(0, 40), st.integers(1, 40))
def test_the_bounds_stand_on_both_sides_of_the_share_and_one_more_right_proves_no_less(right: int, wrong: int) -> None:
    answers = judged([(0.9, True)] * right + [(0.9, False)] * wrong)
    assert at_least(answers) <= answers.precision <= at_most(answers)
    better = judged([(0.9, True)] * (right + 1) + [(0.9, False)] * (wrong - 1))
    assert at_least(better) >= at_least(answers)
    assert at_most(better) >= at_most(answers)


def test_an_areas_threshold_does_not_fall_where_more_precision_is_wanted(tmp_path: Path) -> None:
    # At .95 the area "b" has 30 answers, ten wrong up to .97, and a threshold of its own; at .98 too few are left.
    good = judged([(0.90 + n / 4000, True) for n in range(399)])
    bad = judged([(0.91, True)] * 20 + [(0.97, False)] * 10 + [(0.985, True)] * 10, "b", weight=0.2)
    found = write_thresholds(tmp_path, together(good, bad), (0.98, 0.90, 0.95))
    before = 0.0
    for precision in (0.90, 0.95, 0.98):
        own = found[precision].areas.get("b")
        now = own.threshold if own else found[precision].threshold
        assert now >= before
        before = now


@given(ROWS, st.floats(0.5, 0.99))
def test_an_areas_own_threshold_is_never_milder_and_never_made_of_a_handful(
    rows: list[tuple[float, bool]], precision: float
) -> None:
    found = thresholds_for(together(judged(rows, "a"), judged(rows[:10], "b")), precision)
    for own in found.areas.values():
        assert own.threshold >= found.threshold
        assert own.given >= LEAST_GIVEN
