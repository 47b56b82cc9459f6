"""An agent's day in figures, each with its one definition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from assistant.domain.handoff import AgentId, Handoff
from assistant.domain.measures.in_time import answered_within
from assistant.domain.share import Share
from assistant.domain.staffing import Status, StatusChange

Span = tuple[datetime, datetime]
"""From the first up to the second."""
HOUR = timedelta(hours=1)
LEAST_AVAILABLE = timedelta(minutes=15)
"""Of less time than this no rate an hour is told: one short talk would make it look like many."""


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What one agent has done between two moments.

    `handled`: talks that are over; `answered`: those whose citizen had the agent's first words within 120 s of asking,
    of all to whom the agent spoke first; `median_handling`: claim to end; `available`: time as available; `occupied`:
    the part of it with at least one talk.
    """

    agent_id: AgentId
    handled: int
    answered: Share
    median_handling: timedelta | None
    available: timedelta
    occupied: timedelta

    @property
    def occupancy(self) -> float | None:
        """Time with at least one talk, of the time available (0..1); None without any time available."""
        return self.occupied / self.available if self.available else None

    @property
    def per_hour(self) -> float | None:
        """Talks handled an hour available; None where that was too short to say."""
        return self.handled / (self.available / HOUR) if self.available >= LEAST_AVAILABLE else None


def day_figures(
    agent_id: AgentId, handoffs: Iterable[Handoff], changes: Iterable[StatusChange], day: Span
) -> DayFigures:
    """The figures of `day` (its end is now, while it lasts). `changes` in order, among them the latest before it."""
    own = [handoff for handoff in handoffs if handoff.claimed_by == agent_id and handoff.claimed_at is not None]
    over = [handoff.handling_time for handoff in own if handoff.handling_time is not None]
    first_words = [each for each in own if each.answered_at and each.claimed_at and each.answered_at >= each.claimed_at]
    available = spans_available((change for change in changes if change.agent_id == agent_id), day)
    talks = joined([(each.claimed_at, each.ended_at or each.returned_at or day[1]) for each in own if each.claimed_at])
    return DayFigures(
        agent_id,
        handled=len(over),
        answered=Share(sum(map(answered_within, first_words)), len(first_words)),
        median_handling=timedelta(seconds=median(span.total_seconds() for span in over)) if over else None,
        available=length(available),
        occupied=length(in_both(available, talks)),
    )


def spans_available(changes: Iterable[StatusChange], day: Span) -> list[Span]:
    """When one agent was available, by changes in order; what went on before the day began counts from there."""
    spans, since = [], None
    for change in changes:
        at = max(change.at, day[0])
        if since is not None:
            spans.append((since, at))
        since = at if change.status is Status.AVAILABLE else None
    if since is not None:
        spans.append((since, day[1]))
    return joined(spans)


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time, in order and without overlaps; what has no length is left out."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def in_both(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The time that lies in both."""
    return joined((max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others)


def length(spans: Iterable[Span]) -> timedelta:
    """Of spans without overlaps, all together."""
    return sum((end - start for start, end in spans), timedelta(0))
