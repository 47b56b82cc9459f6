"""The bands are as low as ordinary questions bear, and what the phrases disturb is counted in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.domain.danger import DangerClass, DangerDetector
from assistant.ingest.danger_bands import Bearable, chosen_bands
from assistant.ingest.danger_rules import read_danger_rules

KNOWLEDGE_BASE = Path(__file__).parents[3] / "knowledge_base"
LONG = [f"Var ligger blanketten för plats {number:03} i hallen?" for number in range(100)]
SHORT = [f"blankett {number:03} saknas" for number in range(100)]
BEARABLE = Bearable(alarmed=0.02, helped=0.10, urgent_helped=0.08, short_helped=0.03, harmless=0.001)


@pytest.fixture(scope="module")
def rules() -> DangerDetector:
    return read_danger_rules(KNOWLEDGE_BASE / "danger.yml")


def as_numbered(text: str) -> Mapping[DangerClass, float]:
    """A probability that grows with the number in the text; even numbers are taken for an urgent class."""
    number = int("".join(sign for sign in text if sign.isdigit()))
    return {DangerClass.CHILD_AT_RISK if number % 2 else DangerClass.SUICIDE: number / 101}


def disturbed(rules: DangerDetector, questions: list[str]) -> tuple[int, int]:
    detector = rules.with_classifier(as_numbered, chosen_bands(rules, as_numbered, LONG + SHORT, [], BEARABLE))
    found = [danger for text in questions if (danger := detector.detect(text))]
    return sum(danger.alarm for danger in found), len(found)


def test_as_many_ordinary_questions_are_disturbed_as_is_bearable_and_no_more(rules: DangerDetector) -> None:
    alarmed_long, seen_long = disturbed(rules, LONG)
    alarmed_short, seen_short = disturbed(rules, SHORT)
    assert alarmed_long + alarmed_short == 4
    assert seen_long == 10
    assert seen_short == 3


def test_help_for_an_urgent_class_has_a_share_of_its_own(rules: DangerDetector) -> None:
    bands = chosen_bands(rules, as_numbered, LONG, [], BEARABLE)
    shown = [number for number in range(100) if bands.judge(as_numbered(str(number)), 9)]
    assert [number for number in shown if number % 2 == 0] == [84, 86, 88, 90, 92, 94, 96, 98]
    assert [number for number in shown if number % 2] == [97, 99]


def test_short_answers_in_a_dialogue_are_left_in_peace_too(rules: DangerDetector) -> None:
    goodbyes = ["tack och hej 099"] * 5
    quiet = chosen_bands(rules, as_numbered, LONG + SHORT, goodbyes, BEARABLE)
    assert quiet.judge(as_numbered(goodbyes[0]), 4) is None or quiet.short == quiet.alarm
    assert quiet.short > chosen_bands(rules, as_numbered, LONG + SHORT, [], BEARABLE).short
    assert (quiet.alarm, quiet.help) == (chosen_bands(rules, as_numbered, LONG + SHORT, [], BEARABLE).alarm, quiet.help)


def test_what_the_phrases_alarm_falsely_leaves_less_to_the_classifier(rules: DangerDetector) -> None:
    alarming = [f"min granne hotar mig när jag frågar om plats {number:03}" for number in range(50, 53)]
    before = chosen_bands(rules, as_numbered, LONG, [], BEARABLE)
    after = chosen_bands(rules, as_numbered, [*alarming, *LONG], [], BEARABLE)
    assert before.alarm < after.alarm == 1.0


def test_the_bands_are_in_order_also_where_short_questions_bear_more(rules: DangerDetector) -> None:
    bands = chosen_bands(rules, as_numbered, LONG + SHORT, [], Bearable(0.02, 0.02, 0.02, 0.50, 0.001))
    assert bands.help <= bands.short <= bands.alarm
