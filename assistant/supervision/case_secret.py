"""What the keys of cases are made with: the secret in the settings, else one made here once."""

from assistant.settings import Settings
from assistant.supervision.kept_secret import kept_secret


def case_secret(settings: Settings) -> bytes:
    """The secret; makes `var/case-secret` (mode 0600) where neither setting nor file gives one.

    Raises:
        OSError: the file cannot be read or written.
    """
    if settings.case_secret is not None:
        return settings.case_secret.get_secret_value().encode()
    return kept_secret(settings.var / "case-secret").encode()
