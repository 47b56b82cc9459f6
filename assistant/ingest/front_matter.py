"""An article's file as typed values, each with the line it stands on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from assistant.domain.fault import Fault
from assistant.ingest.yaml_field import FAST_LOADER, yaml_problem

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written, with its line in the file (from 1). False where nothing is written."""

    text: str
    line: int

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the front matter: a scalar, a list of scalars or a mapping of scalars."""

    line: int
    scalar: Scalar | None = None
    items: tuple[Scalar, ...] | None = None
    parts: Mapping[str, Scalar] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file taken apart: fields of the front matter, the body with the line it begins on, what could not be read."""

    file: Path
    fields: Mapping[str, Field]
    body: str
    body_line: int
    faults: tuple[Fault, ...] = field(default=())

    def text(self, name: str) -> str:
        """The field's text; empty where it is missing or something else."""
        found = self.fields.get(name)
        return found.scalar.text if found and found.scalar else ""

    def rows(self, name: str) -> tuple[str, ...]:
        """The field's rows; none where it is missing or something else."""
        found = self.fields.get(name)
        return tuple(row.text for row in found.items or ()) if found else ()

    def pairs(self, name: str) -> Mapping[str, str]:
        """The field's entries; none where it is missing or something else."""
        found = self.fields.get(name)
        return {key: value.text for key, value in (found.parts or {}).items()} if found else {}


def read_sheet(file: Path, shown_as: Path) -> Sheet:
    """The file taken apart. Faults name `shown_as`, a path people recognise."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return _unreadable(shown_as, 1, "the file is not UTF-8")
    return take_apart(text, shown_as)


def take_apart(text: str, shown_as: Path) -> Sheet:
    """A file's text taken apart."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        return _unreadable(shown_as, 1, "the file must open with a line of ---")
    ends = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE]
    if not ends:
        return _unreadable(shown_as, 1, "the front matter is never closed with a line of ---")
    fields, faults = _fields("\n".join(lines[1 : ends[0]]), shown_as)
    rest = lines[ends[0] + 1 :]
    blank = next((place for place, line in enumerate(rest) if line.strip()), 0)
    return Sheet(shown_as, fields, "\n".join(rest).strip(), ends[0] + 2 + blank, faults)


def _unreadable(file: Path, line: int, what: str) -> Sheet:
    return Sheet(file, {}, "", line, (Fault(file, line, what),))


def _fields(text: str, file: Path) -> tuple[dict[str, Field], tuple[Fault, ...]]:
    # compose(), not load(): nodes carry marks, and dates and numbers stay as they were written.
    try:
        node = yaml.compose(text, Loader=FAST_LOADER)
    except yaml.YAMLError as error:
        line, problem = yaml_problem(error)
        return {}, (Fault(file, line + 1 if line else 1, "not YAML: {problem}", {"problem": problem}),)
    if not isinstance(node, yaml.MappingNode):
        return {}, (Fault(file, 2, "the front matter must be fields with values"),)
    fields = {str(key.value): _field(value, _line(key)) for key, value in node.value}
    return fields, tuple(_twice(node, file))


def _twice(node: yaml.MappingNode, file: Path) -> Iterator[Fault]:
    """A fault for each field that stands again, and for each entry of a field that does."""
    yield from _again(node, file)
    for key, value in node.value:
        if isinstance(value, yaml.MappingNode):
            yield from _again(value, file, within=f"{key.value}.")


def _again(node: yaml.MappingNode, file: Path, within: str = "") -> Iterator[Fault]:
    seen: set[str] = set()
    for key, _ in node.value:
        name = f"{within}{key.value}"
        if name in seen:
            yield Fault(file, _line(key), "the field stands twice", about=name)
        seen.add(name)


def _field(node: yaml.Node, line: int) -> Field:
    if isinstance(node, yaml.ScalarNode):
        return Field(line, scalar=_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return Field(line, items=tuple(_scalar(item) for item in node.value))
    parts = {str(key.value): _scalar(value) for key, value in node.value}
    return Field(line, parts=parts)


def _scalar(node: yaml.Node) -> Scalar:
    text = str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
    return Scalar(text, _line(node))


def _line(node: yaml.Node) -> int:
    # Marks count from 0, and the opening fence is a line of its own.
    return int(node.start_mark.line) + 2
