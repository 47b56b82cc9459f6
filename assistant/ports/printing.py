"""Who makes a file of a report."""

from typing import Protocol

from assistant.domain.printed import PrintedReport


class Printer(Protocol):
    """Makes the report a file that is handed on."""

    async def pdf(self, report: PrintedReport) -> bytes:
        """A PDF for reading aloud as well as for print (PDF/UA-1).

        Raises UnavailableError when it cannot be made.
        """
        ...
