"""From probabilities to an alarm, help shown, or nothing, and what comes first: phrases or classifier."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.domain.danger import DangerClass, DangerDetector
from assistant.domain.danger_scores import Bands, Level
from assistant.ingest.danger_rules import read_danger_rules

KNOWLEDGE_BASE = Path(__file__).parents[3] / "knowledge_base"
BANDS = Bands(alarm=0.6, help=0.2)
UNSURE = "Blanketten ligger kvar på bordet i hallen"


@pytest.fixture(scope="module")
def rules() -> DangerDetector:
    return read_danger_rules(KNOWLEDGE_BASE / "danger.yml")


def judging(rules: DangerDetector, **shares: float) -> DangerDetector:
    scores: Mapping[DangerClass, float] = {DangerClass(name): share for name, share in shares.items()}
    return rules.with_classifier(lambda _: scores, BANDS)


def test_what_several_classes_make_likely_together_is_an_alarm_of_the_likeliest() -> None:
    assert BANDS.judge({"suicide": 0.4, "child_at_risk": 0.3}) == ("suicide", Level.ALARM)


def test_between_the_bands_help_is_shown() -> None:
    assert BANDS.judge({"suicide": 0.3, "child_at_risk": 0.1}) == ("suicide", Level.HELP)


@pytest.mark.parametrize("scores", [{}, {"suicide": 0.1}])
def test_below_the_bands_nothing_is_asked_of_us(scores: dict[str, float]) -> None:
    assert BANDS.judge(scores) is None


@pytest.mark.parametrize(("alarm", "help_"), [(0.2, 0.6), (1.1, 0.2), (0.6, 0.0)])
def test_bands_out_of_order_are_refused(alarm: float, help_: float) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Bands(alarm, help_)


def test_a_sure_classifier_calls_a_person_in_where_no_phrase_does(rules: DangerDetector) -> None:
    assert rules.detect(UNSURE) is None
    danger = judging(rules, suicide=0.9).detect(UNSURE)
    assert danger is not None
    assert (danger.danger_class, danger.alarm, danger.hand_off) == (DangerClass.SUICIDE, True, True)
    assert danger.lang is None


def test_an_unsure_classifier_shows_help_and_lets_the_question_be_answered(rules: DangerDetector) -> None:
    danger = judging(rules, suicide=0.3).detect(UNSURE)
    assert danger is not None
    assert (danger.alarm, danger.hand_off, danger.answer_too) == (False, False, True)


@pytest.mark.parametrize("text", ["och om man missar det?", "Ja, jag vill prata med en människa"])
def test_an_unsure_classifier_has_no_say_in_small_talk_and_in_asking_for_a_person(
    rules: DangerDetector, text: str
) -> None:
    assert judging(rules, suicide=0.5).detect(text) is None


def test_a_reviewed_phrase_goes_before_the_classifier(rules: DangerDetector) -> None:
    danger = judging(rules, child_at_risk=0.99).detect("jag vill dö")
    assert danger is not None
    assert danger.danger_class is DangerClass.SUICIDE


def test_a_danger_the_classifier_is_sure_of_goes_before_one_only_asked_about(rules: DangerDetector) -> None:
    asked = "Vilket stöd finns för våldsutsatta kvinnor?"
    told = judging(rules, suicide=0.9).detect(asked)
    unsure = judging(rules, suicide=0.3).detect(asked)
    assert told is not None
    assert told.danger_class is DangerClass.SUICIDE
    assert unsure is not None
    assert unsure.danger_class is DangerClass.VIOLENCE_IN_CLOSE_RELATION


def test_a_reply_for_which_no_language_is_known_is_given_in_the_one_asked_for(rules: DangerDetector) -> None:
    danger = judging(rules, suicide=0.9).detect(UNSURE)
    assert danger is not None
    assert [rules.reply(danger, lang).lang for lang in ("sv", "so")] == ["sv", "en"]


def test_the_phrases_alone_can_be_had_again(rules: DangerDetector) -> None:
    assert judging(rules, suicide=0.9).without_classifier().detect(UNSURE) is None
