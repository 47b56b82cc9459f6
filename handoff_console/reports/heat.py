"""A week by the hour: when a figure is high and when it is low."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.measures import MeasureName, Reading
from assistant.wording.catalogue import Words
from handoff_console.reports.shown import cases_words, written

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHADES = 5
"""Steps from the lowest to the highest hour. More than the eye tells apart would say nothing more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour. `shade`: 0 for nothing to show, else 1 (lowest) to `SHADES`."""

    value: str
    cases: str
    shade: int


@dataclass(frozen=True, slots=True)
class Heat:
    """The hours that have anything, in order, and each weekday's cells."""

    hours: tuple[int, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    lowest: str
    highest: str


def heat(name: MeasureName, readings: Mapping[str, Mapping[MeasureName, Reading]], words: Words) -> Heat | None:
    """None where no hour has enough cases to show."""
    told = {key: figures[name] for key, figures in readings.items() if figures[name].cases}
    values = [reading.value for reading in told.values() if reading.value is not None]
    if not values:
        return None
    # Hours in which nothing can be shown on any day would only make the rest small.
    hours = sorted({_hour(key) for key, reading in told.items() if reading.value is not None})
    low, high = min(values), max(values)
    rows = tuple(
        (words(weekday), tuple(_cell(name, told.get(f"{day}-{hour:02}"), (low, high), words) for hour in hours))
        for day, weekday in enumerate(WEEKDAYS)
    )
    kept = tuple(row for row in rows if any(cell.cases for cell in row[1]))
    return Heat(tuple(hours), kept, written(name, low, words.lang), written(name, high, words.lang))


def _hour(key: str) -> int:
    return int(key.partition("-")[2])


def _cell(name: MeasureName, reading: Reading | None, span: tuple[float, float], words: Words) -> Cell:
    if reading is None:
        return Cell("", "", 0)
    cases = cases_words(name, reading, words)
    if reading.value is None:
        return Cell("", cases, 0)
    low, high = span
    place = (reading.value - low) / (high - low) if high > low else 0.5
    return Cell(written(name, reading.value, words.lang), cases, 1 + min(SHADES - 1, int(place * SHADES)))
