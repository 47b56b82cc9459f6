"""Secrets made here once, each in a file under `var` that its owner alone can read."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The secret in the file; made with 256 random bits (mode 0600) where there is none yet.

    Raises:
        OSError: the file cannot be read or written.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Hexadecimal: one secret in 64 of token_urlsafe begins with a hyphen, which Rasa's command takes for an option.
        _write_once(str(path), secrets.token_hex(32))
    return path.read_text().strip()


def _write_once(path: str, secret: str) -> None:
    """Written whole under another name first, so that two processes starting together read one and the same secret."""
    draft = f"{path}.{os.getpid()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first; its secret is the secret
    finally:
        os.unlink(draft)
