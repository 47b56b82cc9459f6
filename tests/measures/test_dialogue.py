"""How well the intents were told apart when it was last measured; the page says on which day.

The floors lie a little under that. A new run is `python -m tests.measure_dialogue`.
"""

import json
from typing import Any

import pytest

from tests.measure_dialogue import FIGURES, REPORT, intents, macro_f1, page, searched_for

pytestmark = pytest.mark.measure


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return found


def test_intents_are_told_apart(figures: dict[str, Any]) -> None:
    assert macro_f1(figures["report"]) >= 0.79


def test_questions_are_seen_for_what_they_are(figures: dict[str, Any]) -> None:
    question = next(intent for intent in intents(figures["report"]) if intent.name == "ask_question")
    assert question.recall >= 0.89
    assert searched_for(figures["report"]) >= 0.93


def test_the_page_says_what_was_measured(figures: dict[str, Any]) -> None:
    assert REPORT.read_text(encoding="utf-8") == page(figures)
