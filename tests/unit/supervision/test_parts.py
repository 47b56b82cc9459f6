from pathlib import Path

from pydantic import SecretStr

from assistant.settings import Settings
from assistant.supervision.parts import parts


def settings_of(var: Path, **more: object) -> Settings:
    return Settings().model_copy(update={"var": var, "redis_url": None, "rasa_url": None, "rasa_token": None, **more})


def test_everything_starts_after_redis_and_the_sweeper_after_the_assistant(tmp_path: Path) -> None:
    order = {part.name: part.after for part in parts(settings_of(tmp_path), demo=False)}
    assert list(order) == ["redis", "rasa", "assistant", "console", "sweeper"]
    assert order["rasa"] == order["assistant"] == order["console"] == ("redis",)
    assert order["sweeper"] == ("assistant",)


def test_what_runs_elsewhere_is_not_started_here(tmp_path: Path) -> None:
    elsewhere = settings_of(
        tmp_path, redis_url="redis://r.example/0", rasa_url="http://rasa:5005", rasa_token=SecretStr("given")
    )
    assert [part.name for part in parts(elsewhere, demo=False)] == ["assistant", "console", "sweeper"]


def test_no_secret_stands_on_a_command_line(tmp_path: Path) -> None:
    secret = settings_of(tmp_path, rasa_token=SecretStr("hush-hush"), database_url="postgresql://k:hush-hush@db/k")
    words = [word for part in parts(secret, demo=False) for word in part.command]
    assert [word for word in words if "hush-hush" in word] == []


def test_rasa_is_told_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    rasa = next(
        part for part in parts(settings_of(tmp_path, database_url="postgresql://db"), demo=True) if part.name == "rasa"
    )
    assert "DATABASE_URL" not in rasa.environment
    assert [name for name in rasa.environment if name.startswith("KONTAKT_")] == []


def test_demo_reaches_the_applications(tmp_path: Path) -> None:
    told = {part.name: part.environment.get("KONTAKT_DEMO") for part in parts(settings_of(tmp_path), demo=True)}
    assert told["assistant"] == told["console"] == "true"
    plain = {part.name: part.environment.get("KONTAKT_DEMO") for part in parts(settings_of(tmp_path), demo=False)}
    assert plain["assistant"] == "false"
