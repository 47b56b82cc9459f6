"""All figures of one stretch of days, each against its target and the time before."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, MeasureName, Reading
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.stretch import StretchName
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.measure_words import DIMENSIONS, GRAINS
from handoff_console.pages import show, words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.shown import Shown, shown

router = APIRouter(prefix="/reports")

PROMISES = (
    MeasureName.SERVICE_LEVEL,
    MeasureName.ABANDONMENT,
    MeasureName.SATISFACTION,
    MeasureName.RESOLUTION_CITIZEN,
    MeasureName.CHAT_SHARE,
)
"""What the municipality's plan promises."""
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
    """Every figure of the days chosen."""
    figures = await figures_of(request, assistant, choice)
    page = {
        **around(request, choice),
        "here": "/reports",
        "promises": [figures[name] for name in PROMISES],
        "groups": {title: [figures[name] for name in names] for title, names in GROUPS.items()},
    }
    return show(request, "reports/overview.html", page)


async def figures_of(request: Request, assistant: Assistant, choice: Choice) -> Mapping[MeasureName, Shown]:
    """All figures in words."""
    now, before = await readings_of(assistant, choice)
    words = words_of(request)
    return {name: shown(name, now[name], before[name], words) for name in MEASURES}


async def readings_of(
    assistant: Assistant, choice: Choice
) -> tuple[Mapping[MeasureName, Reading], Mapping[MeasureName, Reading]]:
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
        "grains": GRAINS,
        "span": local_words.days(choice.days, lang),
        "span_before": local_words.days(choice.stretch.before, lang),
    }
