"""Who of the staff can take a conversation right now."""

from dataclasses import dataclass

from assistant.domain.errors import UnavailableError
from assistant.domain.staffing import StaffMember, Status
from assistant.ports import PresenceBoard, Records


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Reads status from the record and presence from the live board."""

    records: Records
    agents: PresenceBoard

    async def available(self) -> tuple[StaffMember, ...]:
        """Staff who are available and whose desk is open. With the live board away: all whose status says so."""
        async with self.records.reading() as unit:
            statuses = await unit.staff.statuses()
            members = await unit.staff.members()
        free = [m for m in members if m.id in statuses and statuses[m.id].status is Status.AVAILABLE]
        try:
            present = await self.agents.present()
        except UnavailableError:
            return tuple(free)
        return tuple(member for member in free if member.id in present)
