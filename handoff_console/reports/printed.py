"""The report as it is printed: what the director asks first on the first page, the rest behind it."""

from collections.abc import Mapping
from datetime import timedelta

from assistant.bootstrap import Assistant
from assistant.domain.control_chart import ControlChart
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName, Unit
from assistant.domain.period import LOCAL, Period
from assistant.domain.printed import (
    PrintedFigure,
    PrintedPoint,
    PrintedReport,
    PrintedSection,
    PrintedTable,
    PrintedTrend,
    Standing,
)
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.measure_words import DIMENSIONS, WORDS_OF_MEASURES
from handoff_console.reports.choosing import Choice
from handoff_console.reports.overview import GROUPS, readings_of
from handoff_console.reports.parts import names_of_parts, parts_shown
from handoff_console.reports.promises import PROMISES, lead
from handoff_console.reports.shown import Shown, Stands, shown
from handoff_console.reports.trend import label, trend_of, usual_words

LED_UP = timedelta(weeks=26)
"""A short stretch is shown with the half year that led up to it: a month alone says nothing of what is usual."""
LONG = timedelta(days=120)
"""From so many days on the stretch is its own trend."""
STANDINGS = {
    Stands.MET: Standing.MET,
    Stands.RISING: Standing.MET,
    Stands.MISSED: Standing.MISSED,
    Stands.FALLING: Standing.MISSED,
}
PER_CENT = 100.0
SPACE = local_words.NO_BREAK_SPACE
UNITS = {Unit.SHARE: f"{SPACE}%", Unit.SECONDS: f"{SPACE}s", Unit.INDEX: ""}
"""What is written after the numbers of an axis."""


async def printed(assistant: Assistant, choice: Choice, words: Words) -> PrintedReport:
    """The report of the days chosen, in the reader's language."""
    now, before = await readings_of(assistant, choice)
    figures = {name: shown(name, now[name], before[name], words) for name in MEASURES}
    promises = [figures[name] for name in PROMISES]
    made_at = assistant.clock.now()
    made = words("Made {when}", when=local_words.day_and_time(made_at.astimezone(LOCAL), words.lang))
    return PrintedReport(
        lang=words.lang,
        title=words("The service in figures"),
        service="Kontakt Linköping",
        stretch=local_words.days(choice.days, words.lang),
        made=made,
        made_at=made_at,
        lead=lead(promises, choice.stretch.before, words),
        figures=[_figure(each, words) for each in promises],
        sections=[
            *[await _promise(assistant, choice, name, figures[name], words) for name in PROMISES],
            *_groups(figures, words),
            await _by_area(assistant, choice, words),
        ],
        page_words=words("Page"),
        marked=words("Demo data: these figures are made up") if assistant.settings.demo else "",
    )


def _figure(each: Shown, words: Words) -> PrintedFigure:
    return PrintedFigure(
        words(each.words.name),
        each.value or "–",
        each.target or words("No target"),
        STANDINGS.get(each.stands, Standing.UNKNOWN),
        words(each.stands),
        each.cases,
    )


async def _promise(
    assistant: Assistant, choice: Choice, name: MeasureName, figure: Shown, words: Words
) -> PrintedSection:
    days, grain = _led_up(choice)
    told = await trend_of(assistant, name, days, grain)
    text = [each for each in (figure.change, usual_words(name, told, words)) if each]
    return PrintedSection(
        title=words(figure.words.name),
        text=text,
        trend=_trend(name, told, grain, words),
        definition=words(figure.words.means),
    )


def _led_up(choice: Choice) -> tuple[Period, Grain]:
    if choice.days.last - choice.days.first >= LONG:
        return choice.days, choice.grain
    return Period(choice.days.last - LED_UP, choice.days.last), Grain.WEEK


def _trend(name: MeasureName, told: ControlChart, grain: Grain, words: Words) -> PrintedTrend:
    measure = MEASURES[name]
    scale = PER_CENT if measure.unit is Unit.SHARE else 1.0
    points = [
        PrintedPoint(
            label(point.first, grain, words),
            _scaled(point.value, scale),
            _scaled(point.low, scale),
            _scaled(point.high, scale),
            point.signal is not None,
        )
        for point in told.points
    ]
    return PrintedTrend(
        points,
        _scaled(told.middle, scale),
        None if measure.target is None else measure.target.value * scale,
        words("Shaded: the usual. Dashed: the target. Ringed: unlike the usual."),
        UNITS[measure.unit],
        _in_words(name, told, grain, words),
    )


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None else value * scale


def _in_words(name: MeasureName, told: ControlChart, grain: Grain, words: Words) -> str:
    """The trend for who hears it."""
    figure = words(WORDS_OF_MEASURES[name].name)
    if not told.signals:
        return words("{figure} over time. {usual}", figure=figure, usual=usual_words(name, told, words))
    odd = ", ".join(label(point.first, grain, words) for point in told.signals)
    return words("{figure} over time. Unlike the usual: {points}.", figure=figure, points=odd)


def _groups(figures: Mapping[MeasureName, Shown], words: Words) -> list[PrintedSection]:
    columns = [words(title) for title in ("Figure", "Value", "Number of cases", "The time before")]
    return [
        PrintedSection(words(title), [], table=PrintedTable(columns, [_row(figures[name], words) for name in names]))
        for title, names in GROUPS.items()
    ]


def _row(each: Shown, words: Words) -> list[str]:
    return [words(each.words.name), each.value or words(each.stands), each.cases, each.change or "–"]


async def _by_area(assistant: Assistant, choice: Choice, words: Words) -> PrintedSection:
    known = await names_of_parts(assistant, Dimension.AREA, words)
    readings = await assistant.figures.readings(choice.days, Dimension.AREA)
    name = MeasureName.CONTAINMENT
    parts = parts_shown(name, readings, known, words)
    columns = [words(DIMENSIONS[Dimension.AREA]), words(WORDS_OF_MEASURES[name].name), words("Number of cases")]
    rows = [[part.name, part.value or words(part.stands), part.cases] for part in parts]
    return PrintedSection(words("By area"), [words(WORDS_OF_MEASURES[name].means)], table=PrintedTable(columns, rows))
