"""Why Kontakt cannot start."""


class StartError(Exception):
    """One sentence for the person who starts Kontakt: what is wrong, and what to do."""
