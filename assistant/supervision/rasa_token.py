"""Rasa's API token: the one in the settings, else one made here once and kept readable by its owner alone."""

import os
import secrets

from assistant.settings import Settings


def rasa_token(settings: Settings) -> str:
    """The token; makes `var/rasa-token` (mode 0600) where neither setting nor file gives one.

    Raises:
        OSError: the file cannot be read or written.
    """
    if settings.rasa_token is not None:
        return settings.rasa_token.get_secret_value()
    path = settings.var / "rasa-token"
    if not path.exists():
        settings.var.mkdir(parents=True, exist_ok=True)
        _write_once(str(path), secrets.token_urlsafe(32))
    return path.read_text().strip()


def _write_once(path: str, token: str) -> None:
    """Written whole under another name first, so that two processes starting together read one and the same token."""
    draft = f"{path}.{os.getpid()}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(token)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # the other process was first; its token is the token
    finally:
        os.unlink(draft)
