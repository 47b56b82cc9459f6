"""Words and phrases as the danger detector reads them, apart from the shipped rules."""

import pytest

from assistant.domain.danger_phrases import PhraseError, Reading, compile_phrase
from assistant.domain.danger_text import Vocabulary, one_edit_apart, split


class CountingTable(dict[int, frozenset[int]]):
    """A table of places that counts how often it is asked."""

    asked = 0

    def __contains__(self, key: object) -> bool:
        CountingTable.asked += 1
        return super().__contains__(key)


class CountingReading(Reading):
    """A reading whose tables count how often they are asked."""

    def table(self, words: frozenset[str]) -> CountingTable:
        return CountingTable(super().table(words))


@pytest.mark.parametrize("repeated", ["jag vill ", "vill jag dö inte ", "a "])
def test_the_work_of_a_phrase_grows_with_the_words_and_not_faster(repeated: str) -> None:
    pattern = compile_phrase("jag|vill|a ... jag|vill|a ... jag|vill|a ... jag|vill|a ... aldrig|dö|vill|a", {})
    vocabulary = Vocabulary({word for step in pattern.steps for word in step.words})
    counts = []
    for length in (1_000, 4_000):
        CountingTable.asked = 0
        list(pattern.spans(CountingReading((repeated * length)[:length], vocabulary)))
        counts.append(CountingTable.asked)
    words = len(split((repeated * 4_000)[:4_000]).tokens)
    assert counts[1] <= 4 * 7 * (words + 40)
    assert counts[1] <= 4.5 * counts[0]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("självmord", "självmord", True),
        ("sjlvmord", "sjalvmord", True),
        ("sjalvmrod", "sjalvmord", True),
        ("sjalvmort", "sjalvmord", True),
        ("sjalvvmord", "sjalvmord", True),
        ("sjlvmrod", "sjalvmord", False),
        ("mord", "sjalvmord", False),
    ],
)
def test_one_typing_error_is_one_letter_added_left_out_changed_or_two_swapped(one: str, other: str, near: bool) -> None:
    assert one_edit_apart(one, other) is near


@pytest.mark.parametrize("phrase", ["", "^ $", "vill ..", "vill dö?", "(vill dö", "@okänd dö", "d*ö"])
def test_a_phrase_that_says_nothing_certain_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        compile_phrase(phrase, {"vill": frozenset({"vill"})})


def test_a_gap_does_not_reach_over_the_end_of_a_sentence() -> None:
    pattern = compile_phrase("vill ... dö", {})
    vocabulary = Vocabulary({"vill", "dö"})
    assert list(pattern.spans(Reading("jag vill bara få dö", vocabulary)))
    assert not list(pattern.spans(Reading("jag vill betala. Kan katter dö?", vocabulary)))
