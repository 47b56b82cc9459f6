"""What would keep Kontakt from starting, found before anything is started."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from assistant.settings import Settings
from assistant.supervision import listening, manifest
from assistant.supervision.places import kontakt_command, model_folder
from assistant.supervision.probes import ping_problem
from assistant.supervision.redis_program import redis_program

_SET_UP = "run `make setup`"
_CONNECT_SECONDS = 3.0


def folder_problem(var: Path) -> str | None:
    """Whether files can be made under `var`."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        trial = var / f".trial-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        return f"{var} cannot be written ({error.strerror}): make it writable, or set KONTAKT_VAR to a folder that is."
    return None


async def problems(settings: Settings) -> list[str]:
    """One sentence for each thing that is wrong, saying what to do."""
    found = [*_missing(settings), *_damaged(settings), *_ports(settings)]
    found += [text for text in (await _redis(settings), await _database(settings)) if text]
    return found


def _missing(settings: Settings) -> Iterator[str]:
    if settings.rasa_url is None and not os.access(settings.rasa_python, os.X_OK):
        yield f"Rasa's interpreter {settings.rasa_python} is missing: {_SET_UP}, or set KONTAKT_RASA_PYTHON."
    if settings.rasa_url is not None and settings.rasa_token is None:
        yield "KONTAKT_RASA_URL is set without a token: set KONTAKT_RASA_TOKEN to that Rasa's."
    if not os.access(kontakt_command(), os.X_OK):
        yield f"The command {kontakt_command()} is missing: {_SET_UP}."


def _damaged(settings: Settings) -> Iterator[str]:
    built = [("knowledge index", settings.var / "index", "index")]
    if settings.rasa_url is None:
        built.insert(0, ("Rasa model", model_folder(settings.var), "model"))
    for what, folder, step in built:
        if state := manifest.damage(folder):
            yield f"The {what} is {state}: {_SET_UP} (`python3 -m tools.set_up --only {step}` builds it alone)."


def _ports(settings: Settings) -> Iterator[str]:
    wanted = [
        (settings.host, settings.assistant_port, "KONTAKT_ASSISTANT_PORT"),
        (settings.host, settings.console_port, "KONTAKT_CONSOLE_PORT"),
    ]
    if settings.rasa_url is None:
        wanted.append(("127.0.0.1", settings.rasa_port, "KONTAKT_RASA_PORT"))
    if settings.redis_url is None:
        wanted.append(("127.0.0.1", settings.redis_port, "KONTAKT_REDIS_PORT"))
    for host, port, variable in wanted:
        if why := listening.refusal(host, port):
            yield f"Port {port} {why}: stop what uses it, or set {variable} to a free port."


async def _redis(settings: Settings) -> str | None:
    url = settings.redis_url
    if url is None:
        found = redis_program()
        return None if found else f"No Redis server: {_SET_UP}, install redis-server, or set REDIS_URL."
    parts = urlsplit(url)
    if parts.scheme != "redis":
        return f"REDIS_URL begins with {parts.scheme}://, which Rasa is not set up for: give a redis:// address."
    if why := await ping_problem(url):
        return f"REDIS_URL: no answer from {_place(url, 6379)} ({why}): start that Redis server, or unset REDIS_URL."
    return None


async def _database(settings: Settings) -> str | None:
    """Whether something listens; whether it lets us in, the migration tells."""
    if settings.database_url is None or settings.database_url.startswith("sqlite"):
        return None
    place = urlsplit(settings.database_url)
    if place.hostname is None:
        return None  # a socket: the migration tells whether it answers
    try:
        _, writer = await asyncio.wait_for(
            asyncio.open_connection(place.hostname or "127.0.0.1", place.port or 5432), _CONNECT_SECONDS
        )
        writer.close()
    except (OSError, TimeoutError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        where = _place(settings.database_url, 5432)
        return f"DATABASE_URL: no answer from {where} ({why}): start that PostgreSQL server, or unset DATABASE_URL."
    return None


def _place(url: str, port: int) -> str:
    """Host and port, without the password that stands beside them."""
    parts = urlsplit(url)
    return f"{parts.hostname or '127.0.0.1'}:{parts.port or port}"
