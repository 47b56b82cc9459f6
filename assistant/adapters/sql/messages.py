"""Agents' messages and corrections in SQL."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update

from assistant.adapters.sql.citations import citation_from, citation_kept
from assistant.adapters.sql.tables import corrections, messages, utterances
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import ConversationId, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError
from assistant.domain.message import Correction, Message


class SqlMessages:
    """Implements `Messages`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, message: Message) -> Message:
        try:
            await self._transaction.change_or_conflict(insert(messages).values(**_values(message)))
        except ConflictError:
            known = await self.find(message.conversation_id, message.said.id)
            if known is None:
                raise
            return known
        return message

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Message | None:
        row = await self._transaction.first(
            select(messages).where(messages.c.conversation_id == conversation_id, messages.c.id == utterance_id)
        )
        return None if row is None else _message(row)

    async def of(self, conversation_id: ConversationId) -> Sequence[Message]:
        rows = await self._transaction.all(
            select(messages).where(messages.c.conversation_id == conversation_id).order_by(messages.c.number)
        )
        return [_message(row) for row in rows]

    async def due(self, moment: datetime) -> Sequence[Message]:
        held = (messages.c.said_at.is_(None), messages.c.withdrawn_at.is_(None), messages.c.due_at <= moment)
        rows = await self._transaction.all(select(messages).where(*held).order_by(messages.c.number))
        return [_message(row) for row in rows]

    async def change(self, before: Message, after: Message) -> None:
        changed = await self._transaction.change(
            update(messages)
            .where(messages.c.conversation_id == before.conversation_id, messages.c.id == before.said.id)
            .where(messages.c.said_at.is_not_distinct_from(before.said_at))
            .where(messages.c.withdrawn_at.is_not_distinct_from(before.withdrawn_at))
            .values(said_at=after.said_at, withdrawn_at=after.withdrawn_at)
        )
        if changed == 0:
            raise ConflictError(f"message {before.said.id} has changed meanwhile")

    async def correct(self, correction: Correction) -> Correction:
        changed = await self._transaction.change(
            update(utterances)
            .where(utterances.c.conversation_id == correction.conversation_id, utterances.c.seq == correction.seq)
            .where(utterances.c.text == correction.before)
            .values(text=correction.after, corrected_at=correction.at)
        )
        if changed == 0:
            raise ConflictError(f"utterance {correction.conversation_id}/{correction.seq} has other words")
        row = await self._transaction.first(insert(corrections).values(**_kept(correction)).returning(corrections))
        return correction if row is None else Correction(**row)

    async def corrections(self, conversation_id: ConversationId) -> Sequence[Correction]:
        rows = await self._transaction.all(
            select(corrections).where(corrections.c.conversation_id == conversation_id).order_by(corrections.c.number)
        )
        return [Correction(**row) for row in rows]


def _kept(correction: Correction) -> dict[str, object]:
    return {
        "conversation_id": correction.conversation_id,
        "seq": correction.seq,
        "before": correction.before,
        "after": correction.after,
        "by": correction.by,
        "at": correction.at,
    }


def _values(message: Message) -> dict[str, object]:
    said = message.said
    return {
        "conversation_id": message.conversation_id,
        "id": said.id,
        "handoff_id": message.handoff_id,
        "by": message.by,
        "speaker_name": said.speaker_name,
        "lang": said.lang,
        "text": said.text,
        "article": said.article,
        "citations": [citation_kept(citation) for citation in said.citations],
        "sent_at": message.sent_at,
        "due_at": message.due_at,
        "said_at": message.said_at,
        "withdrawn_at": message.withdrawn_at,
    }


def _message(row: RowMapping) -> Message:
    said = NewUtterance(
        id=row["id"],
        speaker=Speaker.AGENT,
        text=row["text"],
        lang=row["lang"],
        speaker_name=row["speaker_name"],
        article=row["article"],
        citations=tuple(citation_from(kept) for kept in row["citations"]),
    )
    return Message(
        row["handoff_id"],
        row["conversation_id"],
        said,
        row["by"],
        row["sent_at"],
        row["due_at"],
        row["said_at"],
        row["withdrawn_at"],
    )
