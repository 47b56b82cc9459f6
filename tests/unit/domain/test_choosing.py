"""Which choice a citizen means who types instead of pressing a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.choosing import Choice, chosen, pointed_at, says_yes

TITLES = (
    "Behöver jag bygglov för altan?",
    "Vad kostar ett bygglov?",
    "Hur lång tid tar det att få bygglov?",
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("1", 0),
        ("2", 1),
        ("ettan", 0),
        ("2:a", 1),
        ("den 3:e", 2),
        ("nr 3", 2),
        ("den andra", 1),
        ("Jag menar den första, tack!", 0),
        ("alternativ två", 1),
        ("det tredje alternativet", 2),
        ("den sista tack", 2),
        ("nedersta", 2),
        ("the second one please", 1),
        ("one", 0),
        ("the second please", 1),
    ],
)
def test_a_choice_is_named_by_its_place(words: str, place: int | None) -> None:
    assert chosen(words, TITLES) == place


@pytest.mark.parametrize(
    ("words", "place"),
    [("altan", 0), ("altanen", 0), ("det är altan jag menar", 0), ("kostar", 1), ("vad kostar det?", 1), ("tid", None)],
)
def test_a_choice_is_named_by_a_word_that_stands_in_it_alone(words: str, place: int | None) -> None:
    assert chosen(words, TITLES) == place


@pytest.mark.parametrize("words", ["bygglov", "behöver", "lov"])
def test_a_word_that_names_several_choices_or_half_a_word_chooses_none(words: str) -> None:
    assert chosen(words, (*TITLES, "Behöver jag marklov?")) is None


@pytest.mark.parametrize(
    "words",
    [
        "ingen av dem",
        "Ingen av dem.",
        "inget av det här",
        "nej, ingen av de där",
        "inget av alternativen",
        "ingen alls",
        "inte någon av dom",
        "none of these",
        "neither",
        "nej",
        "Nä!",
    ],
)
def test_a_no_to_all_is_none_of_these(words: str) -> None:
    assert chosen(words, TITLES) is Choice.NONE_OF_THESE


@pytest.mark.parametrize(
    "words",
    [
        "Hur söker jag förskola?",
        "vad kostar parkering i centrum",
        "inte altan",
        "måste man ha bygglov för att riva en altan",
        "ja",
        "",
        "!!!",
        "femte",
        "ingenting funkar, när öppnar ni?",
        "nej jag undrar när återvinningen öppnar",
    ],
)
def test_a_new_question_while_choosing_is_no_choice(words: str) -> None:
    assert chosen(words, TITLES) is None


def test_a_number_beyond_the_choices_is_no_choice() -> None:
    assert chosen("tredje", TITLES[:2]) is None


def test_a_yes_means_the_only_choice_and_of_no_choices_nothing_is_meant() -> None:
    assert chosen("ja tack", TITLES[:1]) == 0
    assert chosen("ja tack", TITLES) is None
    assert chosen("den sista", ()) is None


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=5))
def test_what_is_chosen_is_there_to_be_chosen(words: str, choices: list[str]) -> None:
    place = chosen(words, choices)
    assert place is None or place is Choice.NONE_OF_THESE or (isinstance(place, int) and 0 <= place < len(choices))


@given(
    st.sampled_from(["den sista", "första", "2", "3:e", "fyran", "ja", "altan", "ingen"]),
    st.lists(st.sampled_from(TITLES), max_size=5),
)
def test_words_that_choose_never_choose_out_of_range(words: str, choices: list[str]) -> None:
    place = chosen(words, choices)
    assert not isinstance(place, int) or 0 <= place < len(choices)


@pytest.mark.parametrize(("words", "place"), [("den andra", 1), ("2", 1), ("the last one", 2), ("nummer ett tack", 0)])
def test_a_button_may_be_pointed_at_by_its_number(words: str, place: int) -> None:
    assert pointed_at(words, TITLES) == place


@pytest.mark.parametrize("words", ["altan", "ja", "ingen av dem", "den femte", "två barn", ""])
def test_neither_a_name_nor_a_yes_points_at_a_button(words: str) -> None:
    assert pointed_at(words, TITLES) is None


@pytest.mark.parametrize(
    "words", ["ja", "Ja tack", "ja, tack!", "Ja tack, gärna", "gärna", "ja det vill jag", "Yes please", "japp."]
)
def test_a_yes_and_nothing_more_is_a_yes(words: str) -> None:
    assert says_yes(words)


@pytest.mark.parametrize(
    "words", ["nej tack", "ok", "okej tack", "ja men när öppnar ni?", "tack", "javisst inte", "jag", "jaså", ""]
)
def test_what_is_more_or_other_than_a_yes_is_none(words: str) -> None:
    assert not says_yes(words)
