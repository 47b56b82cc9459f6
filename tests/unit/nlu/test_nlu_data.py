"""Rasa's files by themselves: enough examples, each under one intent, and test stories in words of their own."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from assistant.settings import PROJECT

NLU = PROJECT / "nlu_data"
LEAST_EXAMPLES = 25
LEAST_STORIES = 150
NEVER_SAID = {"filled"}
"""Intents that the assistant tells Rasa, and nobody says."""
ANNOTATED = re.compile(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})")


@cache
def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((NLU / "data").glob("nlu*.yml")):
        for entry in _yaml(file.relative_to(NLU).as_posix())["nlu"]:
            if "intent" in entry:
                found[entry["intent"]] += [_plain(line[2:]) for line in entry["examples"].splitlines()]
    return dict(found)


def stories() -> list[dict[str, Any]]:
    files = sorted((NLU / "tests").glob("test_*.yml"))
    return [story for file in files for story in _yaml(file.relative_to(NLU).as_posix())["stories"]]


def quick_replies() -> Iterator[str]:
    for variants in _yaml("domain.yml")["responses"].values():
        for variant in variants:
            for reply in variant["custom"].get("quick_replies", []):
                yield from reply.values()


@cache
def _yaml(name: str) -> Any:
    return yaml.safe_load((NLU / name).read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    """Without annotations, case and punctuation: what the classifier hardly sees."""
    return re.sub(r"[.,!]", "", ANNOTATED.sub(r"\1", text)).strip().casefold()


def test_every_intent_of_the_domain_has_examples_enough() -> None:
    assert set(examples()) == set(_yaml("domain.yml")["intents"]) - NEVER_SAID
    assert {intent: len(texts) for intent, texts in examples().items() if len(texts) < LEAST_EXAMPLES} == {}


def test_no_utterance_is_an_example_of_two_intents() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for intent, texts in examples().items():
        for text in texts:
            owners[text].add(intent)
    assert {text: sorted(intents) for text, intents in owners.items() if len(intents) > 1} == {}


def test_every_quick_reply_is_an_example_so_that_pressing_it_is_understood() -> None:
    known = {text for texts in examples().values() for text in texts}
    assert sorted({reply for reply in quick_replies() if _plain(reply) not in known}) == []


def test_there_are_test_stories_enough_each_with_a_name_of_its_own() -> None:
    names = [story["story"] for story in stories()]
    assert len(names) >= LEAST_STORIES
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("form", ["fault_form", "suggestion_form", "callback_form"])
def test_every_form_is_tested_to_its_end_and_to_its_cancelling(form: str) -> None:
    actions = [[step.get("action") for step in story["steps"]] for story in stories()]
    within = [steps for steps in actions if form in steps]
    assert any(f"utter_open_{form.removesuffix('_form')}_case" in steps for steps in within)
    assert any("utter_form_cancelled" in steps for steps in within)


def test_every_end_of_a_form_leaves_nothing_in_its_slots() -> None:
    rules = _yaml("data/rules_forms.yml")["rules"]
    loops = [(rule, [step["active_loop"] for step in rule["steps"] if "active_loop" in step]) for rule in rules]
    ends = [rule for rule, after in loops if after[-1:] == [None]]
    assert len(ends) >= 9
    assert [rule["rule"] for rule in ends if rule["steps"][-1] != {"action": "action_restart"}] == []
