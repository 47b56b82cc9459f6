"""Planned absences in SQL."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, delete, insert, select

from assistant.adapters.sql.tables import planned_absences
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import PlannedAbsence, Status
from assistant.ports.interval import Interval


class SqlPlans:
    """Implements `Plans`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, plan: PlannedAbsence) -> PlannedAbsence:
        added = insert(planned_absences).values(
            agent_id=plan.agent_id, status=plan.status, start=plan.start, end=plan.end
        )
        row = await self._transaction.first(added.returning(planned_absences))
        return plan if row is None else _plan(row)

    async def remove(self, agent_id: AgentId, number: int) -> None:
        await self._transaction.change(
            delete(planned_absences).where(planned_absences.c.number == number, planned_absences.c.agent_id == agent_id)
        )

    async def within(self, interval: Interval) -> Sequence[PlannedAbsence]:
        rows = await self._transaction.all(
            select(planned_absences)
            .where(planned_absences.c.start < interval.end, planned_absences.c.end > interval.start)
            .order_by(planned_absences.c.start, planned_absences.c.number)
        )
        return [_plan(row) for row in rows]


def _plan(row: RowMapping) -> PlannedAbsence:
    return PlannedAbsence(AgentId(row["agent_id"]), Status(row["status"]), row["start"], row["end"], row["number"])
