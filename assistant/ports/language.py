"""Telling in which language something is written."""

from typing import Protocol

from assistant.domain.conversation import Language


class LanguageDetector(Protocol):
    """Tells languages apart by the words alone."""

    def detect(self, text: str) -> Language | None:
        """The language of `text`, or None where it is too short or too mixed to tell surely."""
        ...
