"""What has happened by a moment, of what would happen."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime

from assistant.ports.bulk import Written


def of_visit_is_over(visit: Written, until: datetime) -> bool:
    """Whether all of one conversation has happened: one that is under way would wait for staff who are not there."""
    ends = [one.closed_at for one in visit.conversations]
    ends += [one.wrapped_up_at for one in visit.handoffs if one.wrapped_up_at is not None]
    ends += [one.at for one in visit.surveys]
    return all(at is not None and at <= until for at in ends)


def as_far_as(written: Written, until: datetime) -> Written:
    """Without the acts of staff that would come later."""
    return replace(
        written,
        reviews=[one for one in written.reviews if one.at <= until],
        levels=[one for one in written.levels if one.at <= until],
        switches=[one for one in written.switches if one.at <= until],
        revisions=[one for one in written.revisions if one.at <= until],
        audit=[one for one in written.audit if one.at <= until],
    )


def joined(some: Iterable[Written]) -> Written:
    """All of these as one."""
    whole = Written()
    for each in some:
        for field in fields(Written):
            getattr(whole, field.name).extend(getattr(each, field.name))
    return whole
