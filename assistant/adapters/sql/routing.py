"""The modes of routing in SQL."""

from sqlalchemy import RowMapping, insert, select

from assistant.adapters.sql.tables import routing_modes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId
from assistant.domain.routing import ModeChange, RoutingMode


class SqlRoutingModes:
    """Implements `RoutingModes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, change: ModeChange) -> ModeChange:
        added = insert(routing_modes).values(mode=change.mode, at=change.at, by=change.by, reason=change.reason)
        row = await self._transaction.first(added.returning(routing_modes))
        return change if row is None else _change(row)

    async def current(self) -> ModeChange | None:
        row = await self._transaction.first(select(routing_modes).order_by(routing_modes.c.number.desc()).limit(1))
        return None if row is None else _change(row)


def _change(row: RowMapping) -> ModeChange:
    return ModeChange(RoutingMode(row["mode"]), row["at"], AgentId(row["by"]), row["reason"], row["number"])
