"""What a serving process does besides serving: logs its lines and reads its settings or stops with one sentence."""

import logging
import sys

from assistant.settings import Settings, SettingsError, read_settings

_FORMAT = "%(levelname)-7s %(name)s: %(message)s"


def prepare_process() -> Settings:
    """The settings, with logging set up. Exits with status 2 and one sentence when a setting is missing or odd."""
    logging.basicConfig(level=logging.INFO, format=_FORMAT, stream=sys.stderr)
    # These name conversations in addresses at every request; what matters is logged by ourselves.
    for noisy in ("httpx", "httpcore", "uvicorn.access", "sse_starlette", "faiss", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        return read_settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from error
