"""The command `kontakt`."""

from assistant.cli.main import main

__all__ = ["main"]
