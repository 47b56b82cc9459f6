"""Members of staff, their visits and what they are doing, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import StaffMember, StaffVisit, Status, StatusChange
from assistant.ports.interval import Interval


class MemoryStaff:
    """Implements `Staff`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, member: StaffMember) -> None:
        if member.id in self._recorded.staff or await self.named(member.sign_in_name) is not None:
            raise ConflictError(f"the id or sign-in name of member of staff {member.id} is taken")
        self._recorded.staff[member.id] = member

    async def get(self, agent_id: AgentId) -> StaffMember:
        member = self._recorded.staff.get(agent_id)
        if member is None:
            raise NotFoundError(f"no member of staff {agent_id}")
        return member

    async def hold(self, agent_id: AgentId) -> StaffMember:
        return await self.get(agent_id)  # units run one after another

    async def change(self, before: StaffMember, after: StaffMember) -> None:
        if await self.get(before.id) != before or after.id != before.id:
            raise ConflictError(f"member of staff {before.id} has changed meanwhile")
        self._recorded.staff[before.id] = after

    async def named(self, sign_in_name: str) -> StaffMember | None:
        key = sign_in_name.casefold()
        return next((one for one in self._recorded.staff.values() if one.sign_in_name.casefold() == key), None)

    async def members(self) -> Sequence[StaffMember]:
        return sorted(self._recorded.staff.values(), key=lambda member: (member.full_name.casefold(), member.id))

    async def begin_visit(self, visit: StaffVisit) -> None:
        self._check_known(visit.agent_id)
        if visit.key_digest in self._recorded.visits:
            raise ConflictError("the visit is there already")
        self._recorded.visits[visit.key_digest] = visit

    async def visit(self, key_digest: str) -> StaffVisit | None:
        return self._recorded.visits.get(key_digest)

    async def touch_visit(self, key_digest: str, at: datetime) -> None:
        visit = self._recorded.visits.get(key_digest)
        if visit is not None:
            self._recorded.visits[key_digest] = replace(visit, last_seen_at=at)

    async def end_visit(self, key_digest: str, at: datetime) -> None:
        visit = self._recorded.visits.get(key_digest)
        if visit is not None and visit.ended_at is None:
            self._recorded.visits[key_digest] = replace(visit, ended_at=at)

    async def change_status(self, change: StatusChange) -> None:
        self._check_known(change.agent_id)
        self._recorded.status_changes[len(self._recorded.status_changes)] = change

    async def statuses(self) -> Mapping[AgentId, StatusChange]:
        # A stable sort: of two changes at the same instant, the one recorded last stays.
        changes = sorted(self._recorded.status_changes.values(), key=lambda change: change.at)
        return {change.agent_id: change for change in changes}

    async def status(self, agent_id: AgentId) -> Status:
        latest = (await self.statuses()).get(agent_id)
        return Status.SIGNED_OUT if latest is None else latest.status

    async def changes(self, interval: Interval) -> Sequence[StatusChange]:
        changes = sorted(self._recorded.status_changes.values(), key=lambda change: change.at)
        before = {change.agent_id: change for change in changes if change.at < interval.start}
        within = [change for change in changes if interval.start <= change.at < interval.end]
        return [*sorted(before.values(), key=lambda change: (change.at, change.agent_id)), *within]

    def _check_known(self, agent_id: AgentId) -> None:
        if agent_id not in self._recorded.staff:
            raise ConflictError(f"no member of staff {agent_id}")
