"""The staffing page's tables and picture, from the week's plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from assistant.domain.period import LOCAL
from assistant.domain.staffing_need import Gap, Need
from assistant.services.staffing_plan import HalfHour, WeekPlan
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.staffing_words import gap_words

HOURS = 0.5
"""Of a half hour."""
COLUMN = 44
PICTURE_HEIGHT = 170
TOP = 14
"""Units of the picture: a half hour's width, the height of the plot, and the room above it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One half hour of one day. `kind`: a `Gap`, or `unknown` where nothing is forecast."""

    start: datetime
    kind: str
    needed: str
    planned: str
    sign: str
    told: str
    contacts: str
    interval: str
    wanted: str
    level: str
    lost: str
    level_without: str


@dataclass(frozen=True, slots=True)
class Day:
    """A column of the week: its sums, in words."""

    day: date
    name: str
    contacts: str
    needed: str
    planned: str
    short: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A half hour in the picture: where it stands, how high the need is, and what was planned, in its units."""

    x: float
    top: float
    height: float
    planned: float
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Needed as bars, planned as a line."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    line: str
    ticks: tuple[tuple[float, int], ...]


def cell(half_hour: HalfHour, words: Words) -> Cell:
    """The half hour as it is read."""
    lang, need = words.lang, half_hour.need
    planned = local_words.agents(half_hour.planned, lang)
    told = gap_words(need, words)
    if need is None:
        return Cell(half_hour.start, "unknown", "–", planned, "", told, "–", "", "–", "–", "–", "–")
    return Cell(
        start=half_hour.start,
        kind=Gap.SHORT if need.agents is None else need.gap,
        needed="–" if need.agents is None else str(need.agents),
        planned=planned,
        sign=_sign(need, lang),
        told=told,
        contacts=local_words.rate(need.expectation.contacts, lang),
        interval=f"{need.expectation.low}–{need.expectation.high}",
        wanted=local_words.rate(need.wanted, lang),
        level="–" if need.met is None else local_words.percent(need.met.service_level, lang, 0),
        lost="–" if need.met is None else local_words.percent(need.met.abandoned, lang, 0),
        level_without=_without(half_hour.without_assistant),
    )


def rows(plan: WeekPlan, words: Words) -> dict[time, dict[date, Cell]]:
    """The week: half hours of the day, by local time, each with its days."""
    found: dict[time, dict[date, Cell]] = {}
    for day, half_hours in plan.days.items():
        for each in half_hours:
            at = each.start.astimezone(LOCAL).time()
            found.setdefault(at, {}).setdefault(day, cell(each, words))
    return dict(sorted(found.items()))


def day_heads(plan: WeekPlan, words: Words) -> tuple[Day, ...]:
    """The columns."""
    return tuple(_head(day, half_hours, words) for day, half_hours in plan.days.items())


def picture(half_hours: Sequence[HalfHour]) -> Picture:
    """The day's needs and plan."""
    highest = max([2.0, *(max(each.planned, (each.need.agents or 0) if each.need else 0) for each in half_hours)])
    unit = PICTURE_HEIGHT / highest
    bars = tuple(_bar(index, each, unit) for index, each in enumerate(half_hours))
    points = [f"{x:g},{bar.planned:.1f}" for bar in bars for x in (bar.x - 4, bar.x + COLUMN - 4)]
    step = max(1, round(highest / 4))
    ticks = tuple((TOP + PICTURE_HEIGHT - agents * unit, agents) for agents in range(0, int(highest) + 1, step))
    return Picture(40 + COLUMN * len(bars), PICTURE_HEIGHT + TOP + 26, bars, " ".join(points), ticks)


def _bar(index: int, half_hour: HalfHour, unit: float) -> Bar:
    agents = (half_hour.need.agents or 0) if half_hour.need else 0
    here = half_hour.start.astimezone(LOCAL)
    return Bar(
        x=40 + index * COLUMN,
        top=TOP + PICTURE_HEIGHT - agents * unit,
        height=agents * unit,
        planned=TOP + PICTURE_HEIGHT - half_hour.planned * unit,
        kind=half_hour.need.gap if half_hour.need else "unknown",
        label=here.strftime("%H:%M") if here.minute == 0 else "",
    )


def _head(day: date, half_hours: Sequence[HalfHour], words: Words) -> Day:
    known = [each.need for each in half_hours if each.need]
    return Day(
        day,
        local_words.weekday_and_day(day, words.lang),
        local_words.number(round(sum(each.expectation.contacts for each in known)), words.lang) if known else "–",
        local_words.rate(HOURS * sum(each.agents or 0 for each in known), words.lang) if known else "–",
        local_words.rate(HOURS * sum(each.planned for each in half_hours), words.lang),
        local_words.rate(HOURS * sum(each.missing for each in known if each.gap is Gap.SHORT), words.lang),
    )


def _sign(need: Need, lang: str) -> str:
    """The gap as a number with its sign; nothing where it is enough."""
    number = local_words.agents(abs(need.missing), lang)
    match need.gap:
        case Gap.SHORT:
            return f"−{number}"
        case Gap.OVER:
            return f"+{number}"
        case Gap.ENOUGH:  # pragma: no branch - the last of all
            return ""


def _without(need: Need | None) -> str:
    return "–" if need is None or need.agents is None else str(need.agents)
