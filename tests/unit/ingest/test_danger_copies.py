"""Copies of what the danger classifier is fitted on: misspelt, and beside another errand."""

from assistant.domain.danger import DangerClass
from assistant.ingest.danger_copies import bent, joined
from assistant.ingest.danger_fit import Told

FIRE = [Told(f"nu brinner det på våning {number}", DangerClass.FIRE_ACCIDENT, "sv") for number in range(100)]
SWEDISH = Told("när kommer sopbilen till oss?", None, "sv")
ENGLISH = Told("when is the library open?", None, "en")


def test_bent_words_are_the_same_for_the_same_seed_and_short_ones_are_left_alone() -> None:
    told = [Told("nu brinner det i lägenheten ovanför mig " * 5, DangerClass.FIRE_ACCIDENT, "sv")]
    assert bent(told, 1) == bent(told, 1) != bent(told, 2)
    assert bent(told, 1)[0].danger is DangerClass.FIRE_ACCIDENT
    assert {word for word in bent(told, 1)[0].text.split() if word in {"nu", "det", "i", "mig"}} == {
        "nu",
        "det",
        "i",
        "mig",
    }


def test_some_half_stand_before_or_after_an_ordinary_question_in_their_language() -> None:
    both = joined(FIRE, [SWEDISH, ENGLISH], 1)
    texts = [one.text for one in both if one.danger is DangerClass.FIRE_ACCIDENT]
    assert 30 < len(texts) < 70
    assert {text.startswith(SWEDISH.text) for text in texts} == {True, False}
    assert not any(ENGLISH.text in text for text in texts)
    assert joined(FIRE, [SWEDISH, ENGLISH], 1) == both


def test_without_an_ordinary_question_in_its_language_nothing_is_joined() -> None:
    assert not [one for one in joined(FIRE, [ENGLISH], 1) if one.danger]


def test_ordinary_questions_stand_beside_each_other_too_and_are_no_danger() -> None:
    asked = [Told(f"vad kostar plats nummer {number}", None, "sv") for number in range(1_000)]
    both = joined([], asked, 1)
    assert 50 < len(both) < 150
    assert all(one.danger is None and one.text.count("plats") == 2 for one in both)
