"""A report on paper: what it says, already in the reader's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How a figure stands against its target; shown as colour, shape and word."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """One promise in large type. All texts are ready to read."""

    name: str
    value: str
    target: str
    standing: Standing
    standing_words: str
    beside: str


@dataclass(frozen=True, slots=True)
class PrintedPoint:
    """One point of a trend. `label`: its stretch ("v. 46"); numbers in the chart's unit, None where there is none."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    signal: bool


@dataclass(frozen=True, slots=True)
class PrintedTrend:
    """A trend with its limits. `unit`: written after the axis' numbers. `alt`: the chart in words (A-01)."""

    points: Sequence[PrintedPoint]
    middle: float | None
    target: float | None
    limits_words: str
    unit: str
    alt: str


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Columns and rows as texts; all but the first column are numbers and stand to the right."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A heading with what stands below it. `definition`: how the figure is counted, in small type."""

    title: str
    text: Sequence[str]
    trend: PrintedTrend | None = None
    table: PrintedTable | None = None
    definition: str = ""


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A whole report. `marked`: words over every page, such as that the figures are made up for a demonstration."""

    lang: str
    title: str
    service: str
    stretch: str
    made: str
    made_at: datetime
    lead: Sequence[str]
    figures: Sequence[PrintedFigure]
    sections: Sequence[PrintedSection]
    page_words: str
    marked: str = ""
