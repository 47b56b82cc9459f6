"""The house rules that a linter of others' making does not know (docs/architecture.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import PROJECT

MODULE_LINES = 300
BODY_LINES = 32
"""Rule 10 says thirty; two are given for a `match` and a call that the formatter spreads out."""
NAMING_ALL = frozenset(
    {
        ("bootstrap", "assemble"),
        ("bootstrap", "build"),
        ("sql", "_unit"),
        ("memory", "_unit"),
        ("handoff_console", "app_over"),
    }
)
"""One call each, that names every service, every part, or every kind of record."""
BANNED = re.compile(r"(?<![a-z])(session|ticket|escalation|operator|tag)s?(?![a-z])")
"""Rule 1: words that name nothing of ours. A library's word may name the library's thing, so adapters are free."""
OUT_OF_PLACE = frozenset({"utils", "helpers", "common", "misc", "base", "core", "manager"})

PYTHON = sorted(
    file
    for folder in ("assistant", "handoff_console")
    for file in (PROJECT / folder).rglob("*.py")
    if "node_modules" not in file.parts
)


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement that is not the docstring to the last."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    body = function.body[1:] if told else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    lines = {str(file.relative_to(PROJECT)): len(file.read_text().splitlines()) for file in PYTHON}
    long = {name: length for name, length in lines.items() if length > MODULE_LINES}
    assert long == {}


def test_functions_are_short_enough_to_read_as_the_list_of_their_steps() -> None:
    long = {
        f"{file.relative_to(PROJECT)}:{function.lineno} {function.name}": lines
        for file in PYTHON
        for function in functions(file)
        if (lines := body_lines(function)) > BODY_LINES
        and "migrations" not in file.parts
        and (file.parent.name, function.name) not in NAMING_ALL
    }
    assert long == {}


@pytest.mark.parametrize("layer", ["domain", "services"])
def test_names_use_the_fields_words(layer: str) -> None:
    found = [
        f"{file.relative_to(PROJECT)}:{node.lineno} {name}"
        for file in sorted((PROJECT / "assistant" / layer).glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in [getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Name | ast.arg)
        and isinstance(name, str)
        and BANNED.search(name.lower())
    ]
    assert found == []


def test_no_module_is_named_for_having_no_name() -> None:
    assert [file for file in PYTHON if file.stem in OUT_OF_PLACE] == []


def test_the_project_names_no_machine_and_no_registry() -> None:
    hosts = re.compile("|".join(["registry" + r"\.npmjs", "files" + r"\.pythonhosted", "deb" + r"\.debian"]))
    locks = [
        *PROJECT.glob("requirements*.txt"),
        *PROJECT.glob("*/package-lock.json"),
        *PROJECT.glob("*/*/package-lock.json"),
    ]
    assert [file for file in locks if hosts.search(file.read_text(encoding="utf-8"))] == []
