"""The conversations behind a figure, from any of its parts or points: the number is never the last word."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, Dimension, MeasureName, Unit
from assistant.domain.measures.names import UNIT_SECONDS, SpanName
from assistant.domain.measures.why import Counts
from assistant.domain.period import LOCAL
from assistant.services.behind import Asked, Row
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.measure_words import WORDS_OF_MEASURES
from handoff_console.pages import show, words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.overview import around
from handoff_console.reports.parts import name_of_part, names_of_parts
from handoff_console.reports.shown import written
from handoff_console.reports.trend import named
from handoff_console.reports.why_words import COUNTS, COUNTS_NEITHER, WHYS
from handoff_console.sheet import sheet

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reports")

MOST_EXPORTED = 10_000
"""Rows in one file: more is a job for the database, not for a spreadsheet."""
KEPT = {Counts.FOR: "yes", Counts.AGAINST: "no", Counts.COUNTED: "yes", Counts.LEFT_OUT: "unknown"}
ICONS = {"yes": "CheckmarkCircle", "no": "ExclamationmarkTriangle", "unknown": "Hourglass"}


@dataclass(frozen=True, slots=True)
class Line:
    """One conversation in words. `kept`: `yes`, `no` or `unknown`, for styles and tests."""

    id: str
    opened: str
    kept: str
    counts: str
    why: str
    taken: str
    area: str
    answered_by: str

    @property
    def icon(self) -> str:
        """How it counts, as a picture."""
        return ICONS[self.kept]


@router.get("/{measure}/behind")
async def behind(
    request: Request,
    measure: str,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    choice: Chosen,
) -> Response:
    """The conversations behind the figure, the latest first; `only`: those that count in one way."""
    name, words = named(measure), words_of(request)
    only, cursor = request.query_params.get("only", ""), request.query_params.get("cursor")
    asked = _asked(name, choice, only)
    page = await assistant.figures.behind(asked, cursor or None)
    known = await names_of_parts(assistant, choice.by, words)
    shown = {
        **around(request, choice.keeping(only=str(asked.only or ""))),
        "measure": name,
        "title": words(WORDS_OF_MEASURES[name].name),
        "part_name": name_of_part(known, choice.part, words) if choice.part else "",
        "lines": await _lines(assistant, name, page.rows, words),
        "ways": _ways(name),
        "only": str(asked.only or ""),
        "timed": MEASURES[name].unit is Unit.SECONDS,
        "more": urlencode({"cursor": page.cursor}) if page.cursor else "",
        "begun": cursor is None,
        "most": local_words.number(MOST_EXPORTED, words.lang),
    }
    return show(request, "reports/behind.html", shown)


@router.get("/{measure}/behind.csv")
async def behind_as_sheet(
    request: Request, measure: str, assistant: Services, me: Supervisor, choice: Chosen, only: str = ""
) -> Response:
    """The same as a file, at most `MOST_EXPORTED` of them."""
    name, words = named(measure), words_of(request)
    rows: list[Row] = []
    cursor: str | None = None
    while len(rows) < MOST_EXPORTED:
        page = await assistant.figures.behind(_asked(name, choice, only), cursor, limit=500)
        rows += page.rows
        cursor = page.cursor
        if cursor is None:
            break
    # Who took whose conversations out can be told afterwards (requirement C-06).
    log.info("supervisor %s exports %d rows behind %s", me.id, len(rows), name)
    titles = [words(title) for title in ("Opened", "Counts", "Why", "Time", "Area", "Answered by", "Conversation")]
    lines = await _lines(assistant, name, tuple(rows[:MOST_EXPORTED]), words)
    cells = [(each.opened, each.counts, each.why, each.taken, each.area, each.answered_by, each.id) for each in lines]
    return sheet(f"{name}_{choice.days.first}_{choice.days.last}.csv", titles, cells)


def _asked(name: MeasureName, choice: Choice, only: str) -> Asked:
    way = Counts(only) if only in set(Counts) else None
    if choice.where is None:
        return Asked(name, choice.days, only=way)
    return Asked(name, choice.days, choice.where, way)


def _ways(name: MeasureName) -> Mapping[str, str]:
    """In which ways conversations count in the figure, in words."""
    measure = MEASURES[name]
    if measure.unit is not Unit.SHARE:
        return {str(way): COUNTS[way] for way in (Counts.COUNTED, Counts.LEFT_OUT)}
    table = COUNTS_NEITHER if measure.rising is None else COUNTS
    return {str(way): table[way] for way in (Counts.AGAINST, Counts.FOR, Counts.LEFT_OUT)}


async def _lines(assistant: Assistant, name: MeasureName, rows: tuple[Row, ...], words: Words) -> list[Line]:
    staff = {str(member.id): member.full_name for member in await assistant.staff.members()}
    areas = await names_of_parts(assistant, Dimension.AREA, words)
    return [_line(name, row, (staff, areas), words) for row in rows]


def _line(name: MeasureName, row: Row, known: tuple[Mapping[str, str], Mapping[str, str]], words: Words) -> Line:
    staff, areas = known
    answered = [each for each in row.told.handoffs if each.answered_at is not None]
    area = next((turn.area for turn in reversed(row.told.turns) if turn.area), None)
    return Line(
        id=row.told.id,
        opened=local_words.day_and_time(row.told.opened_at.astimezone(LOCAL), words.lang),
        kept="unknown" if row.counts is Counts.LEFT_OUT else _kept(name, row.counts),
        counts=words(_ways(name)[row.counts]),
        why=words(WHYS[row.why]),
        taken=_taken(name, row, words),
        area=areas.get(area, "") if area else "",
        answered_by=staff.get(str(answered[-1].claimed_by), words("Agent")) if answered else words("AI assistant"),
    )


def _kept(name: MeasureName, counts: Counts) -> str:
    return "yes" if MEASURES[name].rising is None else KEPT[counts]


def _taken(name: MeasureName, row: Row, words: Words) -> str:
    if row.taken is None:
        return ""
    tenths = name is MeasureName.FIRST_RESPONSE
    return written(name, row.taken * UNIT_SECONDS[SpanName.FIRST_RESPONSE if tenths else SpanName.WAITED], words.lang)
