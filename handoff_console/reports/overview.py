"""All figures of one stretch of days, each against its target and the time before; what else a director asks first."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, MeasureName
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.period import local_day
from assistant.domain.stretch import StretchName
from assistant.services.figures import Readings
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.measure_words import DIMENSIONS, GRAINS
from handoff_console.outcome_words import outcomes_shown
from handoff_console.pages import clock_time, is_fragment, show, words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.promises import PROMISES, lead, promise
from handoff_console.reports.shown import shown
from handoff_console.reports.side_by_side import SIDE_BY_SIDE, side_by_side
from handoff_console.reports.year import year_shown

router = APIRouter(prefix="/reports")

GROUPS = {
    "Waiting for a person": (
        MeasureName.SPEED_OF_ANSWER,
        MeasureName.SERVICE_LEVEL_ALL_ABANDONED,
        MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED,
        MeasureName.SHORT_ABANDONS,
    ),
    "Solved or not": (
        MeasureName.RESOLUTION_DURABLE,
        MeasureName.RESOLUTION_AGENT,
        MeasureName.SOLVED_SAID,
        MeasureName.TREATMENT_INDEX,
        MeasureName.RESPONSE_RATE,
    ),
    "The assistant": (
        MeasureName.CONTAINMENT,
        MeasureName.HANDOFF_RATE,
        MeasureName.COVERAGE,
        MeasureName.PRECISION,
        MeasureName.FIRST_RESPONSE,
    ),
    "The work": (MeasureName.OCCUPANCY, MeasureName.HANDLING_TIME, MeasureName.WRAP_UP_TIME),
}
STRETCHES = {
    StretchName.TODAY: "Today",
    StretchName.YESTERDAY: "Yesterday",
    StretchName.WEEK: "This week",
    StretchName.LAST_WEEK: "Last week",
    StretchName.MONTH: "This month",
    StretchName.LAST_MONTH: "Last month",
    StretchName.QUARTER: "This quarter",
    StretchName.LAST_QUARTER: "Last quarter",
    StretchName.YEAR: "This year",
    StretchName.LAST_YEAR: "Last year",
}


@router.get("")
async def overview(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """Every figure of the days chosen; of this year also its plan."""
    words = words_of(request)
    page = {
        **around(request, choice),
        **await _figures(request, assistant, choice),
        **(await year_shown(assistant, words) if choice.stretch.name is StretchName.YEAR else {}),
    }
    return show(request, "reports/overview.html", page)


@router.get("/figures")
async def figures(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """What of the page moves, for a page that looks again."""
    return show(request, "reports/figures.html", await _figures(request, assistant, choice))


@router.get("/outcomes")
async def outcomes(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """What citizens' words led to. Read from the record, so that the page of figures need not wait for it."""
    counts = await assistant.figures.outcomes(choice.days)
    page = {**around(request, choice), "rows": outcomes_shown(counts, words_of(request))}
    return show(request, "reports/led_to.html" if is_fragment(request) else "reports/outcomes.html", page)


async def _figures(request: Request, assistant: Assistant, choice: Choice) -> dict[str, Any]:
    words = words_of(request)
    now, before = await readings_of(assistant, choice)
    told = {name: shown(name, now[name], before[name], words) for name in MEASURES}
    return {
        "choice": choice,
        "live": local_day(assistant.clock.now()) == choice.days.last,
        "counted_at": clock_time(assistant.clock.now()),
        "lead": lead([told[name] for name in PROMISES], choice.stretch.before, words),
        "promises": [promise(told[name], now, before, words) for name in PROMISES],
        "groups": {title: [told[name] for name in names] for title, names in GROUPS.items()},
        "side_by_side": await side_by_side(assistant, {choice.stretch.name: now}, words),
        "columns": {name: STRETCHES[name] for name in SIDE_BY_SIDE},
    }


async def readings_of(assistant: Assistant, choice: Choice) -> tuple[Readings, Readings]:
    """All figures of the days, and of those before."""
    now = await assistant.figures.readings(choice.days)
    before = await assistant.figures.readings(choice.stretch.before)
    return now[EVERYTHING], before[EVERYTHING]


def around(request: Request, choice: Choice) -> dict[str, Any]:
    """What every report's page has: the choice and how to change it."""
    lang = words_of(request).lang
    return {
        "choice": choice,
        "stretches": STRETCHES,
        "dimensions": DIMENSIONS,
        "grains": {grain: GRAINS[grain] for grain in GRAINS if grain in choice.grains},
        "span": local_words.days(choice.days, lang),
        "span_before": local_words.days(choice.stretch.before, lang),
    }
