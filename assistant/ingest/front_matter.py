"""An article's file as typed values, each with the line it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from assistant.ingest.faults import Fault

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written, with its line in the file (from 1)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the front matter: a scalar, a list of scalars or a mapping of scalars."""

    line: int
    scalar: Scalar | None = None
    items: tuple[Scalar, ...] | None = None
    parts: Mapping[str, Scalar] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file taken apart: fields of the front matter, the body, and what could not be read."""

    file: Path
    fields: Mapping[str, Field]
    body: str
    body_line: int
    faults: tuple[Fault, ...] = field(default=())


def read_sheet(file: Path, shown_as: Path) -> Sheet:
    """The file taken apart. Faults name `shown_as`, a path people recognise."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return _unreadable(shown_as, 1, "the file is not UTF-8")
    if not lines or lines[0].rstrip() != _FENCE:
        return _unreadable(shown_as, 1, f"the file must open with a line of {_FENCE}")
    ends = [number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE]
    if not ends:
        return _unreadable(shown_as, 1, f"the front matter is never closed with {_FENCE}")
    fields, faults = _fields("\n".join(lines[1 : ends[0]]), shown_as)
    body = "\n".join(lines[ends[0] + 1 :]).strip()
    return Sheet(shown_as, fields, body, ends[0] + 2, faults)


def _unreadable(file: Path, line: int, what: str) -> Sheet:
    return Sheet(file, {}, "", line, (Fault(file, line, what),))


def _fields(text: str, file: Path) -> tuple[dict[str, Field], tuple[Fault, ...]]:
    # compose(), not load(): nodes carry marks, and dates and numbers stay as they were written.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        return {}, (Fault(file, line, f"not YAML: {error.problem}"),)
    if not isinstance(node, yaml.MappingNode):
        return {}, (Fault(file, 2, "the front matter must be fields with values"),)
    return _read_mapping(node, file)


def _read_mapping(node: yaml.MappingNode, file: Path) -> tuple[dict[str, Field], tuple[Fault, ...]]:
    fields: dict[str, Field] = {}
    faults = []
    for key, value in node.value:
        name, line = str(key.value), _line(key)
        if name in fields:
            faults.append(Fault(file, line, f"the field {name} stands twice"))
        fields[name] = _field(value, line)
    return fields, tuple(faults)


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
