"""How agents' time was spent, half hour by half hour: on duty, and occupied with citizens."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from assistant.domain.handoff import AgentId, Handoff
from assistant.domain.measures.counting import Key, Part, half_hour, weekday_hour
from assistant.domain.measures.names import EVERYTHING, PERSON, CountName, Dimension
from assistant.domain.measures.of_handoffs import wrap_up_of
from assistant.domain.measures.tally import Adding
from assistant.domain.measures.told import ToldTime
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.working_day import Span, in_both, joined, length

HALF_HOUR = timedelta(minutes=30)
FORGOTTEN_AFTER = timedelta(days=2)
"""So long after a handoff was requested, or a status chosen, no more time is counted of it: it was forgotten, and not
worked on. Our own choice; whoever counts a day need look no further back.
"""


def time_of(told: ToldTime, within: Span, now: datetime) -> Iterator[Part]:
    """What agents' time adds in the half hours of `within` (its ends on half hours). Until `now`, what goes on yet.

    Stamps are cut to whole seconds first, so that the seconds of half hours add up to those of the day.
    """
    span = (within[0], min(within[1], _cut(now)))
    for agent in sorted({change.agent_id for change in told.changes} | _holders(told.handoffs)):
        occupied = _occupied((each for each in told.handoffs if each.claimed_by == agent), span)
        on_duty = joined([*_available(agent, told.changes, span), *occupied])
        yield from _half_hours(agent, on_duty, occupied)


def _holders(handoffs: Iterable[Handoff]) -> set[AgentId]:
    return {each.claimed_by for each in handoffs if each.claimed_by is not None}


def _available(agent: AgentId, changes: Iterable[StatusChange], span: Span) -> list[Span]:
    own = [each for each in changes if each.agent_id == agent]
    ends = [each.at for each in own[1:]] + [span[1]] * bool(own)
    available = [(each, end) for each, end in zip(own, ends, strict=True) if each.status is Status.AVAILABLE]
    return in_both(joined((_cut(each.at), min(_cut(end), _until(each.at))) for each, end in available), [span])


def _occupied(handoffs: Iterable[Handoff], span: Span) -> list[Span]:
    busy = [(each, _until(handoff.requested_at)) for handoff in handoffs for each in _busy_with(handoff, span[1])]
    return in_both(joined((start, min(end, until)) for (start, end), until in busy), [span])


def _busy_with(handoff: Handoff, now: datetime) -> Iterator[Span]:
    """The talk, from claim to end, and the wrap-up where it was done and not left lying."""
    if handoff.claimed_at is None:
        return
    over = handoff.ended_at or handoff.returned_at or handoff.abandoned_at
    yield _cut(handoff.claimed_at), _cut(over or now)
    wrapping_up = wrap_up_of(handoff)
    if over is not None and wrapping_up is not None and handoff.wrapped_up_at is not None:
        yield _cut(over), _cut(handoff.wrapped_up_at)


def _half_hours(agent: AgentId, on_duty: list[Span], occupied: list[Span]) -> Iterator[Part]:
    for start in dict.fromkeys(each for span in on_duty for each in _touched(span)):
        piece = [(start, start + HALF_HOUR)]
        adding = Adding()
        adding.count(CountName.ON_DUTY_HALF_HOURS)
        adding.count(CountName.ON_DUTY_SECONDS, int(length(in_both(on_duty, piece)).total_seconds()))
        adding.count(CountName.OCCUPIED_SECONDS, int(length(in_both(occupied, piece)).total_seconds()))
        keys: tuple[Key, ...] = (
            (Dimension.ALL, EVERYTHING),
            (Dimension.AGENT, agent),
            (Dimension.PART, PERSON),
            (Dimension.WEEKDAY_HOUR, weekday_hour(start)),
        )
        yield Part(start, keys, adding.tally())


def _touched(span: Span) -> Iterator[datetime]:
    """The beginnings of the half hours in which the span has some part."""
    start = half_hour(span[0])
    while start < span[1]:
        yield start
        start += HALF_HOUR


def _until(since: datetime) -> datetime:
    return _cut(since + FORGOTTEN_AFTER)


def _cut(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
