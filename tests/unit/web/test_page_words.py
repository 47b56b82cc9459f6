"""The pages and the sources speak the reader's language to the last word, and write days as it does."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from assistant.domain.conversation import (
    ConversationId,
    Language,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.knowledge import Citation
from assistant.web.schemas import Lang, SourceWordsView, show_utterance
from assistant.wording.catalogue import LOCALES, PAGE_LANGUAGES, SPOKEN, Wording, read_wording
from assistant.wording.translated import day_in_words

DAY = date(2026, 11, 25)
DAYS = {
    "sv": "25 november 2026",
    "sv-simple": "25 november 2026",
    "en": "25 November 2026",
    "ar": "25 نوفمبر 2026",
    "fa": "25 نوامبر 2026",
    "fi": "25. marraskuuta 2026",
    "so": "Noofeembar 25, 2026",
    "uk": "25 листопада 2026",
}
ONLY_SWEDISH_AND_ENGLISH = frozenset(
    {"We have no answers in that language", "Choose a language at the top of the page, or phone {phone}."}
)
CITATION = Citation("Sophämtning", "https://www.example.se", "Tekniska verken", DAY, may_have_changed=True)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return read_wording()


def messages_in(lang: str) -> set[str]:
    """The messages that `pages.po` of a language has words for."""
    text = (LOCALES / lang / "pages.po").read_text("utf-8")
    return {row.removeprefix('msgid "').removesuffix('"') for row in text.splitlines() if row.startswith('msgid "')} - {
        ""
    }


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_what_the_pages_say_is_there_in_every_language_of_theirs(lang: str) -> None:
    assert messages_in(lang) == messages_in("sv") - ONLY_SWEDISH_AND_ENGLISH


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_every_value_of_a_message_is_filled_in_in_every_language(wording: Wording, lang: str) -> None:
    values = {"day": "D", "moment": "M", "phone": "P", "year": "Y"}
    for message in messages_in(lang):
        wanted = [sign for name, sign in values.items() if f"{{{name}}}" in message]
        assert all(sign in wording.of(lang)(message, **values) for sign in wanted), message


@pytest.mark.parametrize(("lang", "written"), DAYS.items())
def test_a_day_is_written_as_the_language_writes_it(wording: Wording, lang: str, written: str) -> None:
    assert day_in_words(DAY, wording.of(lang)) == written


def said(lang: str, citation: Citation) -> Utterance:
    new = NewUtterance(UtteranceId("1"), Speaker.ASSISTANT, "…", Language(lang), citations=(citation,))
    return Utterance(ConversationId("c"), 2, datetime(2026, 11, 29, tzinfo=UTC), new)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "sv",
            SourceWordsView(
                source="Källa",
                reviewed="granskad 25 november 2026",
                changed="Uppgifterna kan ha ändrats. Titta hos källan också.",
            ),
        ),
        (
            "fi",
            SourceWordsView(
                source="Lähde",
                reviewed="tarkistettu 25. marraskuuta 2026",
                changed="Tiedot ovat voineet muuttua. Katso myös lähteestä.",
            ),
        ),
        (
            "so",
            SourceWordsView(
                source="Isha",
                reviewed="la eegay Noofeembar 25, 2026",
                changed="Xogtu way isbeddeli kartaa. Sidoo kale fiiri isha.",
            ),
        ),
    ],
)
def test_a_source_in_the_chat_speaks_the_language_of_the_answer(
    wording: Wording, lang: str, words: SourceWordsView
) -> None:
    assert show_utterance(said(lang, CITATION), wording).sources[0].words == words


def test_a_source_with_nothing_to_warn_of_warns_of_nothing(wording: Wording) -> None:
    calm = replace(CITATION, may_have_changed=False)
    assert show_utterance(said("en", calm), wording).sources[0].words.changed is None


def test_a_conversation_may_be_opened_in_every_language_that_the_assistant_speaks() -> None:
    assert get_args(Lang) == SPOKEN
