"""Read and validate ``danger.yml``: the numbers, phrases and fixed words of the danger detector.

Needs only the file: no engine, store or index. Whatever is wrong is said with file, line, field and what is allowed,
and nothing is loaded, because a half-read file would miss people in danger.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import yaml

from assistant.domain.danger import DangerClass, DangerDetector, DangerPhrase, DangerRule, HelpLine, Offers
from assistant.domain.danger_phrases import PhraseError, compile_phrase
from assistant.domain.danger_text import fold

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


class DangerRulesError(ValueError):
    """The danger rules can not be used; the message names file, line, field and what is allowed."""


@dataclass(frozen=True)
class _Field:
    """A YAML node with the way to it, so that an error can say where it is."""

    node: yaml.Node
    path: str
    file: Path

    def refuse(self, why: str) -> NoReturn:
        """Stop with the place and the reason."""
        raise DangerRulesError(f"{self.file}:{self.node.start_mark.line + 1}: {self.path}: {why}")

    def fields(self, allowed: list[str] | None = None, required: tuple[str, ...] = ()) -> dict[str, "_Field"]:
        """The mapping's fields by name."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("must be a mapping of fields")
        found: dict[str, _Field] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if allowed is not None and name not in allowed:
                _Field(key, f"{self.path}.{name}", self.file).refuse(f"unknown; allowed: {', '.join(allowed)}")
            if name in found:
                _Field(key, f"{self.path}.{name}", self.file).refuse("given twice; allowed: once")
            found[name] = _Field(value, f"{self.path}.{name}", self.file)
        for name in required:
            if name not in found:
                self.refuse(f"field {name} is missing")
        return found

    def items(self) -> list["_Field"]:
        """The list's members."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.refuse("must be a list")
        return [_Field(node, f"{self.path}[{at}]", self.file) for at, node in enumerate(self.node.value)]

    def text(self) -> str:
        """The text, not empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip() or self._is_null():
            self.refuse("must be a text that is not empty")
        return str(self.node.value)

    def text_or_none(self) -> str | None:
        """The text, or None for null."""
        return None if self._is_null() else self.text()

    def flag(self) -> bool:
        """The truth value."""
        if self.node.tag != "tag:yaml.org,2002:bool":
            self.refuse("must be true or false")
        return str(self.node.value).casefold() in {"true", "yes", "on"}

    def day_or_none(self) -> date | None:
        """The day, or None for null."""
        if self._is_null():
            return None
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.refuse("must be a day as 2026-01-31, or null when nobody has checked")

    def one_of(self, allowed: tuple[str, ...]) -> str:
        """The text, one of those allowed."""
        if (value := self.text()) not in allowed:
            self.refuse(f"is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def _is_null(self) -> bool:
        return self.node.tag == "tag:yaml.org,2002:null"


def read_danger_rules(path: Path) -> DangerDetector:
    """The detector made of the rules in the file.

    Raises:
        DangerRulesError: the file is missing, is no YAML, or says something that is not allowed.
    """
    top = _Field(_compose(path), "danger", path).fields(_FILE_FIELDS, required=tuple(_FILE_FIELDS))
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


def _compose(path: Path) -> yaml.Node:
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise DangerRulesError(f"{path}: can not be read: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DangerRulesError(f"{path}:{line}: is no YAML: {error.problem}") from error
    if node is None:
        raise DangerRulesError(f"{path}:1: is empty; needed: {', '.join(_FILE_FIELDS)}")
    return node


def _numbers(field: _Field) -> dict[str, HelpLine]:
    lines: dict[str, HelpLine] = {}
    for item in field.items():
        line = _number(item)
        if line.id in lines:
            item.refuse(f"id {line.id} is given twice; allowed: once")
        lines[line.id] = line
    return lines


def _number(item: _Field) -> HelpLine:
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


def _check_verified(item: _Field, line: HelpLine) -> None:
    if (line.verified_at is None) != (line.verified_by is None):
        item.refuse("verified_at and verified_by must both be given or both be null")
    if line.verified_at is None and not line.note:
        item.refuse("a number that nobody has checked needs a note that says so")


def _group(field: _Field) -> frozenset[str]:
    words = frozenset(fold(word) for item in field.items() for word in item.text().split())
    if bad := sorted(word for word in words if not re.fullmatch(r"[^\W_]+\*?", word)):
        field.refuse(f"{bad[0]!r} is no word; allowed: letters and digits, with * last")
    return words


def _rule(field: _Field, numbers: Mapping[str, HelpLine], groups: Mapping[str, frozenset[str]]) -> DangerRule:
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


def _phrases(field: _Field, kind: str, groups: Mapping[str, frozenset[str]]) -> tuple[DangerPhrase, ...]:
    phrases = []
    for lang, listed in field.fields(list(LANGUAGES)).items():
        for item in listed.items():
            try:
                pattern = compile_phrase(item.text(), groups)
            except PhraseError as error:
                item.refuse(f"{item.text()!r}: {error}")
            phrases.append(DangerPhrase(f"{kind}.{lang}: {item.text()}", lang, pattern))
    return tuple(phrases)


def _spoken(field: _Field, read: Callable[[_Field], str]) -> dict[str, str]:
    return {lang: read(item) for lang, item in field.fields(list(LANGUAGES), required=REQUIRED_LANGUAGES).items()}


def _offer(field: _Field, spoken: frozenset[str]) -> dict[str, str]:
    words = _spoken(field, _Field.text)
    if missing := sorted(spoken - words.keys()):
        field.refuse(f"field {missing[0]} is missing: there are replies in that language")
    return words


def _reply(field: _Field, lines: tuple[HelpLine, ...]) -> str:
    """The Markdown of a reply, each number in it a link."""
    by_id = {line.id: f"[{line.number}]({line.link})" for line in lines}
    text = field.text()
    for name in _PLACEHOLDER.findall(text):
        if name not in by_id:
            field.refuse(f"{{{name}}} is no number of this class; allowed: {', '.join(by_id)}")
    return _PLACEHOLDER.sub(lambda found: by_id[found.group(1)], text)


def _check_classes(field: _Field, given: list[DangerClass]) -> None:
    for danger_class in DangerClass:
        if given.count(danger_class) != 1:
            field.refuse(f"class {danger_class} is given {given.count(danger_class)} times; allowed: once")
