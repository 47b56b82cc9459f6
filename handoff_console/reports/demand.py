"""What people ask about: by topic and article, what rises, what had no answer, and what a change led to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import Dimension, MeasureName, Reading, Tally
from assistant.domain.measures.names import EVERYTHING, CountName
from assistant.domain.period import Period, local_day
from assistant.domain.rising import Asked, Change, changes
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.reports.choosing import Choice, Chosen
from handoff_console.reports.overview import around
from handoff_console.reports.parts import name_of_part, names_of_parts
from handoff_console.reports.shown import Shown, shown, written

router = APIRouter(prefix="/reports")

MOST_SHOWN = 20
FEWEST_TOLD = 5
"""Of fewer conversations the number is not told (requirement C-06)."""
WEEKS = timedelta(weeks=4)
"""Before and after a change: whole weeks, so that each weekday weighs the same on both sides."""
FOLLOWED = (
    MeasureName.CONTAINMENT,
    MeasureName.HANDOFF_RATE,
    MeasureName.COVERAGE,
    MeasureName.PRECISION,
    MeasureName.RESOLUTION_CITIZEN,
    MeasureName.SATISFACTION,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A topic or an article in words. `rise`: 1 or -1 where it has certainly risen or fallen, else 0."""

    key: str
    name: str
    asked: str
    share: str
    change: str
    rise: int
    answered: str
    query: str


@router.get("/demand")
async def demand(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """Topics and articles of the days chosen, compared with the days before."""
    topics = await _lines(request, assistant, choice, Dimension.AREA)
    articles = await _lines(request, assistant, choice, Dimension.ARTICLE)
    page = {
        **around(request, choice),
        "here": "/reports/demand",
        "topics": topics[:MOST_SHOWN],
        "articles": articles[:MOST_SHOWN],
        "moving": [line for line in (*topics, *articles) if line.rise],
        "unanswered": await _unanswered(request, assistant, choice),
        "effect": await _effect(request, assistant),
        "known_articles": sorted(
            (await names_of_parts(assistant, Dimension.ARTICLE, words_of(request))).items(), key=lambda each: each[1]
        ),
        "asked_article": request.query_params.get("article", ""),
        "changed_on": request.query_params.get("on", ""),
    }
    return show(request, "reports/demand.html", page)


async def _lines(request: Request, assistant: Assistant, choice: Choice, by: Dimension) -> list[Line]:
    """Those asked about, the most asked first; few are left out."""
    words = words_of(request)
    now, before = await _both(assistant, choice, by)
    every = await _both(assistant, choice, Dimension.ALL)
    whole = Asked(*(_conversations(each.get(EVERYTHING)) for each in every))
    asked = {key: Asked(_conversations(now.get(key)), _conversations(before.get(key))) for key in {*now, *before}}
    changed = {each.key: each for each in changes(asked, whole)}
    known = await names_of_parts(assistant, by, words)
    readings = await assistant.figures.readings(choice.days, by)
    told = sorted(
        (each for each in asked.items() if each[1].now >= FEWEST_TOLD), key=lambda each: (-each[1].now, each[0])
    )
    return [
        Line(
            key,
            name_of_part(known, key, words),
            local_words.number(each.now, words.lang),
            local_words.percent(each.now / whole.now, words.lang) if whole.now else "",
            *_moved(changed.get(key), words),
            written(MeasureName.CONTAINMENT, readings[key][MeasureName.CONTAINMENT].value, words.lang),
            choice.query(by=by, part=key),
        )
        for key, each in sorted(told, key=lambda each: (-each[1].now, each[0]))
    ]


async def _both(assistant: Assistant, choice: Choice, by: Dimension) -> tuple[Mapping[str, Tally], Mapping[str, Tally]]:
    figures = assistant.figures
    return await figures.tally(choice.days, by), await figures.tally(choice.stretch.before, by)


def _conversations(tally: Tally | None) -> int:
    return tally[CountName.CONVERSATIONS] if tally is not None else 0


def _moved(change: Change | None, words: Words) -> tuple[str, int]:
    if change is None or not change.likely:
        return words("No certain change"), 0
    if change.times is None:
        return words("New"), 1
    times = local_words.rate(change.times, words.lang)
    return words("{times} times as large a part as before", times=times), 1 if change.times > 1 else -1


async def _unanswered(request: Request, assistant: Assistant, choice: Choice) -> list[tuple[str, str, str]]:
    """Where questions had no sure answer most often: topic, how many, the part of its questions."""
    words = words_of(request)
    known = await names_of_parts(assistant, Dimension.AREA, words)
    found = []
    for key, tally in (await assistant.figures.tally(choice.days, Dimension.AREA)).items():
        missing = tally[CountName.QUESTIONS] - tally[CountName.COVERED]
        if missing >= FEWEST_TOLD:
            found.append((missing, name_of_part(known, key, words), missing / tally[CountName.QUESTIONS]))
    found.sort(reverse=True)
    return [
        (name, local_words.number(number, words.lang), local_words.percent(share, words.lang, 0))
        for number, name, share in found[:10]
    ]


async def _effect(request: Request, assistant: Assistant) -> Mapping[str, Any] | None:
    """An article in the four weeks before a day and the four from it on; None where none is asked for."""
    article, day = request.query_params.get("article", ""), _day(request.query_params.get("on", ""))
    if not article or day is None:
        return None
    words, today = words_of(request), local_day(assistant.clock.now())
    last = min(day + WEEKS - timedelta(days=1), today)
    after, before = Period(day, last), Period(day - (last - day) - timedelta(days=1), day - timedelta(days=1))
    if day > today:
        return {"future": True}
    now = (await assistant.figures.readings(after, Dimension.ARTICLE, article))[article]
    then = (await assistant.figures.readings(before, Dimension.ARTICLE, article))[article]
    rows: list[Shown] = [shown(name, now[name], then[name], words) for name in FOLLOWED]
    counted = [
        _conversations((await assistant.figures.tally(each, Dimension.ARTICLE, article)).get(article))
        for each in (after, before)
    ]
    return {
        "rows": [(row, written(row.name, _value(then, row.name), words.lang)) for row in rows],
        "after": local_words.days(after, words.lang),
        "before": local_words.days(before, words.lang),
        "now": _told(counted[0], words),
        "then": _told(counted[1], words),
        "query": urlencode({"by": "article", "part": article, "from": str(after.first), "to": str(after.last)}),
    }


def _value(readings: Mapping[MeasureName, Reading], name: MeasureName) -> float | None:
    return readings[name].value


def _told(number: int, words: Words) -> str:
    if 0 < number < FEWEST_TOLD:
        return words("fewer than {number}", number=FEWEST_TOLD)
    return local_words.number(number, words.lang)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
