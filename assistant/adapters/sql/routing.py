"""The modes of routing and the answers to offers, in SQL."""

from collections.abc import Sequence

from sqlalchemy import RowMapping, insert, select

from assistant.adapters.sql.tables import offer_answers, routing_modes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.routing import AnsweredOffer, ModeChange, OfferAnswer, RoutingMode
from assistant.ports.interval import Interval


class SqlRouting:
    """Implements `RoutingRecords`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, change: ModeChange) -> ModeChange:
        added = insert(routing_modes).values(mode=change.mode, at=change.at, by=change.by, reason=change.reason)
        row = await self._transaction.first(added.returning(routing_modes))
        return change if row is None else _change(row)

    async def current(self) -> ModeChange | None:
        row = await self._transaction.first(select(routing_modes).order_by(routing_modes.c.number.desc()).limit(1))
        return None if row is None else _change(row)

    async def answer(self, answered: AnsweredOffer) -> AnsweredOffer:
        added = insert(offer_answers).values(
            handoff_id=answered.handoff_id,
            agent_id=answered.agent_id,
            answer=answered.answer,
            at=answered.at,
            reason=answered.reason,
        )
        row = await self._transaction.first(added.returning(offer_answers))
        return answered if row is None else _answered(row)

    async def answers(self, interval: Interval) -> Sequence[AnsweredOffer]:
        rows = await self._transaction.all(
            select(offer_answers)
            .where(offer_answers.c.at >= interval.start, offer_answers.c.at < interval.end)
            .order_by(offer_answers.c.at, offer_answers.c.number)
        )
        return [_answered(row) for row in rows]


def _answered(row: RowMapping) -> AnsweredOffer:
    return AnsweredOffer(
        HandoffId(row["handoff_id"]),
        AgentId(row["agent_id"]),
        OfferAnswer(row["answer"]),
        row["at"],
        row["reason"],
        row["number"],
    )


def _change(row: RowMapping) -> ModeChange:
    return ModeChange(RoutingMode(row["mode"]), row["at"], AgentId(row["by"]), row["reason"], row["number"])
