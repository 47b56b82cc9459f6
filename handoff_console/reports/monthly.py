"""Each month's report, made by itself when the month is over, and the list of them."""

import asyncio
import logging
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import AssistantError, NotFoundError
from assistant.domain.measures import Dimension
from assistant.domain.period import LOCAL, Period
from assistant.domain.stretch import Stretch, StretchName, stretch
from assistant.wording.catalogue import LANGUAGES
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.reports.choosing import Choice, fitting_grain
from handoff_console.reports.printed import printed

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reports")

LOOKS_EVERY_SECONDS = 600.0


class MonthEnd:
    """Looks now and then whether a report is due, beside the requests. One process is enough; several do no harm."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._looking: asyncio.Task[None] | None = None

    def start(self) -> None:
        """It looks until `stop`."""
        self._looking = asyncio.create_task(self._look())

    async def stop(self) -> None:
        """A report half made is made another time."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            try:
                await make_due(self._assistant)
            except AssistantError as error:
                log.warning("the month's report waits: %s", error)
            except Exception:
                log.exception("the month's report broke")
            await asyncio.sleep(LOOKS_EVERY_SECONDS)


async def make_due(assistant: Assistant) -> Period | None:
    """The report that is due is made, in Swedish; its month."""
    month = await assistant.monthly_reports.due()
    if month is None:
        return None
    whole = Stretch(StretchName.OWN, month, _month_before(month))
    choice = Choice(whole, fitting_grain(month), Dimension.AREA, "")
    words = assistant.wording.of(LANGUAGES[0])
    await assistant.monthly_reports.make(month, await printed(assistant, choice, words))
    log.info("the report of %s has been made", month.first)
    return month


def _month_before(month: Period) -> Period:
    return stretch(StretchName.LAST_MONTH, month.first).days


@router.get("/saved")
async def saved(request: Request, assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """The months' reports, the latest first."""
    lang = words_of(request).lang
    rows = [
        {
            "address": f"/reports/saved/{report.month:%Y-%m}.pdf",
            "month": local_words.month(report.month, lang),
            "made": local_words.day_and_time(report.made_at.astimezone(LOCAL), lang),
            "size": local_words.number(-(-report.size // 1024), lang),
        }
        for report in await assistant.monthly_reports.all()
    ]
    return show(request, "reports/saved.html", {"rows": rows})


@router.get("/saved/{month}.pdf")
async def saved_pdf(month: str, assistant: Services, me: Supervisor) -> Response:
    """One month's report as it was made."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise NotFoundError(f"there is no month {month}") from error
    pdf = await assistant.monthly_reports.pdf(first)
    log.info("supervisor %s reads the report of %s", me.id, month)
    headers = {"Content-Disposition": f'inline; filename="rapport_{month}.pdf"', "Cache-Control": "no-store"}
    return Response(pdf, media_type="application/pdf", headers=headers)
