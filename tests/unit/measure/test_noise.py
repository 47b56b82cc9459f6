import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.measure.noise import bare, slip, with_slips


def question(text: str, key: str = "t1") -> LabelledQuestion:
    return LabelledQuestion(key, (text,), "sv", QuestionKind.ANSWERABLE, frozenset(), "everyday", "t")


def test_bare_text_has_no_dots_and_rings() -> None:
    assert bare("Får älgen äta ÖRTER på ön?") == "Far algen ata ORTER pa on?"


def test_one_word_in_five_gets_a_slip() -> None:
    text = "hur lång tid tar det innan soporna hämtas efter helgen"
    changed = [one != other for one, other in zip(text.split(), with_slips(question(text)).split(), strict=True)]
    assert sum(changed) in (1, 2)


def test_the_same_question_gets_the_same_slips_and_another_one_others() -> None:
    text = "var kan jag parkera bilen gratis i centrum under kvällen"
    assert with_slips(question(text)) == with_slips(question(text))
    assert len({with_slips(question(text, str(key))) for key in range(20)}) > 5


def test_short_words_are_left_alone() -> None:
    assert with_slips(question("är vi på ön")) == "är vi på ön"


@given(st.text("abcdefgåäö", min_size=3, max_size=12), st.integers())
def test_a_slip_swaps_drops_or_doubles_one_letter(word: str, seed: int) -> None:
    slipped = slip(word, random.Random(seed))
    assert len(slipped) - len(word) in (-1, 0, 1)
    if len(slipped) == len(word):
        assert Counter(slipped) == Counter(word)
