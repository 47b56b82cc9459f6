"""Who of the staff can take a conversation right now, and who plans to be away soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.errors import UnavailableError
from assistant.domain.staffing import PlannedAbsence, StaffMember, Status
from assistant.ports import Interval, PresenceBoard, Records, Unit


@dataclass(frozen=True, slots=True)
class Around:
    """What agents see of the others: who is available, and whose planned absence is near, with their names."""

    available: tuple[StaffMember, ...]
    coming: tuple[tuple[str, PlannedAbsence], ...]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Reads statuses from the record and presence from the live board."""

    records: Records
    agents: PresenceBoard

    async def available(self) -> tuple[StaffMember, ...]:
        """Staff who are available and whose desk is open. With the live board away: all whose status says so."""
        async with self.records.reading() as unit:
            free = await self._free(unit)
        return await self._at_their_desks(free)

    async def around(self, now: datetime, within: timedelta) -> Around:
        """As all see it; absences that are planned for now or begin within the time given."""
        async with self.records.reading() as unit:
            free = await self._free(unit)
            plans = await unit.plans.within(Interval(now, now + within))
            names = {member.id: member.first_name for member in await unit.staff.members()} if plans else {}
        coming = tuple((names[plan.agent_id], plan) for plan in plans)
        return Around(await self._at_their_desks(free), coming)

    async def _free(self, unit: Unit) -> tuple[StaffMember, ...]:
        statuses = await unit.staff.statuses()
        free = {agent for agent, change in statuses.items() if change.status is Status.AVAILABLE}
        return tuple(member for member in await unit.staff.members() if member.id in free)

    async def _at_their_desks(self, free: tuple[StaffMember, ...]) -> tuple[StaffMember, ...]:
        try:
            present = await self.agents.present()
        except UnavailableError:
            return free
        return tuple(member for member in free if member.id in present)
