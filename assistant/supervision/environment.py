"""What each process finds in its environment."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from assistant.settings import Settings

_OURS = "KONTAKT_"


def inherited() -> dict[str, str]:
    """What we were given, less every setting of ours: children are told those explicitly."""
    ours = {_variable(name) for name in Settings.model_fields}
    given = os.environ  # noqa: TID251 - handed on to child processes, not read as settings
    return {name: value for name, value in given.items() if name not in ours and not name.startswith(_OURS)}


def of_settings(settings: Settings) -> dict[str, str]:
    """The settings as variables that `read_settings` would read back as the same settings."""
    values = {_variable(name): getattr(settings, name) for name in Settings.model_fields}
    return {name: _text(value) for name, value in values.items() if value is not None}


def of_rasa(redis_url: str, token: str, var: Path) -> dict[str, str]:
    """What nlu_data/endpoints.yml expands, the token, and what keeps Rasa and its libraries quiet and at home.

    `SANIC_WORKERS`: one process. `OMP_NUM_THREADS`: the light pipeline gains nothing by more threads.
    """
    return {
        **_redis(redis_url),
        "RASA_TOKEN": token,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(var / "cache/rasa"),
        "MPLCONFIGDIR": str(var / "cache/matplotlib"),
        "SANIC_WORKERS": "1",
        "OMP_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
    }


def wants_colour(terminal: bool, surroundings: Mapping[str, str]) -> bool:
    """On a terminal, unless NO_COLOR says otherwise (no-color.org: any value but the empty one)."""
    return terminal and not surroundings.get("NO_COLOR")


def _redis(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    return {
        "REDIS_HOST": parts.hostname or "127.0.0.1",
        "REDIS_PORT": str(parts.port or 6379),
        "REDIS_DB": parts.path.strip("/") or "0",
        "REDIS_PASSWORD": unquote(parts.password or ""),
    }


def _variable(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"{_OURS}{name.upper()}"


def _text(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case bool():
            return "true" if value else "false"
        case tuple():
            return json.dumps(value)
        case _:
            return str(value)
