"""Who may sign in, set on the command line, on a database of its own."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.adapters.sql.migrate import upgrade
from assistant.bootstrap import build
from assistant.cli.main import app
from assistant.domain.staffing import StaffMember
from assistant.settings import read_settings

PASSWORD = "ett långt lösenord"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'kontakt.sqlite3'}"
    upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("KONTAKT_VAR", str(tmp_path))


def add(*options: str) -> tuple[int, str]:
    arguments = ["staff", "add", "leila", "Leila Haddad", "--password", PASSWORD, *options]
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output + str(result.exception or "")


def members() -> list[StaffMember]:
    async def read() -> list[StaffMember]:
        assistant = build(read_settings())
        try:
            return list(await assistant.staff.members())
        finally:
            await assistant.aclose()

    return asyncio.run(read())


def test_somebody_is_added_with_what_they_know_and_speak() -> None:
    options = ("--area", "bygglov", "--area", "avfall_atervinning", "--language", "ar", "--language", "sv")
    assert add(*options) == (0, "Leila Haddad may sign in as leila.\n")
    (leila,) = members()
    assert set(leila.areas) == {"bygglov", "avfall_atervinning"}
    assert leila.languages == ("sv", "ar")


def test_without_options_somebody_answers_everything_in_swedish() -> None:
    assert add()[0] == 0
    (leila,) = members()
    assert (leila.areas, leila.languages) == ((), ("sv",))


@pytest.mark.parametrize(
    ("option", "named", "helps"),
    [("--area", "rymdfart", "avfall_atervinning, "), ("--language", "klingon", "ar, en, fa, fi, so, sv, uk")],
)
def test_what_is_not_there_is_refused_with_what_there_is(option: str, named: str, helps: str) -> None:
    code, told = add(option, named)
    assert code == 1
    assert f"no {option.strip('-')} {named}" in told
    assert helps in told
    assert members() == []
