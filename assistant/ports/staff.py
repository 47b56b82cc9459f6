"""The people who answer, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.handoff import AgentId
from assistant.domain.staffing import PlannedAbsence, StaffMember, StaffVisit, Status, StatusChange
from assistant.ports.interval import Interval


class Staff(Protocol):
    """Who may sign in, who is signed in, and what they are doing."""

    async def add(self, member: StaffMember) -> None:
        """Recorded. Raises ConflictError when id or sign-in name is taken."""
        ...

    async def get(self, agent_id: AgentId) -> StaffMember:
        """Raises NotFoundError."""
        ...

    async def hold(self, agent_id: AgentId) -> StaffMember:
        """As `get`; until the unit ends nobody else holds the member.

        For whoever counts what an agent has and then adds to it.
        """
        ...

    async def change(self, before: StaffMember, after: StaffMember) -> None:
        """`after`, of the same id, replaces `before`. Raises ConflictError when the record is not equal to `before`."""
        ...

    async def named(self, sign_in_name: str) -> StaffMember | None:
        """The member of that sign-in name, whatever its case."""
        ...

    async def members(self) -> Sequence[StaffMember]:
        """All, by full name."""
        ...

    async def begin_visit(self, visit: StaffVisit) -> None:
        """The visit is recorded."""
        ...

    async def visit(self, key_digest: str) -> StaffVisit | None:
        """The visit, ended or not."""
        ...

    async def touch_visit(self, key_digest: str, at: datetime) -> None:
        """The visit was last seen at `at`."""
        ...

    async def end_visit(self, key_digest: str, at: datetime) -> None:
        """The visit is over; repeating changes nothing."""
        ...

    async def change_status(self, change: StatusChange) -> None:
        """The change is recorded."""
        ...

    async def statuses(self) -> Mapping[AgentId, StatusChange]:
        """Each agent's latest change; agents who never made one are absent."""
        ...

    async def status(self, agent_id: AgentId) -> Status:
        """The agent's present status; `SIGNED_OUT` before the first change."""
        ...

    async def changes(self, interval: Interval) -> Sequence[StatusChange]:
        """All changes of status within the interval, in order; before them each agent's latest before it began."""
        ...


class Plans(Protocol):
    """When agents plan to be away from the queue."""

    async def add(self, plan: PlannedAbsence) -> PlannedAbsence:
        """Recorded, and given back with its number. Raises ConflictError where there is no such agent."""
        ...

    async def remove(self, agent_id: AgentId, number: int) -> None:
        """The agent no longer plans it; repeating, or another agent's plan, changes nothing."""
        ...

    async def within(self, interval: Interval) -> Sequence[PlannedAbsence]:
        """Those that lie in the interval with some part, by start."""
        ...
