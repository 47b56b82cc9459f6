"""The command line of every process, in one place: `kontakt up` runs these, and docker-compose.yml says the same."""

from dataclasses import dataclass

# Rasa takes its token only as an argument, which everyone on the machine can read; the environment they cannot.
_RASA_WITH_TOKEN = (
    "import os, sys; from rasa.__main__ import main; sys.argv += ['--auth-token', os.environ['RASA_TOKEN']]; main()"
)

# Seconds that open event streams get when a web application stops; below the ten after which it would be killed.
_STREAMS_GET_SECONDS = 3


@dataclass(frozen=True)
class Places:
    """Where programs, files and addresses are: on this machine, or in the containers."""

    python: str
    kontakt: str
    rasa_python: str
    redis_server: str
    host: str
    assistant_port: int
    console_port: int
    rasa_host: str
    rasa_port: int
    redis_host: str
    redis_port: int
    redis_protected: bool
    redis_data: str
    model: str
    nlu_data: str


def redis(places: Places) -> tuple[str, ...]:
    """Redis with every write on disk within a second, refusing writes rather than forgetting when memory is full."""
    return (
        *(places.redis_server, "--bind", places.redis_host, "--port", str(places.redis_port)),
        *("--protected-mode", "yes" if places.redis_protected else "no", "--dir", places.redis_data),
        *("--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--maxmemory-policy", "noeviction"),
    )


def migrate(places: Places) -> tuple[str, ...]:
    """Brings the database up to date, once."""
    return (places.kontakt, "db", "upgrade")


def rasa(places: Places) -> tuple[str, ...]:
    """Rasa with its API behind the token in `RASA_TOKEN`, and Redis's address from `REDIS_HOST` and its siblings."""
    return (
        *(places.rasa_python, "-c", _RASA_WITH_TOKEN, "run", "--enable-api", "--quiet"),
        *("-i", places.rasa_host, "-p", str(places.rasa_port), "--model", places.model),
        *("--endpoints", f"{places.nlu_data}/endpoints.yml", "--credentials", f"{places.nlu_data}/credentials.yml"),
    )


def assistant(places: Places) -> tuple[str, ...]:
    """The citizens' application."""
    return _uvicorn(places, "assistant.web.app:create_app", places.assistant_port)


def console(places: Places) -> tuple[str, ...]:
    """The staff's application."""
    return _uvicorn(places, "handoff_console.app:create_app", places.console_port)


def sweeper(places: Places) -> tuple[str, ...]:
    """What time does: lapsed claims, lost turns, abandonment, silence."""
    return (places.kontakt, "sweep")


def _uvicorn(places: Places, factory: str, port: int) -> tuple[str, ...]:
    """No access log: its lines would carry conversations' addresses."""
    return (
        *(places.python, "-m", "uvicorn", factory, "--factory", "--host", places.host, "--port", str(port)),
        *("--no-server-header", "--no-access-log", "--timeout-graceful-shutdown", str(_STREAMS_GET_SECONDS)),
    )
