"""What people ask about, to take along: as CSV, and as an Excel workbook that can be counted on with."""

import logging

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import local_day
from assistant.services.demand import AskedAbout, Demand
from assistant.wording.catalogue import Words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import words_of
from handoff_console.reports.asked import change_told
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.demand import names_known, unanswered_of
from handoff_console.reports.effect import Known, effect_of, looked_at
from handoff_console.reports.exports import plain
from handoff_console.reports.parts import name_of_part
from handoff_console.reports.trend import label
from handoff_console.sheet import sheet
from handoff_console.workbook import Sheet, Value, workbook

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reports")

ONE = {Dimension.AREA: "Topic", Dimension.ARTICLE: "Article"}
MANY = {Dimension.AREA: "Topics", Dimension.ARTICLE: "Articles"}
SHARES = frozenset({2, 4, 5})
"""Which columns of `_header` are shares."""


@router.get("/demand.csv")
async def demand_as_csv(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:
    """Topics, then articles, a row each; shares are written as 0,912, what few asked about is left empty."""
    words = words_of(request)
    known, rows = await names_known(assistant, words), list[list[Value]]()
    for by, asked in zip(ONE, await assistant.demand.in_full(choice.stretch), strict=True):
        rows += [[words(ONE[by]), *row] for row in _rows(asked, by, known, words)]
    _told(me.id, "csv", choice)
    return sheet(
        _file(choice, "csv"),
        [words("Kind"), *_header(words("Name"), words)],
        [[plain(cell) for cell in row] for row in rows],
    )


@router.get("/demand.xlsx")
async def demand_as_workbook(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:
    """A sheet each of topics, articles, topics over time and questions without an answer; and of what a change led to,
    where one is looked at.
    """
    words = words_of(request)
    known, sheets = await names_known(assistant, words), list[Sheet]()
    topics, articles = await assistant.demand.in_full(choice.stretch)
    for by, asked in zip(ONE, (topics, articles), strict=True):
        sheets.append(Sheet(words(MANY[by]), _header(words(ONE[by]), words), _rows(asked, by, known, words), SHARES))
    sheets += [await _over_time(assistant, topics, choice, (known, words)), _unanswered(topics, known, words)]
    _told(me.id, "xlsx", choice)
    return workbook(_file(choice, "xlsx"), [*sheets, *await _effect(request, assistant, known, words)])


def _told(by: str, kind: str, choice: Choice) -> None:
    log.info("supervisor %s exports demand of %s to %s as %s", by, choice.days.first, choice.days.last, kind)


def _file(choice: Choice, kind: str) -> str:
    return f"fragor_{choice.days.first}_{choice.days.last}.{kind}"


def _header(name: str, words: Words) -> list[str]:
    titles = (
        "Conversations",
        "Part of all",
        "Conversations, the time before",
        "Part of all, the time before",
        "Served by the assistant alone",
        "Compared",
    )
    return [name, *(words(title) for title in titles)]


def _rows(asked: Demand, by: Dimension, known: Known, words: Words) -> list[list[Value]]:
    return [_row(each, asked, name_of_part(known[by], each.key, words), words) for each in asked.parts]


def _row(each: AskedAbout, asked: Demand, name: str, words: Words) -> list[Value]:
    now, before = each.asked.now, each.asked.before
    answered = MEASURES[MeasureName.CONTAINMENT].read(each.tally).value
    return [
        name,
        *_number(now, asked.every.now),
        *_number(before, asked.every.before),
        answered,
        change_told(each, words),
    ]


def _number(number: int, whole: int) -> tuple[Value, Value]:
    """How many, and the part of all (0..1); nothing of few (requirement C-06)."""
    return (number, number / whole) if number >= FEWEST_TOLD else (None, None)


async def _over_time(assistant: Assistant, topics: Demand, choice: Choice, told: tuple[Known, Words]) -> Sheet:
    known, words = told
    over_time = await assistant.demand.over_time(topics, choice.days)
    firsts = sorted({first for numbers in over_time.numbers.values() for first in numbers})
    rows: list[list[Value]] = [
        [
            label(first, over_time.grain, words, long=True),
            *(_number(numbers[first], 1)[0] for numbers in over_time.numbers.values()),
        ]
        for first in firsts
    ]
    names = [name_of_part(known[Dimension.AREA], key, words) for key in over_time.numbers]
    stretch = words("Month" if over_time.grain is Grain.MONTH else "Week")
    return Sheet(words("Topics over time"), [stretch, *names], rows)


def _unanswered(topics: Demand, known: Known, words: Words) -> Sheet:
    rows: list[list[Value]] = [
        [name_of_part(known[Dimension.AREA], each.key, words), each.missing, each.share]
        for each in unanswered_of(topics)
    ]
    header = [words("Topic"), words("Questions"), words("Of the topic's questions")]
    return Sheet(words("Without a sure answer"), header, rows, frozenset({2}))


async def _effect(request: Request, assistant: Assistant, known: Known, words: Words) -> list[Sheet]:
    told = await effect_of(assistant, looked_at(request, local_day(assistant.clock.now())), known, words)
    if told is None or not told.rows:
        return []
    rows: list[list[Value]] = [[row.name, row.before, row.after, row.change] for row in told.rows]
    header = [f"{told.name}, {told.day}", told.before, told.after, words("Compared")]
    if told.missing:
        rows.append([told.missing, None, None, None])
    return [Sheet(words("Before and after"), header, rows)]
