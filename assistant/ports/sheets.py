"""Somebody's file, read as a table."""

from typing import Protocol

from assistant.domain.sheet import Sheet


class SheetReader(Protocol):
    """Reads CSV and workbooks."""

    def read(self, content: bytes) -> Sheet:
        """The rows that are not empty. Blocks: some seconds for a whole year.

        Raises FaultError where the content is no table, too large, or of a kind that is refused.
        """
        ...
