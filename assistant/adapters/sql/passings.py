"""Conversations held out to colleagues, in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from assistant.adapters.sql.tables import passings
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import HandoffId
from assistant.domain.passing import Passing, PassingAnswer


class SqlPassings:
    """Implements `Passings`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, passing: Passing) -> Passing:
        values = {name: value for name, value in asdict(passing).items() if name != "number"}
        row = await self._transaction.first(insert(passings).values(**values).returning(passings.c.number))
        return passing if row is None else replace(passing, number=row["number"])

    async def answer(self, passing: Passing, answer: PassingAnswer, at: datetime, reason: str = "") -> None:
        answered = (
            update(passings)
            .where(passings.c.number == passing.number, passings.c.answer.is_(None))
            .values(answer=answer, answered_at=at, reason=reason)
        )
        if await self._transaction.change(answered) == 0:
            raise ConflictError(f"passing {passing.number} is answered already")

    async def unanswered(self) -> Sequence[Passing]:
        return await self._all(passings.c.answer.is_(None))

    async def unanswered_of(self, handoff_id: HandoffId) -> Passing | None:
        return next(iter(await self._all(passings.c.answer.is_(None), passings.c.handoff_id == handoff_id)), None)

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Passing]:
        return {passing.handoff_id: passing for passing in await self._all(passings.c.handoff_id.in_(handoffs))}

    async def _all(self, *conditions: ColumnElement[bool]) -> Sequence[Passing]:
        rows = await self._transaction.all(select(passings).where(*conditions).order_by(passings.c.number))
        return [_passing(row) for row in rows]


def _passing(row: RowMapping) -> Passing:
    answer = None if row["answer"] is None else PassingAnswer(row["answer"])
    return Passing(**{**row, "answer": answer})
