"""Monthly reports, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.saved_report import SavedReport


class SavedReports(Protocol):
    """One file a month. The first that is saved stays."""

    async def add(self, month: date, made_at: datetime, pdf: bytes) -> None:
        """Saved. `month`: its first day. Raises ConflictError where the month has one."""
        ...

    async def all(self) -> Sequence[SavedReport]:
        """Every month's, the latest first, without the files."""
        ...

    async def pdf(self, month: date) -> bytes:
        """The file. Raises NotFoundError."""
        ...
