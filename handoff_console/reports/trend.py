"""One figure: its trend with the limits of the usual, its parts, its week, and what it means."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.control_chart import ControlChart, Point, Signal, Value, of_shares, of_values, without_limits
from assistant.domain.errors import NotFoundError
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName, Reading, Unit
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import Period
from assistant.services.figures import Readings
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.heat import heat
from handoff_console.reports.overview import around
from handoff_console.reports.parts import name_of_part, names_of_parts, parts_shown
from handoff_console.reports.promises import PROMISES, promise
from handoff_console.reports.shown import chart, shown, written
from handoff_console.reports.year import year_shown

router = APIRouter(prefix="/reports")

SIGNALS = {
    Signal.ABOVE: "Higher than usual",
    Signal.BELOW: "Lower than usual",
    Signal.RUN_HIGH: "High for a long time",
    Signal.RUN_LOW: "Low for a long time",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One point in words."""

    first: date
    label: str
    value: str
    cases: str
    usual: str
    signal: str


@router.get("/{measure}")
async def one(request: Request, measure: str, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """The figure of the days chosen, or of one part of them."""
    name, words = named(measure), words_of(request)
    choice = choice.by_days() if name is MeasureName.CHAT_SHARE else choice
    now, before = await _now_and_before(assistant, choice, name)
    told = await trend_of(assistant, name, choice.days, choice.grain, choice.where)
    table = rows(name, told, choice.grain, words)
    names = await names_of_parts(assistant, choice.by, words)
    parts = parts_shown(name, await _by_part(assistant, name, choice.days, choice.by), names, words)
    told_here = shown(name, now[name], before[name], words)
    page = {
        **around(request, choice),
        "shown": told_here,
        "promise": promise(told_here, now, before, words) if name in PROMISES else None,
        **(await year_shown(assistant, words) if name is MeasureName.CHAT_SHARE else {}),
        "written": lambda of, value: written(of, value, words.lang),
        "definition": definition_of(name),
        "part_name": name_of_part(names, choice.part, words) if choice.part else "",
        "rows": table,
        "signals": [row for row in table if row.signal],
        "tentative": told.tentative,
        "usual": usual_words(name, told, words),
        "trend_chart": chart("trend", name, points(name, told, choice.grain, words), told.middle),
        "parts": parts,
        "parts_chart": chart("parts", name, [part.point for part in parts if not part.rest]),
        "heat": heat(name, await _by_part(assistant, name, choice.days, Dimension.WEEKDAY_HOUR), words),
    }
    return show(request, "reports/trend.html", page)


def definition_of(name: MeasureName) -> list[str]:
    """The paragraphs of the definition, as docs/measures/definitions.md has them."""
    told = inspect.cleandoc(MEASURES[name].defined_by.__doc__ or "")
    return [" ".join(paragraph.split()) for paragraph in told.split("\n\n")]


def named(measure: str) -> MeasureName:
    """Raises NotFoundError."""
    if measure not in set(MeasureName):
        raise NotFoundError(f"there is no figure {measure}")
    return MeasureName(measure)


async def _now_and_before(assistant: Assistant, choice: Choice, name: MeasureName) -> tuple[Readings, Readings]:
    by, part = choice.where or (Dimension.ALL, EVERYTHING)
    now = await assistant.figures.readings(choice.days, by, part, alone=name)
    before = await assistant.figures.readings(choice.stretch.before, by, part, alone=name)
    return now[part], before[part]


async def _by_part(
    assistant: Assistant, name: MeasureName, days: Period, by: Dimension
) -> Mapping[str, Mapping[MeasureName, Reading]]:
    """Of chat's share nothing: other channels' contacts are not told apart, and no part has any cases."""
    return {} if name is MeasureName.CHAT_SHARE else await assistant.figures.readings(days, by, alone=name)


async def trend_of(
    assistant: Assistant, name: MeasureName, days: Period, grain: Grain, where: tuple[Dimension, str] | None = None
) -> ControlChart:
    """The figure over the days, with the limits of the usual."""
    series = await assistant.figures.series(name, days, grain, where)
    values = [Value(first, reading.value, reading.cases) for first, reading in series]
    if grain is Grain.HOUR:
        return without_limits(values)
    return of_shares(values) if MEASURES[name].unit is Unit.SHARE else of_values(values)


def rows(name: MeasureName, told: ControlChart, grain: Grain, words: Words) -> list[Row]:
    """The trend's table, latest first."""
    return [_row(name, point, grain, words) for point in reversed(told.points)]


def _row(name: MeasureName, point: Point, grain: Grain, words: Words) -> Row:
    usual = ""
    if point.low is not None and point.high is not None:
        low, high = written(name, point.low, words.lang), written(name, point.high, words.lang)
        usual = words("{low} to {high}", low=low, high=high)
    return Row(
        point.first,
        label(point.first, grain, words, long=True),
        written(name, point.value, words.lang),
        _cases(point, words),
        usual,
        words(SIGNALS[point.signal]) if point.signal else "",
    )


def _cases(point: Point, words: Words) -> str:
    if 0 < point.cases < FEWEST_TOLD:
        return words("fewer than {number}", number=FEWEST_TOLD)
    return local_words.number(point.cases, words.lang)


def points(name: MeasureName, told: ControlChart, grain: Grain, words: Words) -> Sequence[Mapping[str, Any]]:
    """The trend for `charts.js`, oldest first."""
    return [
        {
            "label": label(point.first, grain, words),
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "signal": point.signal is not None,
            "tip": _tip(name, point, grain, words),
        }
        for point in told.points
    ]


def _tip(name: MeasureName, point: Point, grain: Grain, words: Words) -> str:
    row = _row(name, point, grain, words)
    said = words("{value} of {cases}", value=row.value, cases=row.cases)
    return "\n".join(each for each in (row.label, said, row.signal) if each)


def label(first: date, grain: Grain, words: Words, *, long: bool = False) -> str:
    """What a point is called: `tis 14`, `3 nov.`, `v. 45`, `nov. 2026`, `kv. 4 2026`; long with its year or weekday."""
    match grain:
        case Grain.HOUR:
            return local_words.hour(first, words.lang, short=not long)
        case Grain.DAY:
            return local_words.short_day(first, words.lang) if long else local_words.day_of_month(first, words.lang)
        case Grain.WEEK:
            year, week, _ = first.isocalendar()
            return words("Week {week}, {year}", week=week, year=year) if long else words("w {week}", week=week)
        case Grain.MONTH:
            return local_words.month(first, words.lang, short=not long)
        case Grain.QUARTER:  # pragma: no branch - the last of all
            return words("Q{quarter} {year}", quarter=(first.month + 2) // 3, year=first.year)


def usual_words(name: MeasureName, told: ControlChart, words: Words) -> str:
    """What the limits say, in a sentence; empty where there are none."""
    latest = next((point for point in reversed(told.points) if point.low is not None), None)
    if latest is None or told.middle is None:
        return ""
    middle, low, high = (written(name, each, words.lang) for each in (told.middle, latest.low, latest.high))
    return words("On average {middle}. Between {low} and {high} is the usual.", middle=middle, low=low, high=high)
