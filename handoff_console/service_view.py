"""The supervisor's view: the five figures against their targets, and the conversations behind each."""

import logging
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError
from assistant.domain.period import LOCAL, PeriodName, current
from assistant.services.report import FigureName
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.behind_shown import Line, answered_by, line, survey_words, waited
from handoff_console.figure_words import FIGURES, OUTCOMES, PERIODS
from handoff_console.figures_shown import Shown, outcomes_shown, shown, summary
from handoff_console.grounds_words import why
from handoff_console.pages import clock_time, show, words_of
from handoff_console.sheet import Cell, sheet

log = logging.getLogger(__name__)
router = APIRouter(prefix="/service", include_in_schema=False)

ROWS_A_PAGE = 50
Chosen = Annotated[PeriodName, Query()]


@router.get("")
async def service(request: Request, assistant: Services, me: Supervisor, period: Chosen = PeriodName.TODAY) -> Response:  # noqa: ARG001 - supervisors only
    """The five figures of one period."""
    return show(request, "service_view/service.html", await _figures(request, assistant, period))


@router.get("/figures")
async def figures(request: Request, assistant: Services, me: Supervisor, period: Chosen = PeriodName.TODAY) -> Response:  # noqa: ARG001 - supervisors only
    """What of the page moves, for a page that looks again."""
    return show(request, "service_view/figures.html", await _figures(request, assistant, period))


@router.get("/conversation/{conversation_id}")
async def conversation(
    request: Request,
    conversation_id: str,
    assistant: Services,
    me: Supervisor,
    figure: str = "",
    period: Chosen = PeriodName.TODAY,
) -> Response:
    """One conversation to read. `figure` and `period`: the list it was opened from."""
    reading = await assistant.report.read(ConversationId(conversation_id))
    # Who looked at whose conversation can be told afterwards (requirement C-06).
    log.info("supervisor %s reads conversation %s", me.id, conversation_id)
    await assistant.aside.look(ConversationId(conversation_id), me)
    words, now = words_of(request), assistant.clock.now()
    staff = await _staff(assistant)
    shown_here = {
        **_common(words),
        "reading": reading,
        "turns": {turn.seq: turn for turn in reading.turns},
        "danger": next((turn.danger for turn in reading.turns if turn.danger), None),
        "outcomes": OUTCOMES,
        "why": why,
        "waited": waited(reading.handoff, now) if reading.handoff else None,
        "answered_by": answered_by(reading.handoff, staff, words),
        "survey": survey_words(reading.survey, words),
        "back": f"/service/{figure}?period={period}" if figure in set(FigureName) else f"/service?period={period}",
    }
    return show(request, "service_view/conversation.html", shown_here)


@router.get("/{figure}.csv")
async def behind_as_sheet(
    request: Request,
    figure: str,
    assistant: Services,
    me: Supervisor,
    period: Chosen = PeriodName.TODAY,
) -> Response:
    """The conversations behind a figure as a file."""
    name, words = _named(figure), words_of(request)
    lines = await _lines(assistant, name, period, words)
    days = current(period, assistant.clock.now())
    log.info("supervisor %s exports %s rows behind %s", me.id, len(lines), name)
    titles = (
        "Day",
        "Time",
        "Waited (seconds)",
        "Answered by",
        "Disposition",
        "Survey",
        "Counts",
        "Why",
        "Conversation",
    )
    file = f"{FIGURES[name].slug}_{days.first}_{days.last}.csv"
    return sheet(file, [words(title) for title in titles], [_cells(each, words) for each in lines])


@router.get("/{figure}")
async def behind(
    request: Request,
    figure: str,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    period: Chosen = PeriodName.TODAY,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The conversations behind a figure, those that count against it first."""
    name, words = _named(figure), words_of(request)
    lines = await _lines(assistant, name, period, words)
    pages = max(1, -(-len(lines) // ROWS_A_PAGE))
    page = min(page, pages)
    (told,) = [each for each in await assistant.report.figures(period) if each.name is name]
    shown_here = {
        **_common(words),
        **_chosen(assistant, period, words),
        "shown": shown(told, period, words),
        "lines": lines[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE],
        "tally": {kept: sum(each.kept == kept for each in lines) for kept in ("no", "yes", "unknown")},
        "total": len(lines),
        "page": page,
        "pages": pages,
        "query": urlencode({"figure": name, "period": period}),
    }
    return show(request, "service_view/behind.html", shown_here)


def _named(figure: str) -> FigureName:
    if figure not in set(FigureName):
        raise NotFoundError(f"there is no figure {figure}")
    return FigureName(figure)


async def _figures(request: Request, assistant: Assistant, period: PeriodName) -> Mapping[str, Any]:
    words = words_of(request)
    every = {name: await _of_period(assistant, name, words) for name in PERIODS}
    return {
        **_common(words),
        **_chosen(assistant, period, words),
        "figures": every[period],
        "summary": summary(every[period], words),
        "rows": list(zip(*every.values(), strict=True)),
        "outcomes": outcomes_shown(await assistant.report.outcomes(period), words),
        "counted_at": clock_time(assistant.clock.now()),
    }


async def _of_period(assistant: Assistant, period: PeriodName, words: Words) -> tuple[Shown, ...]:
    return tuple(shown(figure, period, words) for figure in await assistant.report.figures(period))


def _common(words: Words) -> Mapping[str, Any]:
    return {
        "day_and_time": lambda moment: local_words.day_and_time(moment, words.lang),
        "percent": lambda value: local_words.percent(value, words.lang, 0),
        "number": lambda value: local_words.number(value, words.lang),
    }


def _chosen(assistant: Assistant, period: PeriodName, words: Words) -> Mapping[str, Any]:
    days = current(period, assistant.clock.now())
    week = days.first.isocalendar().week if period is PeriodName.WEEK else None
    return {"period": period, "periods": PERIODS, "week": week, "span": local_words.span(period, days, words.lang)}


async def _lines(assistant: Assistant, figure: FigureName, period: PeriodName, words: Words) -> tuple[Line, ...]:
    staff, now = await _staff(assistant), assistant.clock.now()
    rows = await assistant.report.behind(figure, period)
    return tuple(line(figure, row, staff, now, words) for row in rows)


async def _staff(assistant: Assistant) -> Mapping[str, str]:
    return {member.id: member.full_name for member in await assistant.staff.members()}


def _cells(each: Line, words: Words) -> tuple[Cell, ...]:
    opened = each.row.conversation.opened_at.astimezone(LOCAL)
    return (
        str(opened.date()),
        f"{opened:%H:%M}",
        None if each.waited is None else int(each.waited.total_seconds()),
        each.answered_by,
        each.disposition,
        each.survey,
        words({"yes": "For", "no": "Against", "unknown": "Left out"}[each.kept]),
        each.why,
        each.row.conversation.id,
    )
