"""What one handoff counts as: how long was waited, whether in time, how long it was handled."""

from datetime import datetime, timedelta

from assistant.domain.handoff import Handoff
from assistant.domain.measures.in_time import THRESHOLD, answered_within, counts_in_service_level, lost
from assistant.domain.measures.names import CountName, SpanName
from assistant.domain.measures.tally import Adding

AT_ONCE = timedelta(seconds=5)
"""Who leaves within this has hardly waited: the exception that is common for calls (callcentrehelper.com, "How to
Calculate Abandon Rate"). We count them as lost, and show them apart."""
LONGEST_WRAP_UP = timedelta(hours=1)
"""A wrap-up that took longer was left lying, not worked on. Our own choice; the console aims at ten seconds."""


def count_handoff(handoff: Handoff, now: datetime, adding: Adding) -> None:
    """All that it counts as. `now` (aware): until when a wait that is not over has lasted."""
    if handoff.was_asked_for:
        _count_wait(handoff, now, adding)
    if handoff.answered_at is not None and handoff.handling_time is not None:
        adding.count(CountName.HANDLED)
        adding.lasted(SpanName.HANDLING, whole_seconds(handoff.handling_time))
    wrapping_up = wrap_up_of(handoff)
    if wrapping_up is not None:
        adding.lasted(SpanName.WRAP_UP, whole_seconds(wrapping_up))


def _count_wait(handoff: Handoff, now: datetime, adding: Adding) -> None:
    adding.count(CountName.ASKED)
    if handoff.answered_at is not None:
        adding.count(CountName.ANSWERED)
        adding.count(CountName.IN_TIME, answered_within(handoff, THRESHOLD))
        adding.lasted(SpanName.WAITED, whole_seconds(handoff.answered_at - handoff.asked_at))
    elif lost(handoff):
        adding.count(CountName.LOST)
        adding.count(CountName.LOST_IN_TIME, not counts_in_service_level(handoff, now, THRESHOLD))
        adding.count(CountName.LOST_AT_ONCE, not counts_in_service_level(handoff, now, AT_ONCE))
    else:
        adding.count(CountName.OVERDUE, counts_in_service_level(handoff, now, THRESHOLD))


def wrap_up_of(handoff: Handoff) -> timedelta | None:
    """From the end of the talk to the wrap-up; None while it lasts, and where it was left lying."""
    over = handoff.ended_at or handoff.returned_at
    if over is None or handoff.wrapped_up_at is None or handoff.claimed_by is None:
        return None
    taken = handoff.wrapped_up_at - over
    return taken if taken <= LONGEST_WRAP_UP else None


def whole_seconds(span: timedelta) -> int:
    """The whole seconds of it, cut down; nought where clocks disagreed."""
    return max(0, int(span.total_seconds()))
