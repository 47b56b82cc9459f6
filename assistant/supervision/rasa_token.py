"""Rasa's API token: the one in the settings, else one made here once and kept readable by its owner alone."""

from assistant.settings import Settings
from assistant.supervision.kept_secret import kept_secret


def rasa_token(settings: Settings) -> str:
    """The token; makes `var/rasa-token` (mode 0600) where neither setting nor file gives one.

    Raises:
        OSError: the file cannot be read or written.
    """
    if settings.rasa_token is not None:
        return settings.rasa_token.get_secret_value()
    return kept_secret(settings.var / "rasa-token")
