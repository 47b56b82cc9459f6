"""The border with Rasa: each response's `custom` payload becomes a Directive, or is refused.

The shapes, which are all there are (nlu_data/domain.yml writes them):

    {directive: say, text: {sv: ..., en: ...}, quick_replies: [{sv: ..., en: ...}]}     quick_replies may be left out
    {directive: answer_from_knowledge}
    {directive: hand_off, reason: <HandoffReason>, queue: general}
    {directive: opening_hours}
    {directive: next_best}
    {directive: say_again}
    {directive: open_case, kind: <CaseKind>, details: {<field>: <words>}}               fields left empty, or that Rasa
                                                                                        fills with "None", are left out
    {directive: case_status}
    {directive: switch_language, lang: <ISO 639>}
    {directive: reproach}
"""

import re
from collections.abc import Mapping

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

NEEDED_LANGUAGES = frozenset({"sv", "en"})
LANGUAGE = re.compile(r"[a-z]{2,3}")
QUEUES = frozenset({GENERAL})

BARE: Mapping[str, Directive] = {
    "answer_from_knowledge": AnswerFromKnowledge(),
    "opening_hours": TellOpeningHours(),
    "next_best": NextBest(),
    "say_again": SayAgain(),
    "case_status": TellCaseStatus(),
    "reproach": Reproach(),
}
"""Those that say all with their name."""
UNFILLED = "None"
"""What Rasa writes where a response names a slot that is empty."""


def parse_directive(custom: object) -> Directive:
    """The directive that a `custom` payload spells. Messages of errors name keys and types, never words.

    Raises:
        UnavailableError: an unknown directive, reason, queue or key; a text missing, empty, or not in both languages.
    """
    payload = _mapping(custom, "a directive")
    match payload.get("directive"):
        case "say":
            _check_keys(payload, needed={"directive", "text"}, allowed={"quick_replies"})
            return Say(_words(payload["text"]), _quick_replies(payload.get("quick_replies", [])))
        case "hand_off":
            _check_keys(payload, needed={"directive", "reason", "queue"})
            return _hand_off(payload["reason"], payload["queue"])
        case "open_case":
            _check_keys(payload, needed={"directive", "kind", "details"})
            return OpenCase(_case_kind(payload["kind"]), _details(payload["details"]))
        case "switch_language":
            _check_keys(payload, needed={"directive", "lang"})
            return SwitchLanguage(_language(payload["lang"]))
        case str() as name if name in BARE:
            _check_keys(payload, needed={"directive"})
            return BARE[name]
    raise UnavailableError(f"Rasa's payload with keys {sorted(payload)} is no directive we know")


def _hand_off(reason: object, queue: object) -> HandOff:
    if not isinstance(queue, str) or queue not in QUEUES:
        raise UnavailableError("Rasa hands off to a queue that does not exist")
    if not isinstance(reason, str) or reason not in set(HandoffReason):
        raise UnavailableError("Rasa hands off for a reason that does not exist")
    return HandOff(HandoffReason(reason), GENERAL)


def _case_kind(kind: object) -> CaseKind:
    if not isinstance(kind, str) or kind not in set(CaseKind):
        raise UnavailableError("Rasa opens a case of a kind that does not exist")
    return CaseKind(kind)


def _details(details: object) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, text in _mapping(details, "a case's details").items():
        if text is not None and not isinstance(text, str):
            raise UnavailableError(f"Rasa fills a case's detail with a {type(text).__name__}")
        if text is not None and text.strip() and text != UNFILLED:
            found[name] = text.strip()
    return found


def _language(lang: object) -> str:
    if not isinstance(lang, str) or not LANGUAGE.fullmatch(lang):
        raise UnavailableError("Rasa switches to a language that is none")
    return lang


def _quick_replies(replies: object) -> tuple[Mapping[str, str], ...]:
    if not isinstance(replies, list):
        raise UnavailableError(f"Rasa's quick replies are a {type(replies).__name__}, not a list")
    return tuple(_words(reply) for reply in replies)


def _words(words: object) -> Mapping[str, str]:
    """The same words by language: Swedish and English at least."""
    found: dict[str, str] = {}
    for language, text in _mapping(words, "words by language").items():
        if not LANGUAGE.fullmatch(language) or not isinstance(text, str) or not text.strip():
            raise UnavailableError("Rasa's words have an empty text, or a key that is no language")
        found[language] = text
    if not found.keys() >= NEEDED_LANGUAGES:
        raise UnavailableError(f"Rasa's words are in {sorted(found)} only")
    return found


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise UnavailableError(f"Rasa sent a {type(value).__name__} where {what} belongs")
    return value


def _check_keys(
    payload: Mapping[str, object], needed: set[str], allowed: frozenset[str] | set[str] = frozenset()
) -> None:
    if not needed <= payload.keys() <= needed | allowed:
        raise UnavailableError(f"Rasa's directive has the keys {sorted(payload)}, not {sorted(needed)}")
