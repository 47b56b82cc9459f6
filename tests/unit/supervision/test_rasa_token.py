import stat
from pathlib import Path

from pydantic import SecretStr

from assistant.settings import Settings
from assistant.supervision.rasa_token import rasa_token


def settings_of(var: Path, token: str | None) -> Settings:
    secret = None if token is None else SecretStr(token)
    return Settings().model_copy(update={"var": var, "rasa_token": secret})


def test_a_token_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "var", None)
    token = rasa_token(settings)
    assert len(token) >= 32
    assert rasa_token(settings) == token
    assert stat.S_IMODE((tmp_path / "var/rasa-token").stat().st_mode) == 0o600


def test_a_token_in_the_settings_is_the_token_and_none_is_made(tmp_path: Path) -> None:
    assert rasa_token(settings_of(tmp_path, "given")) == "given"
    assert list(tmp_path.iterdir()) == []
