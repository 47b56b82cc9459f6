"""Internal notes in SQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from assistant.adapters.sql.tables import mentions, notes
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.note import Note


class SqlNotes:
    """Implements `Notes`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, note: Note) -> Note:
        known = await self._where(notes.c.conversation_id == note.conversation_id, notes.c.id == note.id)
        if known:
            return known[0]
        added = insert(notes).values(
            conversation_id=note.conversation_id, id=note.id, by=note.by, at=note.at, text=note.text
        )
        row = await self._transaction.first(added.returning(notes.c.number))
        if row is None:
            raise ConflictError(f"note {note.id} was not recorded")
        for agent_id in sorted(note.mentions):
            await self._transaction.change(insert(mentions).values(note=row["number"], agent_id=agent_id))
        return replace(note, number=row["number"])

    async def of(self, conversation_id: ConversationId) -> Sequence[Note]:
        return await self._where(notes.c.conversation_id == conversation_id)

    async def mentioning(self, agent_id: AgentId, limit: int) -> Sequence[Note]:
        latest = (
            select(mentions.c.note)
            .where(mentions.c.agent_id == agent_id)
            .order_by(mentions.c.note.desc())
            .limit(limit)
            .subquery()
        )
        return list(reversed(await self._where(notes.c.number.in_(select(latest.c.note)))))

    async def unread(self, agent_id: AgentId) -> frozenset[int]:
        rows = await self._transaction.all(
            select(mentions.c.note).where(mentions.c.agent_id == agent_id, mentions.c.read_at.is_(None))
        )
        return frozenset(row["note"] for row in rows)

    async def read(self, agent_id: AgentId, numbers: frozenset[int], at: datetime) -> None:
        await self._transaction.change(
            update(mentions)
            .where(mentions.c.agent_id == agent_id, mentions.c.note.in_(sorted(numbers)), mentions.c.read_at.is_(None))
            .values(read_at=at)
        )

    async def _where(self, *conditions: ColumnElement[bool]) -> Sequence[Note]:
        rows = await self._transaction.all(select(notes).where(*conditions).order_by(notes.c.number))
        called = await self._transaction.all(
            select(mentions).where(mentions.c.note.in_([row["number"] for row in rows]))
        )
        return [_note(row, frozenset(c["agent_id"] for c in called if c["note"] == row["number"])) for row in rows]


def _note(row: RowMapping, mentioned: frozenset[AgentId]) -> Note:
    return Note(row["id"], row["conversation_id"], row["by"], row["at"], row["text"], mentioned, row["number"])
