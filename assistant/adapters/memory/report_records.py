"""Monthly reports, in memory."""

from collections.abc import Sequence
from datetime import date, datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.saved_report import SavedReport


class MemorySavedReports:
    """Implements `SavedReports`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, month: date, made_at: datetime, pdf: bytes) -> None:
        if month in self._recorded.saved_reports:
            raise ConflictError(f"the report of {month} has been saved")
        self._recorded.saved_reports[month] = (SavedReport(month, made_at, len(pdf)), pdf)

    async def all(self) -> Sequence[SavedReport]:
        return [self._recorded.saved_reports[month][0] for month in sorted(self._recorded.saved_reports, reverse=True)]

    async def pdf(self, month: date) -> bytes:
        if month not in self._recorded.saved_reports:
            raise NotFoundError(f"no report of {month} has been saved")
        return self._recorded.saved_reports[month][1]
