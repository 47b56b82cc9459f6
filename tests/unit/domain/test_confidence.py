"""What the gate lets through: an answer, a question back, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.confidence import (
    CLARIFY_AT,
    FEWEST_CHOICES,
    LEAST_OF_A_CHOICE,
    MOST_CHOICES,
    Gate,
    Verdict,
    choices_among,
    margin_of,
    share_a_fact,
)
from assistant.domain.knowledge import ArticleId, Candidate, FactId

SHARES = st.lists(st.floats(0, 1), max_size=5).map(lambda parts: sorted(parts, reverse=True))


def found(*confidences: float) -> list[Candidate]:
    return [
        Candidate(ArticleId(f"a.{number}"), confidence, (FactId(f"f.{number}"),))
        for number, confidence in enumerate(confidences)
    ]


@pytest.mark.parametrize(("confidence", "verdict"), [(0.59, Verdict.HAND_OFF), (0.60, Verdict.ANSWER)])
def test_an_answer_is_given_from_the_threshold_on(confidence: float, verdict: Verdict) -> None:
    assert Gate(0.60).judge(found(confidence)) is verdict


@pytest.mark.parametrize(
    ("confidences", "verdict"),
    [
        ((0.40, 0.20), Verdict.CLARIFY),  # together .60
        ((0.40, 0.19), Verdict.HAND_OFF),  # together .59
        ((0.70, 0.09), Verdict.HAND_OFF),  # the second is no rival
        ((0.40, 0.20, 0.10), Verdict.CLARIFY),
        ((0.75,), Verdict.HAND_OFF),  # of one there is nothing to choose
        ((0.25, 0.2, 0.15, 0.12, 0.1), Verdict.CLARIFY),  # the first four together .72
        ((0.2, 0.15, 0.12, 0.12, 0.12), Verdict.HAND_OFF),  # .59 without the fifth
    ],
)
def test_a_few_close_ones_that_are_likely_together_are_asked_about(
    confidences: tuple[float, ...], verdict: Verdict
) -> None:
    assert Gate(0.95).judge(found(*confidences)) is verdict


def test_articles_that_share_a_fact_are_one_choice() -> None:
    fee, fees, queue = found(0.40, 0.35, 0.30)
    same = Candidate(fees.article, fees.confidence, fee.covers)
    assert choices_among([fee, same, queue]) == (fee, queue)
    assert Gate(0.95).judge([fee, same]) is Verdict.HAND_OFF


def test_where_nothing_was_found_a_person_is_asked_even_if_any_confidence_would_do() -> None:
    assert Gate(0.0).judge([]) is Verdict.HAND_OFF


def test_an_area_that_needs_a_stricter_threshold_has_its_own() -> None:
    gate = Gate(0.60, {"bygglov": 0.90})
    permit, waste = Candidate(ArticleId("bygglov.altan"), 0.89), Candidate(ArticleId("avfall.sopor"), 0.61)
    assert gate.judge([permit]) is Verdict.HAND_OFF
    assert gate.judge([waste]) is Verdict.ANSWER
    assert (gate.threshold_for(permit.article), gate.threshold_for(waste.article)) == (0.90, 0.60)


def test_the_margin_is_to_the_next_that_would_be_another_answer() -> None:
    fee, fees, queue = found(0.50, 0.30, 0.20)
    same = Candidate(fees.article, fees.confidence, fee.covers)
    assert margin_of([fee, same, queue]) == pytest.approx(0.30)
    assert margin_of([fee, same]) == pytest.approx(0.50)
    assert margin_of([]) == 0.0


@given(SHARES)
def test_the_choices_are_two_to_four_likely_and_no_two_answer_the_same(confidences: list[float]) -> None:
    choices = choices_among(found(*confidences))
    if choices:
        assert FEWEST_CHOICES <= len(choices) <= MOST_CHOICES
        assert min(one.confidence for one in choices) >= LEAST_OF_A_CHOICE
        assert sum(one.confidence for one in choices) >= CLARIFY_AT
        assert not any(share_a_fact(one, other) for one in choices for other in choices if one is not other)


@given(SHARES, st.floats(0, 1), st.floats(0, 1))
def test_a_stricter_gate_never_answers_what_a_milder_one_would_not(
    confidences: list[float], one: float, other: float
) -> None:
    mild, strict = (Gate(threshold).judge(found(*confidences)) for threshold in sorted((one, other)))
    assert strict is not Verdict.ANSWER or mild is Verdict.ANSWER
