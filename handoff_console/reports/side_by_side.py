"""The promised figures of all usual stretches side by side: is today a bad day, or one of many?"""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.bootstrap import Assistant
from assistant.domain.measures import MeasureName, Reading
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.period import Period, local_day
from assistant.domain.stretch import StretchName, stretch
from assistant.services.figures import Readings
from assistant.wording.catalogue import Words
from handoff_console.measure_words import WORDS_OF_MEASURES
from handoff_console.reports.promises import PROMISES
from handoff_console.reports.shown import Standing, Stands, cases_words, stands, target_words, written

SIDE_BY_SIDE = (StretchName.TODAY, StretchName.WEEK, StretchName.MONTH, StretchName.QUARTER, StretchName.YEAR)


@dataclass(frozen=True, slots=True)
class Cell(Standing):
    """One figure of one stretch."""

    stretch: StretchName
    value: str
    cases: str
    stands: Stands


@dataclass(frozen=True, slots=True)
class Row:
    """One promised figure of all stretches, in the order of `SIDE_BY_SIDE`."""

    name: MeasureName
    title: str
    target: str
    cells: tuple[Cell, ...]


async def side_by_side(assistant: Assistant, known: Mapping[StretchName, Readings], words: Words) -> list[Row]:
    """Each promised figure against its target. `known`: what the page has read already."""
    today = local_day(assistant.clock.now())
    told = {
        name: known[name] if name in known else await _read(assistant, stretch(name, today).days)
        for name in SIDE_BY_SIDE
    }
    return [
        Row(
            name,
            words(WORDS_OF_MEASURES[name].name),
            target_words(name, words),
            tuple(_cell(name, of, readings[name], words) for of, readings in told.items()),
        )
        for name in PROMISES
    ]


async def _read(assistant: Assistant, days: Period) -> Readings:
    return (await assistant.figures.readings(days))[EVERYTHING]


def _cell(name: MeasureName, of: StretchName, reading: Reading, words: Words) -> Cell:
    value = written(name, reading.value, words.lang)
    return Cell(of, value, cases_words(name, reading, words), stands(name, reading))
