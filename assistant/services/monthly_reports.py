"""The month's report, made once when the month is over, and kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from assistant.domain.errors import ConflictError
from assistant.domain.period import LOCAL, Period, local_day
from assistant.domain.printed import PrintedReport
from assistant.domain.saved_report import SavedReport
from assistant.domain.stretch import StretchName, stretch
from assistant.ports import Clock, Records
from assistant.ports.printing import Printer

MADE_FROM = time(5)
"""On the first, local time: the last evening's wrap-ups are done, and nobody waits for the machine."""


@dataclass(frozen=True, slots=True)
class MonthlyReports:
    """Any process may make the report that is due, and try again: one is saved."""

    records: Records
    printer: Printer
    clock: Clock

    async def due(self) -> Period | None:
        """The month whose report is to be made now, if any: the last one, where anything was said in it."""
        now = self.clock.now()
        month = stretch(StretchName.LAST_MONTH, local_day(now)).days
        if now < _made_from(now):
            return None
        async with self.records.reading() as unit:
            saved = {report.month for report in await unit.saved_reports.all()}
            first = await unit.figures.first()
        return month if first is not None and first < month.end and month.first not in saved else None

    async def make(self, month: Period, report: PrintedReport) -> None:
        """The report is printed and kept; one that another process has saved meanwhile stays.

        Raises UnavailableError.
        """
        pdf = await self.printer.pdf(report)
        try:
            async with self.records.unit() as unit:
                await unit.saved_reports.add(month.first, self.clock.now(), pdf)
        except ConflictError:
            return

    async def all(self) -> Sequence[SavedReport]:
        """Every month's, the latest first."""
        async with self.records.reading() as unit:
            return await unit.saved_reports.all()

    async def pdf(self, month: date) -> bytes:
        """The file. Raises NotFoundError."""
        async with self.records.reading() as unit:
            return await unit.saved_reports.pdf(month)


def _made_from(now: datetime) -> datetime:
    return datetime.combine(local_day(now).replace(day=1), MADE_FROM, LOCAL)
