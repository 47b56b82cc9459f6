"""Agents needed against agents planned, half hour by half hour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from math import floor

from assistant.domain.erlang_a import Expected, Promise, Traffic, expected, needed
from assistant.domain.errors import RefusedError
from assistant.domain.forecast import HALF_HOUR, Expectation
from assistant.domain.shifts import Roster
from assistant.domain.staffing import LIMIT_CAPACITY

NEARLY = 0.05
"""Agents: a minute and a half of a half hour. So little too few is no gap; it is the time a change of seats takes."""
_FINE = 4
HANDLING = (30.0, 3600.0)
PATIENCE = (30.0, 3600.0)
FIRST_WORDS = (0.0, 110.0)
"""Seconds that may be asked about: from next to nothing to an hour; first words within the promise."""


class Gap(StrEnum):
    """How what is planned stands to what is needed."""

    SHORT = "short"
    ENOUGH = "enough"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a need is told under. `handling`, `patience` and `first_words` in seconds; `handed_off` is a share (0..1).

    `at_once`: conversations that one agent holds at a time.
    """

    handling: float
    patience: float
    first_words: float
    handed_off: float
    at_once: int

    def __post_init__(self) -> None:
        """Raises RefusedError where a number is out of its range."""
        ranges = (
            (self.handling, HANDLING),
            (self.patience, PATIENCE),
            (self.first_words, FIRST_WORDS),
            (self.handed_off, (0.0, 1.0)),
            (self.at_once, (1, LIMIT_CAPACITY)),
        )
        if not all(low <= value <= high for value, (low, high) in ranges):
            raise RefusedError("a condition is out of its range")

    @property
    def without_assistant(self) -> "Conditions":
        """The same, were every contact to need a person: talks are taken to last as long."""
        return replace(self, handed_off=1.0)


@dataclass(frozen=True, slots=True)
class Need:
    """One half hour. `wanted`: citizens expected to need a person. `agents` None: no number of agents would do.

    `planned`: agents there, on average over the half hour. `met`: what citizens meet with those planned; None where
    nobody is.
    """

    expectation: Expectation
    wanted: float
    agents: int | None
    planned: float
    met: Expected | None

    @property
    def start(self) -> datetime:
        """Its beginning."""
        return self.expectation.start

    @property
    def missing(self) -> float:
        """Agents too few; below 0: more than needed."""
        return (self.agents or 0) - self.planned

    @property
    def gap(self) -> Gap:
        """In a word. A whole agent more than needed is over; less than that is what rounding leaves."""
        if self.missing > NEARLY:
            return Gap.SHORT
        return Gap.OVER if self.missing <= -1 else Gap.ENOUGH


@dataclass(frozen=True, slots=True)
class Hours:
    """Agent hours of all half hours together. `short`: hours missing where too few are planned."""

    needed: float
    planned: float
    short: float


def need(expectation: Expectation, conditions: Conditions, planned: float) -> Need:
    """What the half hour takes.

    Each half hour is looked at by itself, in its steady state (stationary independent period by period; Green, Kolesar
    and Soares, Operations Research 49(4), 2001): right where talks are short beside the half hour.
    """
    wanted = expectation.contacts * conditions.handed_off
    places = floor((planned + NEARLY) * conditions.at_once)
    agents, met = _agents(round(wanted, _FINE), conditions), _met(round(wanted, _FINE), conditions, places)
    return Need(expectation, wanted, agents, planned, met if places else None)


def needs(half_hours: Iterable[Expectation], conditions: Conditions, there: Roster) -> tuple[Need, ...]:
    """What each half hour takes, beside who is planned."""
    return tuple(need(each, conditions, there.agents(each.start)) for each in half_hours)


def hours(half_hours: Sequence[Need]) -> Hours:
    """Agent hours of all these: what a plan costs."""
    each = HALF_HOUR.total_seconds() / 3600
    return Hours(
        needed=each * sum(one.agents or 0 for one in half_hours),
        planned=each * sum(one.planned for one in half_hours),
        short=each * sum(one.missing for one in half_hours if one.gap is Gap.SHORT),
    )


def promise(conditions: Conditions) -> Promise:
    """90 % within 120 seconds and under 5 % lost, of which the time to the first words is off."""
    return Promise(before_words=conditions.first_words)


def _traffic(wanted: float, conditions: Conditions) -> Traffic:
    return Traffic(wanted / HALF_HOUR.total_seconds(), conditions.handling, conditions.patience)


# Many half hours of a week are alike, and a page is asked for again with another schedule.
@lru_cache(maxsize=4096)
def _agents(wanted: float, conditions: Conditions) -> int | None:
    return needed(_traffic(wanted, conditions), promise(conditions), conditions.at_once)


@lru_cache(maxsize=4096)
def _met(wanted: float, conditions: Conditions, places: int) -> Expected:
    return expected(_traffic(wanted, conditions), places, promise(conditions).threshold)
