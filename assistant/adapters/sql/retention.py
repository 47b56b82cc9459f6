"""Forgetting in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update

from assistant.adapters.sql.tables import (
    case_events,
    cases,
    conversations,
    corrections,
    drafts,
    handoffs,
    mentions,
    messages,
    notes,
    offer_answers,
    passings,
    returns,
    reviews,
    surveys,
    transfers,
    turns,
    utterances,
)
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.case import OVER, CaseId, reference_of, searched
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError


class SqlRetention:
    """Implements `Retention`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def old_conversations(self, closed_before: datetime, limit: int) -> Sequence[ConversationId]:
        rows = await self._transaction.all(
            select(conversations.c.id)
            .where(conversations.c.closed_at < closed_before, conversations.c.token_digest != "")
            .order_by(conversations.c.closed_at, conversations.c.id)
            .limit(limit)
        )
        return [ConversationId(row["id"]) for row in rows]

    async def forget_conversation(self, conversation_id: ConversationId) -> None:
        for statement in (
            update(utterances)
            .where(utterances.c.conversation_id == conversation_id)
            .values(text="", speaker_name=None, quick_replies=[]),
            update(turns).where(turns.c.conversation_id == conversation_id).values(danger=None, grounds=None),
            update(surveys).where(surveys.c.conversation_id == conversation_id).values(comment=""),
            update(conversations).where(conversations.c.id == conversation_id).values(token_digest=""),
            delete(returns).where(
                or_(returns.c.conversation_id == conversation_id, returns.c.earlier_id == conversation_id)
            ),
        ):
            await self._transaction.change(statement)
        await self._forget_what_staff_wrote(conversation_id)

    async def _forget_what_staff_wrote(self, conversation_id: ConversationId) -> None:
        of_it = select(handoffs.c.id).where(handoffs.c.conversation_id == conversation_id)
        written = select(notes.c.number).where(notes.c.conversation_id == conversation_id)
        for statement in (
            delete(mentions).where(mentions.c.note.in_(written)),
            delete(notes).where(notes.c.conversation_id == conversation_id),
            delete(transfers).where(transfers.c.handoff_id.in_(of_it)),
            update(passings).where(passings.c.handoff_id.in_(of_it)).values(summary="", reason=""),
            delete(messages).where(messages.c.conversation_id == conversation_id),
            delete(corrections).where(corrections.c.conversation_id == conversation_id),
            update(offer_answers).where(offer_answers.c.handoff_id.in_(of_it)).values(reason=""),
            update(handoffs).where(handoffs.c.conversation_id == conversation_id).values(wrap_up_note=""),
            update(drafts).where(drafts.c.conversation_id == conversation_id).values(text="", next_questions=[]),
            update(reviews).where(reviews.c.conversation_id == conversation_id).values(note=""),
        ):
            await self._transaction.change(statement)

    async def old_cases(self, untouched_since: datetime, limit: int) -> Sequence[CaseId]:
        latest = select(func.max(case_events.c.at)).where(case_events.c.case_id == cases.c.id).scalar_subquery()
        touched = func.coalesce(latest, cases.c.opened_at)
        rows = await self._transaction.all(
            select(cases.c.id)
            .where(cases.c.status.in_(sorted(OVER)), cases.c.key_digest != "", touched < untouched_since)
            .order_by(touched, cases.c.id)
            .limit(limit)
        )
        return [CaseId(row["id"]) for row in rows]

    async def forget_case(self, case_id: CaseId) -> None:
        row = await self._transaction.first(select(cases.c.year, cases.c.number).where(cases.c.id == case_id))
        if row is None:
            raise NotFoundError(f"no case {case_id}")
        left = searched(reference_of(row["year"], row["number"]), {})
        forgotten = update(cases).where(cases.c.id == case_id).values(details={}, searched=left, key_digest="")
        await self._transaction.change(forgotten)
        notes = update(case_events).where(case_events.c.case_id == case_id).values(note="", internal="")
        await self._transaction.change(notes)
