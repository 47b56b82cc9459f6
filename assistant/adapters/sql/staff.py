"""Members of staff, their visits and what they are doing, in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update

from assistant.adapters.sql.tables import staff, status_changes, visits
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember, StaffVisit, Status, StatusChange
from assistant.ports.interval import Interval


class SqlStaff:
    """Implements `Staff`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, member: StaffMember) -> None:
        await self._transaction.change_or_conflict(insert(staff).values(**_values(member)))

    async def get(self, agent_id: AgentId) -> StaffMember:
        return await self._get(agent_id)

    async def hold(self, agent_id: AgentId) -> StaffMember:
        return await self._get(agent_id, held=not self._transaction.holds_all)

    async def _get(self, agent_id: AgentId, *, held: bool = False) -> StaffMember:
        wanted = select(staff).where(staff.c.id == agent_id)
        # The weaker lock leaves visits and handoffs of the member free to be added.
        row = await self._transaction.first(wanted.with_for_update(key_share=True) if held else wanted)
        if row is None:
            raise NotFoundError(f"no member of staff {agent_id}")
        return _member(row)

    async def change(self, before: StaffMember, after: StaffMember) -> None:
        if await self.hold(before.id) != before or after.id != before.id:
            raise ConflictError(f"member of staff {before.id} has changed meanwhile")
        await self._transaction.change_or_conflict(
            update(staff).where(staff.c.id == before.id).values(**_values(after))
        )

    async def named(self, sign_in_name: str) -> StaffMember | None:
        row = await self._transaction.first(select(staff).where(staff.c.sign_in_key == sign_in_name.casefold()))
        return None if row is None else _member(row)

    async def members(self) -> Sequence[StaffMember]:
        rows = await self._transaction.all(select(staff))
        # Sorted here, not by the database: its order of letters hangs on the locale it was made in.
        return sorted((_member(row) for row in rows), key=lambda member: (member.full_name.casefold(), member.id))

    async def begin_visit(self, visit: StaffVisit) -> None:
        await self._transaction.change_or_conflict(insert(visits).values(**asdict(visit)))

    async def visit(self, key_digest: str) -> StaffVisit | None:
        row = await self._transaction.first(select(visits).where(visits.c.key_digest == key_digest))
        return None if row is None else StaffVisit(**row)

    async def touch_visit(self, key_digest: str, at: datetime) -> None:
        await self._transaction.change(update(visits).where(visits.c.key_digest == key_digest).values(last_seen_at=at))

    async def end_visit(self, key_digest: str, at: datetime) -> None:
        await self._transaction.change(
            update(visits).where(visits.c.key_digest == key_digest, visits.c.ended_at.is_(None)).values(ended_at=at)
        )

    async def change_status(self, change: StatusChange) -> None:
        await self._transaction.change_or_conflict(insert(status_changes).values(**asdict(change)))

    async def statuses(self) -> Mapping[AgentId, StatusChange]:
        return {change.agent_id: change for change in await self._latest()}

    async def status(self, agent_id: AgentId) -> Status:
        row = await self._transaction.first(
            select(status_changes.c.status)
            .where(status_changes.c.agent_id == agent_id)
            .order_by(status_changes.c.at.desc(), status_changes.c.number.desc())
            .limit(1)
        )
        return Status.SIGNED_OUT if row is None else Status(row["status"])

    async def changes(self, interval: Interval) -> Sequence[StatusChange]:
        before = await self._latest(interval.start)
        rows = await self._transaction.all(
            select(status_changes)
            .where(status_changes.c.at >= interval.start, status_changes.c.at < interval.end)
            .order_by(status_changes.c.at, status_changes.c.number)
        )
        return [*sorted(before, key=lambda change: (change.at, change.agent_id)), *map(_status_change, rows)]

    async def _latest(self, before: datetime | None = None) -> Sequence[StatusChange]:
        """Each member's latest change, or latest before a moment."""
        # One step into the index a member, however long the history has grown.
        of_member = status_changes.alias()
        wanted = [of_member.c.agent_id == staff.c.id, *([] if before is None else [of_member.c.at < before])]
        number = (
            select(of_member.c.number)
            .where(*wanted)
            .order_by(of_member.c.at.desc(), of_member.c.number.desc())
            .limit(1)
            .scalar_subquery()
        )
        latest = select(status_changes).join(staff, status_changes.c.number == number)
        return [_status_change(row) for row in await self._transaction.all(latest)]


def _values(member: StaffMember) -> Mapping[str, object]:
    return {
        **asdict(member),
        "sign_in_key": member.sign_in_name.casefold(),
        "areas": list(member.areas),
        "languages": list(member.languages),
    }


def _member(row: RowMapping) -> StaffMember:
    kept = {name: value for name, value in row.items() if name != "sign_in_key"}
    skills = {"areas": tuple(row["areas"]), "languages": tuple(row["languages"])}
    return StaffMember(**{**kept, **skills, "role": Role(row["role"])})


def _status_change(row: RowMapping) -> StatusChange:
    return StatusChange(row["agent_id"], Status(row["status"]), row["at"])
