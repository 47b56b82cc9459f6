"""Surveys in SQL."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from assistant.adapters.sql.tables import conversations, surveys
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import ConversationId
from assistant.domain.survey import Survey
from assistant.ports.interval import Interval


class SqlSurveys:
    """Implements `Surveys`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def give(self, survey: Survey) -> None:
        await self._transaction.put(surveys, asdict(survey))

    async def of(self, conversation_id: ConversationId) -> Survey | None:
        row = await self._transaction.first(select(surveys).where(surveys.c.conversation_id == conversation_id))
        return None if row is None else Survey(**row)

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Survey]:
        rows = await self._transaction.all(
            select(surveys)
            .join(conversations, conversations.c.id == surveys.c.conversation_id)
            .where(conversations.c.opened_at >= interval.start, conversations.c.opened_at < interval.end)
            .order_by(conversations.c.opened_at, conversations.c.id)
        )
        return [Survey(**row) for row in rows]
