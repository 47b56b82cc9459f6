"""From probabilities to an alarm, help shown, or nothing, and what comes first: phrases or classifier."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.domain.danger import DangerClass, DangerDetector
from assistant.domain.danger_scores import Bands, Level
from assistant.ingest.danger_rules import read_danger_rules

KNOWLEDGE_BASE = Path(__file__).parents[3] / "knowledge_base"
BANDS = Bands(alarm=0.6, help=0.2, urgent=0.15, short=0.5, harmless=0.05)
UNSURE = "Blanketten ligger kvar på bordet i hallen"


@pytest.fixture(scope="module")
def rules() -> DangerDetector:
    return read_danger_rules(KNOWLEDGE_BASE / "danger.yml")


def judging(rules: DangerDetector, **shares: float) -> DangerDetector:
    scores: Mapping[DangerClass, float] = {DangerClass(name): share for name, share in shares.items()}
    return rules.with_classifier(lambda _: scores, BANDS)


def test_what_several_classes_make_likely_together_is_an_alarm_of_the_likeliest() -> None:
    assert BANDS.judge({"suicide": 0.4, "child_at_risk": 0.3}, 8) == ("suicide", Level.ALARM)


def test_between_the_bands_help_is_shown() -> None:
    assert BANDS.judge({"suicide": 0.3, "child_at_risk": 0.1}, 8) == ("suicide", Level.HELP)


@pytest.mark.parametrize("scores", [{}, {"suicide": 0.1}])
def test_below_the_bands_nothing_is_asked_of_us(scores: dict[str, float]) -> None:
    assert BANDS.judge(scores, 8) is None


def test_help_is_shown_at_less_where_a_life_may_be_at_stake() -> None:
    assert BANDS.judge({"suicide": 0.16}, 8) == ("suicide", Level.HELP)
    assert BANDS.judge({"life_in_danger": 0.16}, 8) == ("life_in_danger", Level.HELP)
    assert BANDS.judge({"child_at_risk": 0.16}, 8) is None


def test_a_short_text_must_be_surer_to_have_help_shown_and_one_of_two_words_is_not_judged() -> None:
    assert BANDS.judge({"suicide": 0.4}, 5) is None
    assert BANDS.judge({"suicide": 0.55}, 5) == ("suicide", Level.HELP)
    assert BANDS.judge({"suicide": 0.7}, 3) == ("suicide", Level.ALARM)
    assert BANDS.judge({"suicide": 0.7}, 2) is None


@pytest.mark.parametrize(("scores", "words", "harmless"), [(0.04, 6, True), (0.06, 6, False), (0.04, 5, False)])
def test_only_a_text_of_some_length_is_surely_harmless(scores: float, words: int, harmless: bool) -> None:
    assert BANDS.is_harmless({"suicide": scores}, words) is harmless
    assert not BANDS.is_harmless({}, words)


@pytest.mark.parametrize(
    "bands",
    [
        (0.2, 0.6, 0.1, 0.6, 0),
        (1.1, 0.2, 0.1, 0.5, 0),
        (0.6, 0.2, 0.0, 0.5, 0),
        (0.6, 0.2, 0.3, 0.5, 0),
        (0.6, 0.2, 0.1, 0.1, 0),
        (0.6, 0.2, 0.1, 0.5, 0.15),
    ],
)
def test_bands_out_of_order_are_refused(bands: tuple[float, float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="does not hold"):
        Bands(*bands)


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
    assert judging(rules, suicide=0.45).detect(text) is None


def test_a_reviewed_phrase_goes_before_the_classifier(rules: DangerDetector) -> None:
    danger = judging(rules, child_at_risk=0.99).detect("jag vill dö")
    assert danger is not None
    assert danger.danger_class is DangerClass.SUICIDE


def test_a_phrase_in_what_is_surely_harmless_shows_help_and_alarms_nobody(
    rules: DangerDetector,
) -> None:
    thanks = "Tack för hjälpen i våras när min man fick stroke, var söker vi parkeringstillstånd?"
    for share, alarmed in ((0.01, False), (0.1, True)):
        danger = judging(rules, acute_illness=share).detect(thanks)
        assert danger is not None
        assert (danger.danger_class, danger.alarm, danger.hand_off) == (DangerClass.ACUTE_ILLNESS, alarmed, alarmed)


@pytest.mark.parametrize("text", ["jag vill dö", "хочу померти сьогодні вночі, більше не можу так"])
def test_a_short_call_and_one_in_a_language_it_hardly_knows_are_not_gainsaid(rules: DangerDetector, text: str) -> None:
    danger = judging(rules, suicide=0.01).detect(text)
    assert danger is not None
    assert danger.alarm


def test_danger_to_somebody_goes_before_a_question_about_a_crisis(rules: DangerDetector) -> None:
    sirens = "Varför tjuter sirenerna och varför ligger grannen på marken?"
    crisis, told = rules.detect(sirens), judging(rules, acute_illness=0.9).detect(sirens)
    assert crisis is not None
    assert told is not None
    assert [crisis.danger_class, told.danger_class] == [DangerClass.PUBLIC_CRISIS, DangerClass.ACUTE_ILLNESS]


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
