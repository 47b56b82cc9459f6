"""The year's plan: contacts so far, and what the year will come to, against what the municipality has planned."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import hypot

from assistant.domain.looked_ahead import Outlook, YearCount
from assistant.services.look_ahead import LookAhead


class Course(StrEnum):
    """Where the year is heading."""

    REACHED = "reached"
    WILL = "will"
    MAY = "may"
    WILL_NOT = "will_not"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One number of the plan. `expected`: of the whole year, with its 80 % interval where that can be told. `by_now`:
    where the plan would be on the days counted so far, were it spread evenly over the year's days.
    """

    so_far: int
    by_now: float
    expected: float
    low: float | None
    high: float | None
    target: int
    days_missing: int

    @property
    def course(self) -> Course:
        """Where it is heading: surely so only where the whole interval says it."""
        if self.so_far >= self.target:
            return Course.REACHED
        if self.low is None or self.high is None:
            return Course.UNKNOWN
        if self.low >= self.target:
            return Course.WILL
        return Course.MAY if self.high >= self.target else Course.WILL_NOT

    @property
    def part(self) -> float:
        """What has come, of the target (0..1 and above)."""
        return self.so_far / self.target


@dataclass(frozen=True, slots=True)
class YearPlan:
    """A year's plan. `contacts`: all channels with the chat; None where no other channel's contacts are entered."""

    year: int
    through: date
    made_at: datetime
    contacts: PlanLine | None
    chats: PlanLine


@dataclass(frozen=True, slots=True)
class Plan:
    """Reads the latest outlook against the targets: contacts a year, and those of them by chat."""

    look_ahead: LookAhead
    contacts: int
    chats: int

    async def year(self) -> YearPlan | None:
        """This year's; None before the first outlook."""
        outlook = await self.look_ahead.latest()
        return None if outlook is None else self.of(outlook)

    def of(self, outlook: Outlook) -> YearPlan:
        """That of an outlook."""
        chats, others = outlook.year.chats, outlook.year.others
        gone = part_of_year(outlook.first)
        return YearPlan(
            outlook.year.year,
            outlook.first,
            outlook.made_at,
            None if others is None else _line((chats, others), self.contacts, gone),
            _line((chats,), self.chats, gone),
        )


def part_of_year(day: date) -> float:
    """How much of its year has gone when the day begins (0..1, never 1)."""
    first = date(day.year, 1, 1)
    return (day - first).days / (date(day.year + 1, 1, 1) - first).days


def _line(counts: tuple[YearCount, ...], target: int, gone: float) -> PlanLine:
    """The counts together; their misses are taken as independent, so that they add as the sides of a right angle."""
    expected = sum(each.contacts for each in counts)
    ends = [each.interval for each in counts]
    known = [(end, each.contacts) for end, each in zip(ends, counts, strict=True) if end is not None]
    told = len(known) == len(counts)
    return PlanLine(
        so_far=sum(each.so_far for each in counts),
        by_now=target * gone,
        expected=expected,
        low=expected - hypot(*(middle - low for (low, _), middle in known)) if told else None,
        high=expected + hypot(*(high - middle for (_, high), middle in known)) if told else None,
        target=target,
        days_missing=sum(each.days_missing for each in counts),
    )
