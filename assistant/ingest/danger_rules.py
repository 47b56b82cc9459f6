"""Read and validate ``danger.yml``: the numbers, phrases and fixed words of the danger detector.

Needs only the file: no engine, store or index. Whatever is wrong is said with file, line, field and what is allowed,
and nothing is loaded, because a half-read file would miss people in danger.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.domain.danger import DangerClass, DangerDetector, DangerPhrase, DangerRule, HelpLine, Offers
from assistant.domain.danger_phrases import PhraseError, compile_phrase
from assistant.domain.danger_text import fold
from assistant.ingest.yaml_field import YamlField, open_yaml

REQUIRED_LANGUAGES = ("sv", "en")
LANGUAGES = ("sv", "en", "fi", "ar", "fa", "so", "uk")
CLOSED_NUMBERS = frozenset({"0771220060", "020220060"})
"""Digits of lines that closed but stand on old pages still: Hjälplinjen until 31 December 2019 (vardgivarguiden.se)."""

_CHECKED_FIELDS = ["url", "verified_at", "verified_by"]
_NUMBER_FIELDS = ["id", "number", "name", "kind", "target_group", "hours", "languages", *_CHECKED_FIELDS, "note"]
_NEEDED_FIELDS = ["class", "alarm", "hand_off", "answer_too", "numbers", "reply", "phrases"]
_CLASS_FIELDS = [*_NEEDED_FIELDS, "mentions", "exclusions"]
_FILE_FIELDS = ["approval", "numbers", "offers", "groups", "plain_words", "exclusions", "classes"]
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def read_danger_rules(path: Path) -> DangerDetector:
    """The detector made of the rules in the file.

    Raises:
        FileRefusedError: the file is missing, is no YAML, or says something that is not allowed.
    """
    top = open_yaml(path, "danger", needed=_FILE_FIELDS).fields(_FILE_FIELDS, required=tuple(_FILE_FIELDS))
    numbers = _numbers(top["numbers"])
    groups = {name: _group(field) for name, field in top["groups"].fields().items()}
    rules = [_rule(field, numbers, groups) for field in top["classes"].items()]
    _check_classes(top["classes"], [rule.danger_class for rule in rules])
    offers = top["offers"].fields(["hand_off", "ask"], required=("hand_off", "ask"))
    spoken = frozenset.intersection(*(frozenset(rule.replies) for rule in rules))
    return DangerDetector(
        rules,
        _phrases(top["exclusions"], "exclusions", groups),
        Offers(*(_offer(offers[name], spoken) for name in ("hand_off", "ask"))),
        _group(top["plain_words"]),
    )


def _numbers(field: YamlField) -> dict[str, HelpLine]:
    lines: dict[str, HelpLine] = {}
    for item in field.items():
        line = _number(item)
        if line.id in lines:
            item.refuse(f"id {line.id} is given twice; allowed: once")
        lines[line.id] = line
    return lines


def _number(item: YamlField) -> HelpLine:
    fields = item.fields(_NUMBER_FIELDS, required=tuple(_NUMBER_FIELDS[:-1]))
    number = fields["number"].text()
    digits = re.sub(r"\D", "", number)
    if not re.fullmatch(r"[0-9][0-9 -]*", number):
        fields["number"].refuse(f"is {number!r}; allowed: digits, spaces and hyphens")
    if digits in CLOSED_NUMBERS:
        fields["number"].refuse(f"{number} is a line that has closed")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", fields["id"].text()):
        fields["id"].refuse("allowed: small letters a-z, digits and _")
    if not fields["url"].text().startswith("https://"):
        fields["url"].refuse("must begin with https://")
    line = HelpLine(
        id=fields["id"].text(),
        number=number,
        name=fields["name"].text(),
        kind=fields["kind"].one_of(("phone", "sms")),
        target_group=fields["target_group"].text(),
        hours=fields["hours"].text(),
        languages=tuple(language.text() for language in fields["languages"].items()),
        url=fields["url"].text(),
        verified_at=fields["verified_at"].day_or_none(),
        verified_by=fields["verified_by"].text_or_none(),
        note=fields["note"].text_or_none() if "note" in fields else None,
    )
    _check_verified(item, line)
    return line


def _check_verified(item: YamlField, line: HelpLine) -> None:
    if (line.verified_at is None) != (line.verified_by is None):
        item.refuse("verified_at and verified_by must both be given or both be null")
    if line.verified_at is None and not line.note:
        item.refuse("a number that nobody has checked needs a note that says so")


def _group(field: YamlField) -> frozenset[str]:
    words = frozenset(fold(word) for item in field.items() for word in item.text().split())
    if bad := sorted(word for word in words if not re.fullmatch(r"[^\W_]+\*?", word)):
        field.refuse(f"{bad[0]!r} is no word; allowed: letters and digits, with * last")
    return words


def _rule(field: YamlField, numbers: Mapping[str, HelpLine], groups: Mapping[str, frozenset[str]]) -> DangerRule:
    fields = field.fields(_CLASS_FIELDS, required=tuple(_NEEDED_FIELDS))
    name = fields["class"].one_of(tuple(DangerClass))
    named = [item.one_of(tuple(numbers)) for item in fields["numbers"].items()]
    lines = tuple(numbers[line] for line in named)

    def compiled(kind: str) -> tuple[DangerPhrase, ...]:
        return _phrases(fields[kind], f"{name}.{kind}", groups) if kind in fields else ()

    return DangerRule(
        danger_class=DangerClass(name),
        phrases=compiled("phrases"),
        mentions=compiled("mentions"),
        exclusions=compiled("exclusions"),
        numbers=lines,
        replies=_spoken(fields["reply"], lambda item: _reply(item, lines)),
        alarm=fields["alarm"].flag(),
        hand_off=fields["hand_off"].flag(),
        answer_too=fields["answer_too"].flag(),
    )


def _phrases(field: YamlField, kind: str, groups: Mapping[str, frozenset[str]]) -> tuple[DangerPhrase, ...]:
    phrases = []
    for lang, listed in field.fields(list(LANGUAGES)).items():
        for item in listed.items():
            try:
                pattern = compile_phrase(item.text(), groups)
            except PhraseError as error:
                item.refuse(f"{item.text()!r}: {error}")
            phrases.append(DangerPhrase(f"{kind}.{lang}: {item.text()}", lang, pattern))
    return tuple(phrases)


def _spoken(field: YamlField, read: Callable[[YamlField], str]) -> dict[str, str]:
    return {lang: read(item) for lang, item in field.fields(list(LANGUAGES), required=REQUIRED_LANGUAGES).items()}


def _offer(field: YamlField, spoken: frozenset[str]) -> dict[str, str]:
    words = _spoken(field, YamlField.text)
    if missing := sorted(spoken - words.keys()):
        field.refuse(f"field {missing[0]} is missing: there are replies in that language")
    return words


def _reply(field: YamlField, lines: tuple[HelpLine, ...]) -> str:
    """The Markdown of a reply, each number in it a link."""
    by_id = {line.id: f"[{line.number}]({line.link})" for line in lines}
    text = field.text()
    for name in _PLACEHOLDER.findall(text):
        if name not in by_id:
            field.refuse(f"{{{name}}} is no number of this class; allowed: {', '.join(by_id)}")
    return _PLACEHOLDER.sub(lambda found: by_id[found.group(1)], text)


def _check_classes(field: YamlField, given: list[DangerClass]) -> None:
    for danger_class in DangerClass:
        if given.count(danger_class) != 1:
            field.refuse(f"class {danger_class} is given {given.count(danger_class)} times; allowed: once")
