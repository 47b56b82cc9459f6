"""Any corpus can be ranked, without a question to learn from."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.retrieval.corpus import CorpusSearch


class WordCounts:
    """An Encoder of three words."""

    name = "word counts"
    width = 3

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[text.lower().count(word) for word in ("sopor", "bad", "bok")] for text in texts], np.float32)
        unit: NDArray[np.float32] = rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))
        return unit


TEXTS = {
    "sopor": "Soporna hämtas varannan vecka. Ställ fram kärlet före sex.",
    "bad": "Badet är öppet varje dag. Entrén kostar femtio kronor.",
    "bok": "En bok lånas i fyra veckor. Förseningar kostar fem kronor om dagen.",
}


def test_the_text_that_answers_comes_first_and_all_are_ranked() -> None:
    search = CorpusSearch(TEXTS, WordCounts(), {})
    assert search.rank("när hämtas sopor?")[0] == "sopor"
    assert search.rank("badets öppettider")[0] == "bad"
    assert sorted(search.rank("vad kostar en försenad bok")) == sorted(TEXTS)


def test_no_more_are_ranked_than_asked_for() -> None:
    assert len(CorpusSearch(TEXTS, WordCounts(), {}).rank("kostar", limit=2)) == 2


def test_a_question_of_unknown_words_still_ranks() -> None:
    assert len(CorpusSearch(TEXTS, WordCounts(), {}).rank("xyz")) == 3


@pytest.mark.parametrize(("seen", "first"), [(4, "alike"), (5, "parts")])
def test_a_compound_is_found_by_parts_that_the_lexicon_has_seen_often_enough(seen: int, first: str) -> None:
    """What it has seen seldom may be slips of the keys."""
    texts = {
        "alike": "Skolsk",
        "parts": "Skolan ger elever en gratis skjuts dit och hem",
        "far": "Soporna hämtas.",
        "off": "En bok.",
    }
    lexicon = {"skol": seen, "skjuts": seen}
    assert CorpusSearch(texts, WordCounts(), lexicon).rank("skolskjuts")[0] == first


def test_an_answer_that_says_yes_comes_before_one_alike_only_where_yes_or_no_was_asked() -> None:
    texts = {"how": "Gör så: söka bidrag i maj.", "yes": "Ja, gör så: söka bidrag i maj."}
    search = CorpusSearch(TEXTS | texts, WordCounts(), {})
    assert search.rank("får vi söka bidrag?")[0] == "yes"
    assert search.rank("hur söker vi bidrag?")[0] == "how"


def test_a_text_of_a_heading_alone_can_be_found() -> None:
    assert CorpusSearch({"h": "# Sopor", "b": "Badet."}, WordCounts(), {}).rank("sopor")[0] == "h"
