"""What the gate lets through."""

import pytest

from assistant.domain.confidence import Gate, Verdict
from assistant.domain.knowledge import ArticleId, Candidate


def found(*confidences: float) -> list[Candidate]:
    return [Candidate(ArticleId(f"a.{number}"), confidence) for number, confidence in enumerate(confidences)]


@pytest.mark.parametrize(("confidence", "verdict"), [(0.59, Verdict.HAND_OFF), (0.60, Verdict.ANSWER)])
def test_an_answer_is_given_from_the_threshold_on(confidence: float, verdict: Verdict) -> None:
    assert Gate(0.60).judge(found(confidence)) is verdict


def test_many_weak_candidates_do_not_make_a_sure_answer() -> None:
    assert Gate(0.60).judge(found(0.55, 0.54, 0.53)) is Verdict.HAND_OFF


def test_where_nothing_was_found_a_person_is_asked_even_if_any_confidence_would_do() -> None:
    assert Gate(0.0).judge([]) is Verdict.HAND_OFF
