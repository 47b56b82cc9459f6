"""Who is on duty, what they hold, and when they were last given somebody."""

from collections.abc import Collection
from datetime import datetime, timedelta

from assistant.domain.handoff import AgentId
from assistant.domain.routing import Crew
from assistant.domain.staffing import StaffMember, Status
from assistant.ports import Interval, Unit
from assistant.services.room import loads

LOOK_BACK = timedelta(hours=12)
"""Whoever was given nobody for this long has simply been idle the longest: longer than a working day."""


async def crew_in(unit: Unit, present: Collection[str], now: datetime) -> tuple[Crew, ...]:
    """The agents who are available by the record and `present`."""
    statuses = await unit.staff.statuses()
    held = await loads(unit)
    last = await unit.handoffs.last_claims(Interval(now - LOOK_BACK, now))
    return tuple(
        crew_of(member, held.get(member.id, 0), last.get(member.id, statuses[member.id].at))
        for member in await unit.staff.members()
        if member.id in present and member.id in statuses and statuses[member.id].status is Status.AVAILABLE
    )


def crew_of(member: StaffMember, load: int, idle_since: datetime) -> Crew:
    """The member as one of the crew."""
    return Crew(AgentId(member.id), member.areas, member.languages, load, member.capacity, idle_since)
