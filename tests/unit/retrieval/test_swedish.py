"""Words as the search sees them."""

from assistant.retrieval.swedish import Stems, count_words, fold, ngrams, sentences, words

STEMS = Stems(count_words(["bostadsanpassning av parkering", "bidrag för hemmet", "böter och boter"] * 3))


def test_a_question_without_a_ring_and_dots_folds_to_the_same_as_one_with() -> None:
    assert fold("Får jag bygga på ÖN?") == fold("far jag bygga pa on?")


def test_decomposed_letters_are_the_same_letters() -> None:
    assert words("a\u0308lv") == ["älv"]


def test_endings_are_cut() -> None:
    assert STEMS.of("hundarna") == STEMS.of("hundar")


def test_a_compound_gives_its_parts_beside_the_whole() -> None:
    assert STEMS.split("parkeringsboter") == ("parkering", "boter")
    assert set(STEMS.of("parkering")) < set(STEMS.of("parkeringsböter"))


def test_a_compound_of_unknown_parts_stays_whole() -> None:
    assert STEMS.split("flygplansvinge") == ()


def test_runs_of_characters_stay_within_words() -> None:
    assert set(ngrams("på ö", 2, 3)) == {" p", "pa", "a ", " pa", "pa ", " o", "o ", " o "}


def test_sentences_come_without_marks_of_markdown() -> None:
    text = "Ring [013-20 60 00](tel:+4613206000). **Då** hjälper vi.\n\n- vardagar\n- gratis"
    assert sentences(text) == ["Ring 013-20 60 00.", "Då hjälper vi.", "vardagar", "gratis"]
