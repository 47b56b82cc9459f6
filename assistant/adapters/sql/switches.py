"""Switches in SQL."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import RowMapping, func, insert, select

from assistant.adapters.sql.tables import switches
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId
from assistant.domain.switches import SwitchChange


class SqlSwitches:
    """Implements `Switches`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, change: SwitchChange) -> SwitchChange:
        added = insert(switches).values(
            subject=change.subject, off=change.off, at=change.at, by=change.by, reason=change.reason
        )
        row = await self._transaction.first(added.returning(switches))
        return change if row is None else _change(row)

    async def off(self, subjects: Collection[str]) -> Mapping[str, SwitchChange]:
        wanted = switches.c.subject.in_(sorted(subjects))
        latest = select(func.max(switches.c.number)).where(wanted).group_by(switches.c.subject)
        rows = await self._transaction.all(
            select(switches).where(switches.c.number.in_(latest), switches.c.off.is_(True))
        )
        return {row["subject"]: _change(row) for row in rows}

    async def history(self, subject: str) -> Sequence[SwitchChange]:
        rows = await self._transaction.all(
            select(switches).where(switches.c.subject == subject).order_by(switches.c.number.desc())
        )
        return [_change(row) for row in rows]


def _change(row: RowMapping) -> SwitchChange:
    return SwitchChange(
        subject=row["subject"],
        off=bool(row["off"]),
        at=row["at"],
        by=None if row["by"] is None else AgentId(row["by"]),
        reason=row["reason"],
        number=row["number"],
    )
