"""What a report's address asks for: which days, split by what, as a trend of which points."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from assistant.bootstrap import Assistant
from assistant.domain.errors import RefusedError
from assistant.domain.measures.names import Dimension, Grain
from assistant.domain.period import Period, local_day
from assistant.domain.stretch import Stretch, StretchName, own, stretch

POINTS_WANTED = 13
"""A trend is drawn with at least so many points where the grain can be had so fine."""
MOST_POINTS = 400
"""And with no more: a year of days and a month. Of more, a line is a band and a table a book; ours."""
FINE_ENOUGH = {Grain.QUARTER: 92, Grain.MONTH: 31, Grain.WEEK: 7, Grain.DAY: 1}
"""Days to a point, coarsest first."""
DAYS_OF_HOURS = 7
"""So many days at most can be looked at by the hour; of more, no day could be told from the next."""
DRAWN_BY_HOURS = 2
"""And so many are, unasked."""
LONGEST_PART = 200
"""No id of ours is longer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The report asked for. `fault`: the id of what was wrong with the days, which then are this month's.

    `kept`: what else a page of its own asks, which no control that changes the rest may lose. `grains`: those there are
    to choose from, coarsest first; `wanted`: the one that the address names, which stays with it where the figure of
    this page is not known so.
    """

    stretch: Stretch
    grain: Grain
    by: Dimension
    part: str
    fault: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    grains: tuple[Grain, ...] = ()
    wanted: str = ""

    @property
    def days(self) -> Period:
        """The report's days."""
        return self.stretch.days

    @property
    def where(self) -> tuple[Dimension, str] | None:
        """The one part looked at, where there is one."""
        return (self.by, self.part) if self.part else None

    def asked(self) -> dict[str, str]:
        """The report as an address asks for it, without what is kept besides."""
        told = {"stretch": str(self.stretch.name), "by": str(self.by), "grain": self.wanted, "part": self.part}
        if self.stretch.name is StretchName.OWN:
            told |= {"from": str(self.days.first), "to": str(self.days.last)}
        return {name: value for name, value in told.items() if value}

    def query(self, **changed: str) -> str:
        """The same report's query, with what is changed; what is changed to nothing is left out."""
        return urlencode({name: value for name, value in (self.asked() | self.kept | changed).items() if value})

    def whole(self) -> "Choice":
        """The same without a part, and without what one page alone asks."""
        return replace(self, part="", kept={})

    def by_days(self) -> "Choice":
        """The same without hours."""
        grain = Grain.DAY if self.grain is Grain.HOUR else self.grain
        return replace(self, grain=grain, grains=tuple(each for each in self.grains if each is not Grain.HOUR))

    def keeping(self, **kept: str) -> "Choice":
        """The same, with what is to be kept whatever else is changed; empty ones are left out."""
        return replace(self, kept={name: value for name, value in kept.items() if value})


def chosen(request: Request) -> Choice:
    """The choice of an address. What cannot be read is left at its default; days that make no report are told."""
    assistant: Assistant = request.app.state.assistant
    today, asked = local_day(assistant.clock.now()), request.query_params
    fault = ""
    try:
        days = _stretch_of(asked, today)
    except RefusedError as error:
        days, fault = stretch(StretchName.MONTH, today), str(error)
    by, grain = asked.get("by"), asked.get("grain")
    split = Dimension(by) if by in set(Dimension) else Dimension.AREA
    grains = readable_grains(days.days)
    points = Grain(grain) if grain in grains else fitting_grain(days.days)
    choice = Choice(
        days,
        points,
        split,
        asked.get("part", "")[:LONGEST_PART],
        fault,
        grains=grains,
        wanted=points if grain == points else "",
    )
    return choice.by_days() if choice.part else choice


Chosen = Annotated[Choice, Depends(chosen)]


def fitting_grain(days: Period) -> Grain:
    """The coarsest grain that still has `POINTS_WANTED` points in these days; else days. Of one or two days hours."""
    length = _length(days)
    if length <= DRAWN_BY_HOURS:
        return Grain.HOUR
    fitting = (grain for grain, each in FINE_ENOUGH.items() if length // each >= POINTS_WANTED)
    return next(fitting, Grain.DAY)


def readable_grains(days: Period) -> tuple[Grain, ...]:
    """The grains with at most `MOST_POINTS` points in these days, coarsest first."""
    found = tuple(grain for grain, each in FINE_ENOUGH.items() if _length(days) // each <= MOST_POINTS)
    return (*found, Grain.HOUR) if _length(days) <= DAYS_OF_HOURS else found


def _length(days: Period) -> int:
    return (days.last - days.first).days + 1


def _stretch_of(asked: Mapping[str, str], today: date) -> Stretch:
    first, last = asked.get("from", ""), asked.get("to", "")
    if first:
        return _own(first, last or first)
    name = asked.get("stretch", "")
    named = StretchName(name) if name in set(StretchName) else StretchName.MONTH
    return stretch(StretchName.MONTH if named is StretchName.OWN else named, today)


def _own(first: str, last: str) -> Stretch:
    try:
        return own(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError as error:
        raise RefusedError("a day could not be read") from error
