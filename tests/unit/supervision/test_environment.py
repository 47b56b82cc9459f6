from pathlib import Path

import pytest

from assistant.settings import Settings, read_settings
from assistant.supervision import environment


@pytest.fixture
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in environment.of_settings(Settings()):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("_bare")
def test_children_read_back_the_very_settings_of_the_supervisor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere:6380/2")
    monkeypatch.setenv("KONTAKT_PUBLIC_ORIGINS", '["https://www.linkoping.se"]')
    monkeypatch.setenv("KONTAKT_RASA_TOKEN", "a token")
    monkeypatch.setenv("KONTAKT_SECURE_COOKIES", "yes")
    settings = read_settings()
    told = environment.of_settings(settings)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert read_settings() == settings
    assert told["REDIS_URL"] == "redis://elsewhere:6380/2"


@pytest.mark.usefixtures("_bare")
def test_what_is_not_set_is_not_told() -> None:
    assert {"DATABASE_URL", "KONTAKT_RASA_TOKEN"}.isdisjoint(environment.of_settings(Settings()))


def test_no_setting_of_ours_reaches_a_child_by_inheritance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://kontakt:secret@db/kontakt")
    monkeypatch.setenv("KONTAKT_ANYTHING", "1")
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    inherited = environment.inherited()
    assert inherited["LANG"] == "sv_SE.UTF-8"
    assert {"DATABASE_URL", "KONTAKT_ANYTHING"}.isdisjoint(inherited)


@pytest.mark.parametrize(
    ("url", "host", "port", "database", "password"),
    [
        ("redis://127.0.0.1:6390/0", "127.0.0.1", "6390", "0", ""),
        ("redis://redis", "redis", "6379", "0", ""),
        ("redis://:p%40ss@r.example:7000/3", "r.example", "7000", "3", "p@ss"),
    ],
)
def test_rasas_store_is_the_redis_of_the_settings(url: str, host: str, port: str, database: str, password: str) -> None:
    told = environment.of_rasa(url, "a token", Path("/var"))
    found = [told[f"REDIS_{name}"] for name in ("HOST", "PORT", "DB", "PASSWORD")]
    assert found == [host, port, database, password]


def test_rasa_is_told_its_token_and_reports_to_nobody() -> None:
    told = environment.of_rasa("redis://127.0.0.1", "a token", Path("/var"))
    assert (told["RASA_TOKEN"], told["RASA_TELEMETRY_ENABLED"], told["SANIC_WORKERS"]) == ("a token", "false", "1")


@pytest.mark.parametrize(
    ("terminal", "given", "wanted"),
    [(True, {}, True), (False, {}, False), (True, {"NO_COLOR": "1"}, False), (True, {"NO_COLOR": ""}, True)],
)
def test_colour_is_for_terminals_that_do_not_decline_it(terminal: bool, given: dict[str, str], wanted: bool) -> None:
    assert environment.wants_colour(terminal, given) is wanted
