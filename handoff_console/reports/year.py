"""The year's plan with its course: what has come by the end of each month, beside the plan and what is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assistant.bootstrap import Assistant
from assistant.domain.measures import Grain
from assistant.domain.measures.names import CountName
from assistant.domain.period import Period, month_of
from assistant.services.plan import PlanLine, YearPlan, part_of_year
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.staffing_words import COURSES

MONTHS = range(1, 13)
CHATS = (CountName.CONVERSATIONS,)
ALL_CHANNELS = (CountName.CONVERSATIONS, CountName.CONTACTS_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class MonthsEnd:
    """One month in words. `come` is empty of months that have not begun."""

    month: str
    come: str
    plan: str


@dataclass(frozen=True, slots=True)
class Course:
    """One number of the plan over the year. `chart`: what `charts.js` draws; `rows`: the same as a table."""

    id: str
    title: str
    chart: dict[str, Any]
    rows: Sequence[MonthsEnd]


async def year_shown(assistant: Assistant, words: Words) -> dict[str, Any]:
    """What `year_plan/year_plan.html` and `reports/year.html` want; `year` None before the first forecast."""
    plan = await assistant.plan.year()
    return {
        "year": plan,
        "courses": COURSES,
        "year_courses": [] if plan is None else await _courses(assistant, plan, words),
        "number": lambda value: local_words.number(round(value), words.lang),
        "percent": lambda value: local_words.percent(value, words.lang, 0),
    }


def _counted(plan: YearPlan) -> Period:
    """The days counted so far; on New Year's Day none is over, and the day itself stands for them."""
    first = date(plan.year, 1, 1)
    return Period(first, max(first, plan.through - timedelta(days=1)))


async def _courses(assistant: Assistant, plan: YearPlan, words: Words) -> list[Course]:
    tallies = await assistant.figures.series_of_tallies(_counted(plan), Grain.MONTH)
    found = [_course("chats", words("Contacts by chat"), plan.chats, _come(tallies, CHATS), (plan, words))]
    if plan.contacts is not None:
        come = _come(tallies, ALL_CHANNELS)
        found.append(_course("contacts", words("Contacts by all channels"), plan.contacts, come, (plan, words)))
    return found


def _come(tallies: Sequence[tuple[date, Any]], counts: Sequence[CountName]) -> list[int]:
    """How many had come by the end of each month so far."""
    sums, come = [], 0
    for _, tally in tallies:
        come += sum(tally[name] for name in counts)
        sums.append(come)
    return sums


def _course(key: str, title: str, line: PlanLine, come: Sequence[int], told: tuple[YearPlan, Words]) -> Course:
    plan, words = told
    points, rows = [], []
    for number in MONTHS:
        last = month_of(date(plan.year, number, 1)).last
        planned = line.target * (part_of_year(last) + 1 / _length(plan.year))
        by_then = come[number - 1] if number <= len(come) else None
        points.append(_point(last, by_then, planned, words))
        come_told = "" if by_then is None else local_words.number(by_then, words.lang)
        rows.append(
            MonthsEnd(local_words.month(last, words.lang), come_told, local_words.number(round(planned), words.lang))
        )
    points[-1] |= {"expected": line.expected, "low": line.low, "high": line.high}
    return Course(
        key, title, {"kind": "plan", "unit": "number", "points": points, "middle": None, "target": None}, rows
    )


def _point(last: date, come: int | None, planned: float, words: Words) -> dict[str, Any]:
    label = local_words.month(last, words.lang, short=True)
    told = words("Plan: {number}", number=local_words.number(round(planned), words.lang))
    counted = "" if come is None else words("So far: {number}", number=local_words.number(come, words.lang))
    tip = "\n".join(each for each in (label, counted, told) if each)
    return {"label": label, "value": come, "plan": planned, "expected": None, "low": None, "high": None, "tip": tip}


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days
