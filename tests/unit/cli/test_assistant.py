"""The off switch on the command line, on a database of its own."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.adapters.sql.migrate import upgrade
from assistant.cli.main import app


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'kontakt.sqlite3'}"
    upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("KONTAKT_VAR", str(tmp_path))


def kontakt(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["assistant", *arguments])
    return result.exit_code, result.output + str(result.exception or "")


def test_the_assistant_is_switched_off_and_on_with_a_reason() -> None:
    assert kontakt("off", "--reason", "svarar fel") == (0, "The assistant is off.\n")
    assert kontakt("off", "--reason", "igen") == (0, "The assistant is off already.\n")
    assert kontakt("on", "--reason", "rättat") == (0, "The assistant is on.\n")


def test_a_topic_alone_is_switched_off_and_one_that_is_not_there_cannot_be() -> None:
    assert kontakt("off", "--topic", "bygglov", "--reason", "nya regler") == (0, "On bygglov the assistant is off.\n")
    code, told = kontakt("off", "--topic", "rymdfart", "--reason", "nya regler")
    assert code == 1
    assert "no area rymdfart" in told


def test_without_a_reason_nothing_is_switched() -> None:
    assert kontakt("off")[0] != 0
    code, told = kontakt("off", "--reason", " ")
    assert code == 1
    assert "--reason" in told
