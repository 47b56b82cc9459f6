"""A question that is a title, word for word, finds its article whatever its punctuation."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.adapters.article_shelf import LoadedShelf
from assistant.domain.knowledge import Article, ArticleId, Maker, Translation
from tests.centre import WASTE

TITLE = "När hämtas soporna?"


def article(name: str, title: str = TITLE, **translated: str) -> Article:
    translations = {
        lang: Translation(lang, words, "…", (), "", date(2026, 11, 22), Maker.PERSON)
        for lang, words in translated.items()
    }
    return replace(WASTE, id=ArticleId(f"avfall.{name}"), title=title, translations=translations)


@pytest.mark.parametrize(
    "asked",
    [
        "När hämtas soporna?",
        "När hämtas soporna",
        "När hämtas soporna!",
        "när  hämtas soporna ?",
        "  NÄR HÄMTAS SOPORNA…  ",
        "»När hämtas soporna?«",
        "Na\u0308r ha\u0308mtas soporna?",  # as some keyboards write ä
    ],
)
def test_case_blanks_and_punctuation_tell_no_two_questions_apart(asked: str) -> None:
    found = LoadedShelf([article("sophamtning")]).titled(asked)
    assert found is not None
    assert found.id == "avfall.sophamtning"


@pytest.mark.parametrize("asked", ["När hämtas sopor?", "Nar hamtas soporna?", "Hämtas soporna?", "", "?!", " "])
def test_other_words_are_another_question(asked: str) -> None:
    assert LoadedShelf([article("sophamtning"), article("tom", "!")]).titled(asked) is None


def test_titles_of_translations_are_known_too() -> None:
    shelf = LoadedShelf([article("sophamtning", ar="متى تُجمع القمامة؟", fi="Milloin jätteet haetaan?")])
    assert shelf.titled("متى تُجمع القمامة") is not None
    assert shelf.titled("milloin jätteet haetaan") is not None


def test_of_two_articles_with_one_title_the_first_by_id_is_found_in_whatever_order_they_came() -> None:
    first, second = article("a"), article("b", "När hämtas soporna!")
    for both in ([first, second], [second, first]):
        found = LoadedShelf(both).titled(TITLE)
        assert found is not None
        assert found.id == "avfall.a"
