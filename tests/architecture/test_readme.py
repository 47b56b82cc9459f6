"""README.md tells of every setting with its default, of every make target and command, and of no file that is not."""

import re
from pathlib import Path

import pytest
import typer.main

from assistant.cli.main import app
from assistant.settings import PROJECT, Settings

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md"))]
MADE_LATER = PROJECT / "docs/screenshots"


def _section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _rows(section: str) -> list[list[str]]:
    lines = [line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]


def _variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"KONTAKT_{name.upper()}"


def _default(name: str) -> str:
    match Settings.model_fields[name].default:
        case None:
            return "none"
        case bool() as switch:
            return f"`{str(switch).lower()}`"
        case int() | float() as number:
            return f"`{number:g}`"
        case Path() as path:
            return f"`{path.relative_to(PROJECT)}`"
        case ():
            return "`[]`"
        case other:
            return f"`{other}`"


def _commands() -> set[str]:
    command = typer.main.get_command(app)
    found = set()
    for name, below in getattr(command, "commands", {}).items():
        inner = getattr(below, "commands", {})
        found |= {f"{name} {sub}" for sub in inner} or {name}
    return found


def test_the_settings_table_names_every_setting_once_with_its_default() -> None:
    told = [(row[0].strip("`"), row[1]) for row in _rows(_section("Settings"))]
    assert sorted(told) == sorted((_variable(name), _default(name)) for name in Settings.model_fields)


def test_every_make_target_in_the_readme_exists_and_every_documented_target_is_in_the_readme() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s])", _code(README))) == targets


def test_the_commands_table_names_every_command() -> None:
    told = re.findall(r"`kontakt ([^`]+)`", " ".join(row[0] for row in _rows(_section("Commands"))))
    assert {name for name in _commands() if any(f"{given} ".startswith(f"{name} ") for given in told)} == _commands()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|tel:|sms:)([^)#]+)", page.read_text(encoding="utf-8"))
    files = [(page.parent / link).resolve() for link in links]
    assert [str(file) for file in files if not file.is_relative_to(MADE_LATER) and not file.exists()] == []


@pytest.mark.parametrize("title", ["Where to change what", "How it is built"])
def test_the_tables_of_places_name_places_that_are(title: str) -> None:
    cells = " ".join(" ".join(row[:2]) for row in _rows(_section(title)))
    places = [place for place in re.findall(r"`([^` …]+)`", cells) if "/" in place or place.endswith(".yml")]
    assert places
    assert [place for place in places if not (PROJECT / place).exists()] == []


def _code(text: str) -> str:
    """What stands between backticks, one piece a line."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"(`make [a-z]+`)", text)])
