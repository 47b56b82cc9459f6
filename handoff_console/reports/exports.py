"""A report to take along: as CSV, as an Excel workbook, and as a PDF that one hands to the director."""

import logging

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName, Reading, Unit
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.measure_words import DIMENSIONS, WORDS_OF_MEASURES
from handoff_console.pages import words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.overview import readings_of
from handoff_console.reports.parts import name_of_part, names_of_parts
from handoff_console.reports.printed import printed
from handoff_console.sheet import sheet
from handoff_console.workbook import Sheet, Value, workbook

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reports")

HEADER = ("Figure", "Value", "Lower bound (95 %)", "Upper bound (95 %)", "Number of cases", "The time before", "Unit")
PARTED = (Dimension.AREA, Dimension.LANGUAGE, Dimension.REASON, Dimension.PART)
"""What a workbook has a sheet of. Agents are not in it: their figures are for them and their supervisor alone."""


@router.get("/report.csv")
async def as_csv(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:
    """All figures of the days, a row each; shares are written as 0,912."""
    words = words_of(request)
    rows = [[plain(cell) for cell in row] for row in await _figures(assistant, choice, words)]
    _told(me.id, "csv", choice)
    return sheet(_file(choice, "csv"), _header(words), rows)


@router.get("/report.xlsx")
async def as_workbook(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:
    """A sheet of all figures, one of each day, and one of each kind of part."""
    words = words_of(request)
    _told(me.id, "xlsx", choice)
    sheets = [
        Sheet(words("Figures"), _header(words), await _figures(assistant, choice, words), frozenset({1, 2, 3, 5})),
        await _days(assistant, choice, words),
    ]
    for by in PARTED:
        sheets.append(await _parts(assistant, choice, by, words))
    return workbook(_file(choice, "xlsx"), sheets)


@router.get("/report.pdf")
async def as_pdf(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:
    """The report in print."""
    words = words_of(request)
    _told(me.id, "pdf", choice)
    made = await assistant.printer.pdf(await printed(assistant, choice, words))
    headers = {"Content-Disposition": f'inline; filename="{_file(choice, "pdf")}"', "Cache-Control": "no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


def _told(by: str, kind: str, choice: Choice) -> None:
    log.info("supervisor %s exports the report of %s to %s as %s", by, choice.days.first, choice.days.last, kind)


def _file(choice: Choice, kind: str) -> str:
    return f"rapport_{choice.days.first}_{choice.days.last}.{kind}"


def _header(words: Words) -> list[str]:
    titles = (
        "Figure",
        "Value",
        "Lower bound (95 %)",
        "Upper bound (95 %)",
        "Number of cases",
        "The time before",
        "Unit",
    )
    return [words(title) for title in titles]


async def _figures(assistant: Assistant, choice: Choice, words: Words) -> list[list[Value]]:
    now, before = await readings_of(assistant, choice)
    return [
        [words(WORDS_OF_MEASURES[name].name), *_numbers(now[name]), before[name].value, _unit(name, words)]
        for name in MEASURES
    ]


def _numbers(reading: Reading) -> tuple[Value, ...]:
    """Value, interval and number of cases; of few cases not even their number (requirement C-06)."""
    return (reading.value, reading.low, reading.high, None if reading.suppressed else reading.cases)


def _unit(name: MeasureName, words: Words) -> str:
    return words({Unit.SHARE: "share", Unit.SECONDS: "seconds", Unit.INDEX: "index, 0 to 100"}[MEASURES[name].unit])


async def _days(assistant: Assistant, choice: Choice, words: Words) -> Sheet:
    """Every figure of every day, which is what one makes charts of one's own from."""
    tallies = await assistant.figures.series_of_tallies(choice.days, Grain.DAY)
    rows: list[list[Value]] = [
        [str(day), *(measure.read(tally).value for measure in MEASURES.values())] for day, tally in tallies
    ]
    header = [words("Day"), *(words(WORDS_OF_MEASURES[name].name) for name in MEASURES)]
    return Sheet(words("Day by day"), header, rows, _shares(1))


async def _parts(assistant: Assistant, choice: Choice, by: Dimension, words: Words) -> Sheet:
    known, readings = await names_of_parts(assistant, by, words), await assistant.figures.readings(choice.days, by)
    rows: list[list[Value]] = [
        [name_of_part(known, key, words), *(figures[name].value for name in MEASURES)]
        for key, figures in sorted(readings.items())
    ]
    header = [words(DIMENSIONS[by]), *(words(WORDS_OF_MEASURES[name].name) for name in MEASURES)]
    return Sheet(words(DIMENSIONS[by]), header, rows, _shares(1))


def _shares(after: int) -> frozenset[int]:
    return frozenset(after + at for at, measure in enumerate(MEASURES.values()) if measure.unit is Unit.SHARE)


def plain(cell: Value) -> str | int | None:
    """A number with a decimal comma, as a Swedish Excel reads it."""
    return local_words.exact(cell) if isinstance(cell, float) else cell
