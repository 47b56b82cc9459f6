"""Supervisors see what is expected to come, how many it takes, who is planned, and what would be were it otherwise."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import RefusedError
from assistant.domain.period import LOCAL
from assistant.domain.staffing import LIMIT_CAPACITY
from assistant.services.staffing_plan import WEEKS_AHEAD, HalfHour, WeekPlan, Wish
from assistant.wording.catalogue import Words
from handoff_console import local_words, staffing_shown
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.sheet import Cell, sheet
from handoff_console.staffing_words import COURSES, estimate_words, forecast_words, trial_words
from handoff_console.weeks import monday_of, week_name

router = APIRouter(prefix="/staffing", include_in_schema=False)

WEEK = timedelta(weeks=1)
MINUTE = 60.0
WISHES = ("handed", "handling", "patience", "at_once")
SHEET = (
    *("day", "from", "contacts", "low", "high", "for_a_person"),
    *("agents_needed", "agents_needed_without_assistant", "agents_planned"),
)


@router.get("")
async def staffing(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    week: date | None = None,
    day: date | None = None,
) -> Response:
    """The week. What is wished otherwise stands in the address (`handed`, `handling`, `patience`, `at_once`)."""
    return await _page(request, assistant, week, day)


@router.get("/week")
async def one_week(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    week: date | None = None,
    day: date | None = None,
) -> Response:
    """The part of the page that hangs on the conditions, for whoever changes them."""
    return await _page(request, assistant, week, day, template="staffing/result.html")


@router.get("/week.csv")
async def week_sheet(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    week: date | None = None,
) -> Response:
    """The week, half hour by half hour, under the same conditions."""
    plan = await assistant.staffing_plan.week(monday_of(week, assistant.staffing_plan.this_monday()), _wish(request))
    rows = [_sheet_row(each, words_of(request).lang) for each in plan.half_hours]
    return sheet(f"bemanning-{plan.planned.monday}.csv", SHEET, rows)


@router.post("/forecast")
async def forecast(assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """A forecast is made anew; the page tells when it is there."""
    assistant.look_ahead.start()
    return RedirectResponse("/staffing", 303)


async def _page(
    request: Request,
    assistant: Assistant,
    week: date | None,
    day: date | None,
    template: str = "staffing/staffing.html",
) -> Response:
    fault = ""
    try:
        wish = _wish(request)
        plan = await assistant.staffing_plan.week(monday_of(week, assistant.staffing_plan.this_monday()), wish)
    except (RefusedError, ValueError):
        fault = words_of(request)("Some number was out of its range: the figures below are those measured.")
        wish = Wish()
        plan = await assistant.staffing_plan.week(monday_of(week, assistant.staffing_plan.this_monday()), wish)
    chosen = _chosen(plan, day, words_of(request))
    return show(request, template, {**_shown(request, assistant, plan), "fault": fault, "wish": wish, **chosen})


def _shown(request: Request, assistant: Assistant, plan: WeekPlan) -> dict[str, Any]:
    """Everything on the page but the day looked at."""
    words, outlook, monday = words_of(request), plan.outlook, plan.planned.monday
    wished = {name: value for name, value in request.query_params.items() if name not in {"week", "day"} and value}
    return {
        "plan": plan,
        "outlook": outlook,
        "running": assistant.look_ahead.running,
        "rows": staffing_shown.rows(plan, words),
        "heads": staffing_shown.day_heads(plan, words),
        "week_name": week_name(monday, words.lang),
        "at": lambda **where: "/staffing?" + urlencode({"week": monday, **wished, **where}),
        "sheet_at": "/staffing/week.csv?" + urlencode({"week": monday, **wished}),
        "before": monday - WEEK if monday > assistant.staffing_plan.this_monday() else None,
        "after": monday + WEEK if monday < assistant.staffing_plan.this_monday() + WEEKS_AHEAD * WEEK else None,
        "limit": LIMIT_CAPACITY,
        "forecast_told": forecast_words(outlook.forecast, words) if outlook else "",
        "trial_told": trial_words(outlook.forecast.trial, words) if outlook and outlook.forecast.expected else (),
        "estimate_words": lambda estimate: estimate_words(estimate, words),
        "year": assistant.plan.of(outlook) if outlook else None,
        "courses": COURSES,
        **_numbers(words.lang),
    }


def _chosen(plan: WeekPlan, wanted: date | None, words: Words) -> dict[str, Any]:
    """The day looked at: the one asked for, else the first with a forecast, else the first that is open."""
    days = plan.days
    forecast = [day for day, half_hours in days.items() if any(each.need for each in half_hours)]
    day = wanted if wanted in days else next(iter(forecast), next(iter(days), None))
    half_hours = days[day] if day else ()
    return {
        "day": day,
        "day_name": local_words.day(day, words.lang) if day else "",
        "cells": [staffing_shown.cell(each, words) for each in half_hours],
        "picture": staffing_shown.picture(half_hours),
    }


def _wish(request: Request) -> Wish:
    """What the address wishes otherwise. Raises ValueError for what is no number, RefusedError one out of range."""
    asked = request.query_params
    number = {name: float(asked[name].replace(",", ".")) for name in WISHES if asked.get(name)}
    if "at_once" in number and number["at_once"] != int(number["at_once"]):
        raise ValueError("whole conversations only")
    return Wish(
        handling=number["handling"] * MINUTE if "handling" in number else None,
        patience=number["patience"] * MINUTE if "patience" in number else None,
        handed_off=number["handed"] / 100 if "handed" in number else None,
        at_once=int(number["at_once"]) if "at_once" in number else None,
    )


def _sheet_row(half_hour: HalfHour, lang: str) -> tuple[Cell, ...]:
    """Decimals as the reader's spreadsheet writes them."""
    here, need, without = half_hour.start.astimezone(LOCAL), half_hour.need, half_hour.without_assistant
    place, planned = (str(here.date()), here.strftime("%H:%M")), local_words.decimal(half_hour.planned, lang)
    if need is None or without is None:
        return (*place, None, None, None, None, None, None, planned)
    coming = need.expectation
    expected = (
        local_words.decimal(coming.contacts, lang),
        coming.low,
        coming.high,
        local_words.decimal(need.wanted, lang),
    )
    return (*place, *expected, need.agents, without.agents, planned)


def _numbers(lang: str) -> dict[str, Any]:
    return {
        "number": lambda value: local_words.number(round(value), lang),
        "hours": lambda value: local_words.rate(value, lang),
        "percent": lambda value: local_words.percent(value, lang, 0),
        "minutes_of": lambda seconds: local_words.rate(seconds / MINUTE, lang),
        "moment": lambda at: local_words.day_and_time(at, lang),
    }
