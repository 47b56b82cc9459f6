"""Somebody's file, read as a table."""

from typing import Protocol

from assistant.domain.sheet import AS_IT_SHOWS, Sheet, Writing


class SheetReader(Protocol):
    """Reads CSV and workbooks."""

    def read(self, content: bytes, writing: Writing = AS_IT_SHOWS) -> Sheet:
        """The rows that are not empty; a text as `writing` tells, where it does. Blocks: a second for a whole year.

        Raises FaultError where the content is no table, too large, or of a kind that is refused.
        """
        ...
