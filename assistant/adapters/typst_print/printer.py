"""A report's texts and numbers handed to the template `report.typ`."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

import typst

from assistant.domain.errors import UnavailableError
from assistant.domain.printed import PrintedReport

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): tagged, with a title, a language and words for every picture (requirement A-01)."""


class TypstPrinter:
    """Sets reports in threads of the process that asks. Two at once do each other no harm."""

    async def pdf(self, report: PrintedReport) -> bytes:
        return await asyncio.to_thread(_set, report)


def _set(report: PrintedReport) -> bytes:
    try:
        # The made-at stamp is the report's own, so that the same report is the same file.
        made = typst.compile(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            sys_inputs={"report": json.dumps(asdict(report), ensure_ascii=False, default=str)},
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
            timestamp=int(report.made_at.timestamp()),
        )
    except typst.TypstError as error:
        raise UnavailableError(f"the report could not be set: {error}") from error
    return bytes(made)
