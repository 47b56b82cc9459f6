"""Levels of topics in SQL."""

from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping, func, insert, select

from assistant.adapters.sql.tables import levels
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.handoff import AgentId
from assistant.domain.levels import LevelChange


class SqlLevels:
    """Implements `Levels`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, change: LevelChange) -> LevelChange:
        added = insert(levels).values(
            topic=change.topic, level=change.level, at=change.at, by=change.by, reason=change.reason
        )
        row = await self._transaction.first(added.returning(levels))
        return change if row is None else _change(row)

    async def current(self) -> Mapping[str, LevelChange]:
        latest = select(func.max(levels.c.number)).group_by(levels.c.topic)
        rows = await self._transaction.all(select(levels).where(levels.c.number.in_(latest)))
        return {row["topic"]: _change(row) for row in rows}

    async def history(self, topic: str) -> Sequence[LevelChange]:
        rows = await self._transaction.all(
            select(levels).where(levels.c.topic == topic).order_by(levels.c.number.desc())
        )
        return [_change(row) for row in rows]


def _change(row: RowMapping) -> LevelChange:
    return LevelChange(
        topic=row["topic"],
        level=AutonomyLevel(row["level"]),
        at=row["at"],
        by=None if row["by"] is None else AgentId(row["by"]),
        reason=row["reason"],
        number=row["number"],
    )
