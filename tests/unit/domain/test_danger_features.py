"""What the classifier sees in a text."""

from math import isclose, sqrt

import pytest

from assistant.domain.danger_features import STEP, WINDOW, features, parts_of, read_concepts, words_of

CONCEPTS = read_concepts(["weapon\tsv\tkniv* yxa", "weapon\tar\t*سکین*", "night\tsv\tnatt"])


def test_words_of_every_language_stand_for_the_same_concept() -> None:
    for word in ("knivar", "yxa", "بسكين"):
        assert CONCEPTS.of(words_of(word)[0]) == {"weapon"}
    assert CONCEPTS.of("yxan") == frozenset()


def test_a_line_that_is_no_concept_is_refused() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        read_concepts(["weapon\tkniv"])


def test_dots_and_accents_make_no_difference() -> None:
    assert features(words_of("han slår på dörren"), CONCEPTS) == features(words_of("han slar pa dorren"), CONCEPTS)


def test_letters_and_concepts_weigh_the_same() -> None:
    plain, told = features(["bord"], CONCEPTS), features(["yxa"], CONCEPTS)
    assert isclose(sqrt(sum(weight**2 for weight in plain.values())), 1, rel_tol=0.1)
    assert isclose(sum(weight**2 for weight in told.values()), 2, rel_tol=0.2)


@pytest.mark.parametrize("text", ["", "hej", "ok tack"])
def test_a_text_of_a_word_or_two_is_not_judged(text: str) -> None:
    assert list(parts_of(words_of(text))) == []


@pytest.mark.parametrize("length", [3, WINDOW, WINDOW + 1, WINDOW + STEP, 300])
def test_every_word_of_a_long_text_stands_in_some_part(length: int) -> None:
    words = [str(number) for number in range(length)]
    parts = list(parts_of(words))
    assert {word for part in parts for word in part} == set(words)
    assert max(map(len, parts)) <= WINDOW
