"""What the widget's buttons say for the citizen, the services know: both have their words in files of their own."""

import re

import pytest

from assistant.services.language_spoken import in_english
from assistant.settings import PROJECT
from assistant.wording.catalogue import PAGE_LANGUAGES, SPOKEN, read_wording

WIDGET = PROJECT / "assistant/widget"
WORDING = read_wording()
MACHINE = "Translated by a machine; no speaker has read it yet."


def said_by(button: str, lang: str) -> str:
    """The words of one of the widget's buttons."""
    found = re.search(rf'^  {button}: "(.+)",$', (WIDGET / f"words-{lang}.ts").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize("lang", SPOKEN)
def test_the_button_for_a_call_back_says_what_the_queue_listens_for(lang: str) -> None:
    assert said_by("callBack", lang) == WORDING.of(lang)("Call me back")


@pytest.mark.parametrize("lang", PAGE_LANGUAGES)
def test_the_button_for_a_person_is_understood_in_every_language(lang: str) -> None:
    """The dialogue engine reads Swedish and English: the others are told it in English."""
    assert in_english(said_by("person", lang), (lang,), WORDING) == "talk to a person"


@pytest.mark.parametrize("lang", SPOKEN)
def test_words_that_no_speaker_has_read_are_marked_as_the_catalogues_are(lang: str) -> None:
    assert (MACHINE in (WIDGET / f"words-{lang}.ts").read_text("utf-8")) == (lang in PAGE_LANGUAGES)


def test_the_widget_speaks_the_languages_that_the_assistant_speaks() -> None:
    langs = re.search(r"LANGS = \[(.+)\] as const", (WIDGET / "protocol.ts").read_text("utf-8"))
    assert langs is not None
    assert tuple(re.findall(r'"(\w+)"', langs.group(1))) == SPOKEN
