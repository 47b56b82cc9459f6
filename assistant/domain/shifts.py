"""Who is planned to answer in the chat, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from assistant.domain.errors import RefusedError
from assistant.domain.forecast import HALF_HOUR
from assistant.domain.handoff import AgentId
from assistant.domain.period import LOCAL
from assistant.domain.staffing import PlannedAbsence
from assistant.domain.working_day import Span, in_both, joined, length

LONGEST_SHIFT = timedelta(hours=12)
"""Longer than any working day, shorter than a slip of the hand between morning and evening."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One agent's time at the chat on one local day, by the municipality's clock. `number` is 0 until recorded."""

    agent_id: AgentId
    day: date
    start: time
    end: time
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where the end is not after the start, or it is longer than a working day."""
        if not timedelta(0) < self.span[1] - self.span[0] <= LONGEST_SHIFT:
            raise RefusedError("a shift ends after it begins, within a working day")

    @property
    def span(self) -> Span:
        """From when until when, aware, UTC."""
        began, ended = (datetime.combine(self.day, each, LOCAL).astimezone(UTC) for each in (self.start, self.end))
        return began, ended


def clashing(shifts: Iterable[Shift], new: Shift) -> bool:
    """Whether the agent of `new` has a shift already at some time within it."""
    return any(
        each.agent_id == new.agent_id and each.span[0] < new.span[1] and new.span[0] < each.span[1] for each in shifts
    )


def moved(shift: Shift, days: int) -> Shift:
    """The same hours so many days later."""
    return Shift(shift.agent_id, shift.day + timedelta(days=days), shift.start, shift.end)


@dataclass(frozen=True, slots=True)
class Roster:
    """When each agent is there: the shifts without the planned absences."""

    there: tuple[tuple[Span, ...], ...]

    def agents(self, start: datetime) -> float:
        """How many are there in the half hour from `start`, on average: a quarter of an hour away is half an agent."""
        half_hour = (start, start + HALF_HOUR)
        return sum(length(in_both(spans, [half_hour])) / HALF_HOUR for spans in self.there)


def roster(shifts: Sequence[Shift], absences: Sequence[PlannedAbsence]) -> Roster:
    """Who is there when, by shifts and planned absences."""
    agents = {shift.agent_id for shift in shifts}
    return Roster(
        tuple(
            tuple(
                _without(
                    joined(shift.span for shift in shifts if shift.agent_id == agent),
                    joined((each.start, each.end) for each in absences if each.agent_id == agent),
                )
            )
            for agent in sorted(agents)
        )
    )


def _without(spans: Sequence[Span], away: Sequence[Span]) -> list[Span]:
    left = list(spans)
    for begins, ends in away:
        left = joined(part for start, end in left for part in ((start, min(end, begins)), (max(start, ends), end)))
    return left
