from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from assistant.adapters.rasa_engine.directives import parse_directive
from assistant.domain.case import CaseKind
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import (
    AnswerFromKnowledge,
    Directive,
    HandOff,
    NextBest,
    OpenCase,
    Reproach,
    Say,
    SayAgain,
    SwitchLanguage,
    TellCaseStatus,
    TellOpeningHours,
)

DOMAIN = Path(__file__).parents[3] / "nlu_data" / "domain.yml"
WORDS = {"sv": "Hej", "en": "Hello"}


def responses() -> dict[str, list[dict[str, Any]]]:
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, Any]]] = domain["responses"]
    return found


def _filled(variant: dict[str, Any]) -> Any:
    """The response as Rasa sends it once a citizen has named a language."""
    return yaml.safe_load(yaml.safe_dump(variant).replace("'{language}'", "en"))


def test_every_response_of_rasas_domain_is_a_directive_and_nothing_else() -> None:
    variants = [(name, _filled(variant)) for name, each in responses().items() for variant in each]
    assert len(variants) >= 3
    for name, variant in variants:
        assert set(variant) == {"custom"}, name
        parse_directive(variant["custom"])


def test_the_domain_directs_all_that_can_be_directed() -> None:
    kinds = {type(parse_directive(_filled(variant)["custom"])) for each in responses().values() for variant in each}
    assert kinds == set(get_args(Directive))


def test_words_come_in_both_languages_with_their_quick_replies_in_order() -> None:
    replies = [{"sv": "Ja", "en": "Yes"}, {"sv": "Nej", "en": "No"}]
    assert parse_directive({"directive": "say", "text": WORDS, "quick_replies": replies}) == Say(WORDS, tuple(replies))
    assert parse_directive({"directive": "say", "text": WORDS}) == Say(WORDS)


def test_a_third_language_may_be_added() -> None:
    assert parse_directive({"directive": "say", "text": {**WORDS, "ar": "مرحبا"}}) == Say({**WORDS, "ar": "مرحبا"})


@pytest.mark.parametrize("reason", list(HandoffReason))
def test_every_reason_for_a_handoff_is_understood(reason: HandoffReason) -> None:
    payload = {"directive": "hand_off", "reason": reason.value, "queue": "general"}
    assert parse_directive(payload) == HandOff(reason, GENERAL)


def test_answering_from_knowledge_needs_no_more_words() -> None:
    assert parse_directive({"directive": "answer_from_knowledge"}) == AnswerFromKnowledge()


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "say",
        [],
        {},
        {1: "say"},
        {"directive": None},
        {"directive": ["say"]},
        {"directive": "shout", "text": WORDS},
        {"directive": "say"},
        {"directive": "say", "text": "Hej"},
        {"directive": "say", "text": {}},
        {"directive": "say", "text": {"sv": "Hej"}},
        {"directive": "say", "text": {"sv": "Hej", "en": " "}},
        {"directive": "say", "text": {"sv": "Hej", "en": 1}},
        {"directive": "say", "text": {**WORDS, "Arabic": "x"}},
        {"directive": "say", "text": WORDS, "quick_replies": WORDS},
        {"directive": "say", "text": WORDS, "quick_replies": ["Ja"]},
        {"directive": "say", "text": WORDS, "quick_replies": None},
        {"directive": "say", "text": WORDS, "image": "x"},
        {"directive": "answer_from_knowledge", "text": WORDS},
        {"directive": "hand_off", "reason": "citizen_asked"},
        {"directive": "hand_off", "queue": "general"},
        {"directive": "hand_off", "reason": "boredom", "queue": "general"},
        {"directive": "hand_off", "reason": None, "queue": "general"},
        {"directive": "hand_off", "reason": ["danger"], "queue": "general"},
        {"directive": "hand_off", "reason": "danger", "queue": "elsewhere"},
        {"directive": "hand_off", "reason": "danger", "queue": ["general"]},
        {"directive": "hand_off", "reason": "danger", "queue": "general", "priority": 10},
    ],
)
def test_an_odd_payload_is_refused(odd: object) -> None:
    with pytest.raises(UnavailableError):
        parse_directive(odd)


def test_a_refusal_does_not_repeat_the_words() -> None:
    with pytest.raises(UnavailableError) as refused:
        parse_directive({"directive": "say", "text": {"sv": "hemligt", "en": 1}})
    assert "hemligt" not in str(refused.value)


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"directive": "opening_hours"}, TellOpeningHours()),
        ({"directive": "next_best"}, NextBest()),
        ({"directive": "say_again"}, SayAgain()),
        ({"directive": "case_status"}, TellCaseStatus()),
        ({"directive": "reproach"}, Reproach()),
        ({"directive": "switch_language", "lang": "so"}, SwitchLanguage("so")),
        (
            {
                "directive": "open_case",
                "kind": "fault",
                "details": {"what": " gatlampa ", "where": "None", "since": None},
            },
            OpenCase(CaseKind.FAULT, {"what": "gatlampa"}),
        ),
    ],
)
def test_what_a_dialogue_can_direct_besides(payload: dict[str, object], expected: Directive) -> None:
    assert parse_directive(payload) == expected


@pytest.mark.parametrize(
    "payload",
    [
        {"directive": "opening_hours", "lang": "sv"},
        {"directive": "switch_language", "lang": "svenska"},
        {"directive": "open_case", "kind": "lawsuit", "details": {}},
        {"directive": "open_case", "kind": "fault", "details": {"what": 7}},
        {"directive": "open_case", "kind": "fault"},
    ],
)
def test_a_directive_of_another_shape_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(UnavailableError):
        parse_directive(payload)
