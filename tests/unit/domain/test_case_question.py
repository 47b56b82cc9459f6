"""Which words ask how a case goes, in a conversation where one has been opened."""

import pytest

from assistant.domain.case import Reference
from assistant.domain.case_question import MOST_WORDS, asks_how_a_case_goes, names_another


@pytest.mark.parametrize(
    "words",
    [
        "hur går det med mitt ärende?",
        "hur gar det med min felanmalan",
        "när blir det lagat?",
        "nar blir de fixat",
        "är det lagat än",
        "har ni gjort något åt det",
        "när är det klart",
        "när ringer ni?",
        "Och hur går det nu?",
        "hur ser jag hur det går?",
        "vad händer nu",
        "vad händer med min synpunkt",
        "kolla mitt ärende",
        "jag har tappat bort länken",
        "how is my case going",
        "when will it be fixed?",
        "any news?",
    ],
)
def test_a_question_about_progress_asks_how_a_case_goes(words: str) -> None:
    assert asks_how_a_case_goes(words)


@pytest.mark.parametrize(
    "words",
    [
        "när hämtas soporna?",
        "hur går det till att söka förskola",
        "vad händer i stan i helgen",
        "hur ansöker jag om bygglov",
        "tack",
        "har ni öppet på lördag",
        "when does the library open",
        "",
    ],
)
def test_a_question_about_something_else_does_not(words: str) -> None:
    assert not asks_how_a_case_goes(words)


def test_a_long_story_tells_something_new() -> None:
    assert not asks_how_a_case_goes("när blir det lagat " + "för " * MOST_WORDS)


def test_a_reference_that_is_not_the_citizens_own_names_another_case() -> None:
    own = [Reference("KL-2026-000001")]
    assert names_another("status på kl-2026-000002?", own)
    assert not names_another("status på KL-2026-1?", own)
    assert not names_another("hur går det?", own)
