"""Rasa's own checks on its files and its trained model: the data holds together, and every test story is carried."""

import json
import re
from pathlib import Path

import pytest

from assistant.settings import PROJECT
from tests.rasa_command import rasa

pytestmark = pytest.mark.integration
MISTAKEN = re.compile(r"(?:intent|action): (\S+)\s+# predicted: (\w+)")
"""In what Rasa writes of a story that failed: what was to be, and what came, for each step that went otherwise."""
SEARCHED_FOR = frozenset({"ask_question", "inform", "nlu_fallback"})
"""All three lead to the knowledge base: which of them an utterance comes closest to is nobody's concern."""
FEWEST_STORIES = 150
MODEL = PROJECT / "var/models/kontakt.tar.gz"


def test_the_data_is_valid() -> None:
    done = rasa("data", "validate", "--domain", "domain.yml", "--data", "data", "--config", "config.yml")
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_test_story_is_carried_from_utterance_to_directive(tmp_path: Path) -> None:
    if not MODEL.is_file():
        pytest.skip("there is no Rasa model: run `make setup`")
    told = (
        "--stories",
        "tests",
        "--model",
        str(MODEL),
        "--out",
        str(tmp_path),
        "--endpoints",
        "endpoints_in_memory.yml",
    )
    done = rasa("test", "core", "--e2e", *told)
    assert done.returncode == 0, done.stdout[-3000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert [one for one in MISTAKEN.findall(failed) if not set(one) <= SEARCHED_FOR] == [], failed
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    assert report["conversation_accuracy"]["total"] >= FEWEST_STORIES
