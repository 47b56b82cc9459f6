"""Supervisors plan who answers in the chat, and when."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.period import Period
from assistant.domain.shifts import Roster, Shift, clashing, moved, roster
from assistant.domain.staffing import PlannedAbsence, Role, StaffMember
from assistant.ports import Interval, Records

WEEK = timedelta(weeks=1)
SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week's shifts, the absences planned in it, and all who may be planned."""

    monday: date
    shifts: tuple[Shift, ...]
    absences: tuple[PlannedAbsence, ...]
    members: tuple[StaffMember, ...]

    @property
    def there(self) -> Roster:
        """Who is there when."""
        return roster(self.shifts, self.absences)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Reads and changes the schedule."""

    records: Records

    async def week(self, monday: date) -> PlannedWeek:
        """The week that begins on `monday`."""
        days = Period(monday, monday + SUNDAY)
        async with self.records.reading() as unit:
            return PlannedWeek(
                monday,
                tuple(await unit.shifts.between(days.first, days.last)),
                tuple(await unit.plans.within(Interval(days.start, days.end))),
                tuple(each for each in await unit.staff.members() if each.role is not Role.EDITOR),
            )

    async def plan(self, shift: Shift) -> Shift:
        """The agent is planned to be there.

        Raises:
            ConflictError: the agent is planned already at some of that time.
            NotFoundError: there is no such member.
            RefusedError: editors answer nobody.
        """
        async with self.records.unit() as unit:
            # Held, so that two supervisors at once cannot plan the same hours twice.
            member = await unit.staff.hold(shift.agent_id)
            if member.role is Role.EDITOR:
                raise RefusedError("an editor answers nobody")
            if clashing(await unit.shifts.between(shift.day, shift.day), shift):
                raise ConflictError("the agent is planned already at some of that time")
            return await unit.shifts.add(shift)

    async def remove(self, number: int) -> None:
        """It is no longer planned; repeating changes nothing."""
        async with self.records.unit() as unit:
            await unit.shifts.remove(number)

    async def copy_last_week(self, monday: date) -> int:
        """How many shifts of the week before are planned in this one too; those that clash with one are left."""
        async with self.records.unit() as unit:
            known = {each.id for each in await unit.staff.members() if each.role is not Role.EDITOR}
            before = await unit.shifts.between(monday - WEEK, monday - timedelta(days=1))
            there = list(await unit.shifts.between(monday, monday + SUNDAY))
            wanted = [moved(each, WEEK.days) for each in before if AgentId(each.agent_id) in known]
            added = [await unit.shifts.add(each) for each in wanted if not clashing(there, each)]
        return len(added)
