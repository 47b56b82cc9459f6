"""What the keys of cases are made with is given, or made once and kept."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.settings import Settings, SettingsError, read_settings
from assistant.supervision.case_secret import case_secret


def settings_of(var: Path, secret: str | None = None) -> Settings:
    given = None if secret is None else SecretStr(secret)
    return Settings().model_copy(update={"var": var, "case_secret": given})


def test_a_secret_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "var")
    secret = case_secret(settings)
    assert len(secret) >= 32
    assert case_secret(settings) == secret
    assert (tmp_path / "var/case-secret").stat().st_mode & 0o777 == 0o600


def test_the_secret_of_the_settings_comes_first_and_nothing_is_written(tmp_path: Path) -> None:
    assert case_secret(settings_of(tmp_path, "g" * 32)) == b"g" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_short_secret_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_CASE_SECRET", "hush-hush")
    with pytest.raises(SettingsError) as error:
        read_settings()
    assert "KONTAKT_CASE_SECRET" in str(error.value)
    assert "hush-hush" not in str(error.value)
