"""A YAML file's fields, read strictly: what is odd is refused with file, line, field and what is allowed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import yaml

from assistant.domain.errors import RefusedError

FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it, some ten times as fast; it loads no objects either."""


class FileRefusedError(RefusedError):
    """A file cannot be used; the message names file, line, field and what is allowed."""


@dataclass(frozen=True)
class YamlField:
    """A YAML node with the way to it, so that an error can say where it is."""

    node: yaml.Node
    path: str
    file: Path

    def refuse(self, why: str) -> NoReturn:
        """Stop with the place and the reason."""
        raise FileRefusedError(f"{self.file}:{self.node.start_mark.line + 1}: {self.path}: {why}")

    def fields(self, allowed: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, "YamlField"]:
        """The mapping's fields by name."""
        if not isinstance(self.node, yaml.MappingNode):
            self.refuse("must be a mapping of fields")
        found: dict[str, YamlField] = {}
        for key, value in self.node.value:
            name = str(key.value)
            if allowed is not None and name not in allowed:
                YamlField(key, f"{self.path}.{name}", self.file).refuse(f"unknown; allowed: {', '.join(allowed)}")
            if name in found:
                YamlField(key, f"{self.path}.{name}", self.file).refuse("given twice; allowed: once")
            found[name] = YamlField(value, f"{self.path}.{name}", self.file)
        for name in required:
            if name not in found:
                self.refuse(f"field {name} is missing")
        return found

    def items(self) -> list["YamlField"]:
        """The list's members."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.refuse("must be a list")
        return [YamlField(node, f"{self.path}[{at}]", self.file) for at, node in enumerate(self.node.value)]

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

    def one_of(self, allowed: Collection[str]) -> str:
        """The text, one of those allowed."""
        if (value := self.text()) not in allowed:
            self.refuse(f"is {value!r}; allowed: {', '.join(allowed)}")
        return value

    def _is_null(self) -> bool:
        return self.node.tag == "tag:yaml.org,2002:null"


def open_yaml(path: Path, name: str, needed: Collection[str] = ()) -> YamlField:
    """The file's content as the field `name`; `needed` are told where the file is empty.

    Raises:
        FileRefusedError: the file is missing, or is no YAML in UTF-8.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=FAST_LOADER)
    except OSError as error:
        raise FileRefusedError(f"{path}: can not be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileRefusedError(f"{path}:1: is not UTF-8") from error
    except yaml.YAMLError as error:
        line, problem = yaml_problem(error)
        raise FileRefusedError(f"{path}:{line or 1}: is no YAML: {problem}") from error
    if node is None:
        raise FileRefusedError(f"{path}:1: is empty; needed: {', '.join(needed) or 'at least one row'}")
    return YamlField(node, name, path)


def yaml_problem(error: yaml.YAMLError) -> tuple[int | None, str]:
    """The line of the text (from 1) that is no YAML, None where the parser does not say, and what is wrong with it."""
    match error:
        case yaml.MarkedYAMLError(problem_mark=mark, problem=problem):
            return (mark.line + 1 if mark else None), str(problem)
        case yaml.reader.ReaderError(reason=reason):  # a control character
            return None, str(reason)
        case _:
            return None, str(error)
