"""The working day: who does what, who plans to be away when, and what the day has come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from assistant.domain.errors import ConflictError, RefusedError, UnavailableError
from assistant.domain.handoff import AgentId
from assistant.domain.period import LOCAL, local_day
from assistant.domain.routing import OfferAnswer
from assistant.domain.staffing import PlannedAbsence, Role, StaffMember, Status, StatusChange, overlapping
from assistant.domain.working_day import DayFigures, day_figures
from assistant.ports import Clock, EventStream, Interval, PresenceBoard, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.room import loads


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member who answers citizens: the status and since when, conversations held, plans of today.

    `at_desk`: a page of theirs is open; None where nobody can tell.
    """

    member: StaffMember
    status: Status
    since: datetime | None
    load: int
    at_desk: bool | None
    plans: tuple[PlannedAbsence, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """What one agent has done today, and what became of the offers made."""

    member: StaffMember
    figures: DayFigures
    offers: Mapping[OfferAnswer, int]


@dataclass(frozen=True, slots=True)
class Shift:
    """Reads the day, and records plans."""

    records: Records
    agents: PresenceBoard
    stream: EventStream
    clock: Clock

    async def plan(self, member: StaffMember, status: Status, start: time, end: time) -> PlannedAbsence:
        """The member plans to be away today between two times of the municipality's clock.

        Raises:
            RefusedError: no such absence can be planned, or it is over already.
            ConflictError: it overlaps another of the member's.
        """
        day = local_day(self.clock.now())
        began, ends = (datetime.combine(day, each, LOCAL) for each in (start, end))
        wanted = PlannedAbsence(member.id, status, began, ends)
        if ends <= self.clock.now():
            raise RefusedError("what is over cannot be planned")
        async with self.records.unit() as unit:
            await unit.staff.hold(member.id)
            if overlapping(await unit.plans.within(Interval(began, ends)), wanted):
                raise ConflictError("another absence is planned for some of that time")
            recorded = await unit.plans.add(wanted)
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
        return recorded

    async def unplan(self, member: StaffMember, number: int) -> None:
        """The member no longer plans it; repeating, or a colleague's plan, changes nothing."""
        async with self.records.unit() as unit:
            await unit.plans.remove(member.id, number)
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))

    async def colleagues(self) -> tuple[Colleague, ...]:
        """All who answer citizens, by full name."""
        present = await self._present()
        async with self.records.reading() as unit:
            members, statuses = await unit.staff.members(), await unit.staff.statuses()
            held, plans = await loads(unit), await unit.plans.within(self._today())
        return tuple(
            _colleague(member, statuses.get(member.id), held.get(member.id, 0), plans, present)
            for member in members
            if member.role is not Role.EDITOR
        )

    async def _present(self) -> frozenset[str] | None:
        try:
            return await self.agents.present()
        except UnavailableError:
            return None

    async def own_day(self, member: StaffMember) -> DayFigures:
        """The member's figures of today, for the member alone."""
        (own,) = await self._figures([member])
        return own

    async def portions(self) -> tuple[Portion, ...]:
        """What each has done today, for supervisors: those who have been available, handled or been offered anybody."""
        async with self.records.reading() as unit:
            members = [member for member in await unit.staff.members() if member.role is not Role.EDITOR]
            answers = await unit.routing.answers(self._today())
        offers = {member.id: Counter(e.answer for e in answers if e.agent_id == member.id) for member in members}
        figures = {each.agent_id: each for each in await self._figures(members)}
        portions = (Portion(member, figures[member.id], offers[member.id]) for member in members)
        return tuple(each for each in portions if each.figures.available or each.figures.handled or each.offers)

    async def _figures(self, members: Sequence[StaffMember]) -> list[DayFigures]:
        today = self._today()
        async with self.records.reading() as unit:
            handoffs, changes = await unit.handoffs.requested(today), await unit.staff.changes(today)
        day = (today.start, self.clock.now())
        return [day_figures(AgentId(member.id), handoffs, changes, day) for member in members]

    def _today(self) -> Interval:
        start = datetime.combine(local_day(self.clock.now()), time(), LOCAL)
        return Interval(start, start + timedelta(days=1))


def _colleague(
    member: StaffMember,
    change: StatusChange | None,
    load: int,
    plans: Sequence[PlannedAbsence],
    present: frozenset[str] | None,
) -> Colleague:
    return Colleague(
        member,
        Status.SIGNED_OUT if change is None else change.status,
        None if change is None else change.at,
        load,
        None if present is None else member.id in present,
        tuple(plan for plan in plans if plan.agent_id == member.id),
    )
