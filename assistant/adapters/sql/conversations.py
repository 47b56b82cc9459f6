"""Conversations and utterances in SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import RowMapping, and_, func, insert, select, update

from assistant.adapters.sql.citations import citation_from, citation_kept
from assistant.adapters.sql.tables import conversations, utterances
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import (
    DEMO_PREFIX,
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.ports.interval import Interval

# The latest is the one with the highest number, not the latest time: clocks can be put back.
_LATEST = and_(utterances.c.conversation_id == conversations.c.id, utterances.c.seq == conversations.c.last_seq)

# The first text that no longer begins so, in the order of code points: `LIKE` would read no index on SQLite.
_AFTER_DEMO = DEMO_PREFIX[:-1] + chr(ord(DEMO_PREFIX[-1]) + 1)


class SqlConversations:
    """Implements `Conversations`; lives no longer than its transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        # What this unit last read. On PostgreSQL another may commit between our reading and our moving.
        self._holders: dict[ConversationId, Holder] = {}

    async def open(self, conversation: Conversation) -> None:
        await self._transaction.change_or_conflict(insert(conversations).values(**asdict(conversation)))

    async def get(self, conversation_id: ConversationId) -> Conversation:
        row = await self._transaction.first(select(conversations).where(conversations.c.id == conversation_id))
        if row is None:
            raise NotFoundError(f"no conversation {conversation_id}")
        conversation = _conversation(row)
        self._holders[conversation_id] = conversation.holder
        return conversation

    async def hold(self, conversation_id: ConversationId) -> Conversation:
        await self._hold(conversation_id)
        return await self.get(conversation_id)

    async def all_of(self, wanted: Collection[ConversationId]) -> Mapping[ConversationId, Conversation]:
        rows = await self._transaction.all(select(conversations).where(conversations.c.id.in_(list(wanted))))
        return {row["id"]: _conversation(row) for row in rows}

    async def move(self, conversation_id: ConversationId, holder: Holder, at: datetime) -> None:
        seen = self._holders.get(conversation_id)
        conversation = await self.get(conversation_id)
        if seen is not None and conversation.holder is not seen:
            raise ConflictError(f"conversation {conversation_id} was moved by another")
        conversation.check_move(holder)
        moved = await self._transaction.change(
            update(conversations)
            .where(conversations.c.id == conversation_id, conversations.c.holder == conversation.holder)
            .values(holder=holder, closed_at=at if holder is Holder.NOBODY else None)
        )
        if moved == 0:
            raise ConflictError(f"conversation {conversation_id} was moved by another")
        self._holders[conversation_id] = holder

    async def set_language(self, conversation_id: ConversationId, lang: Language) -> None:
        await self._set(conversation_id, lang=lang)

    async def choose_language(self, conversation_id: ConversationId, lang: Language) -> None:
        await self._set(conversation_id, lang=lang, lang_chosen=True)

    async def _set(self, conversation_id: ConversationId, **values: object) -> None:
        changed = await self._transaction.change(
            update(conversations).where(conversations.c.id == conversation_id).values(**values)
        )
        if changed == 0:
            raise NotFoundError(f"no conversation {conversation_id}")

    async def say(self, conversation_id: ConversationId, said: NewUtterance, at: datetime) -> Utterance:
        if said.article is not None and not said.citations:
            raise RefusedError(f"utterance {said.id} answers from {said.article} without a source")
        await self._hold(conversation_id)
        recorded = await self.find(conversation_id, said.id)
        if recorded is not None:
            return recorded
        utterance = Utterance(conversation_id, await self._next_seq(conversation_id), at, said)
        await self._transaction.change(insert(utterances).values(**_values(utterance)))
        return utterance

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Utterance | None:
        row = await self._transaction.first(
            select(utterances).where(
                utterances.c.conversation_id == conversation_id,
                utterances.c.id == utterance_id,
            )
        )
        return None if row is None else _utterance(row)

    async def utterances(self, conversation_id: ConversationId, after: int = 0) -> Sequence[Utterance]:
        rows = await self._transaction.all(
            select(utterances)
            .where(utterances.c.conversation_id == conversation_id, utterances.c.seq > after)
            .order_by(utterances.c.seq)
        )
        return [_utterance(row) for row in rows]

    async def citizens_words(
        self, conversations: Collection[ConversationId]
    ) -> Mapping[ConversationId, Sequence[Utterance]]:
        rows = await self._transaction.all(
            select(utterances)
            .where(utterances.c.conversation_id.in_(list(conversations)), utterances.c.speaker == Speaker.CITIZEN)
            .order_by(utterances.c.conversation_id, utterances.c.seq)
        )
        said: dict[ConversationId, list[Utterance]] = {}
        for row in rows:
            said.setdefault(row["conversation_id"], []).append(_utterance(row))
        return said

    async def opened(self, interval: Interval) -> Sequence[Conversation]:
        citizen_spoke = (
            select(utterances.c.seq)
            .where(utterances.c.conversation_id == conversations.c.id, utterances.c.speaker == Speaker.CITIZEN)
            .exists()
        )
        rows = await self._transaction.all(
            select(conversations)
            .where(conversations.c.opened_at >= interval.start, conversations.c.opened_at < interval.end)
            .where(citizen_spoke)
            .order_by(conversations.c.opened_at, conversations.c.id)
        )
        return [_conversation(row) for row in rows]

    async def silent_since(self, moment: datetime) -> Sequence[Conversation]:
        rows = await self._transaction.all(
            select(conversations)
            .select_from(conversations.outerjoin(utterances, _LATEST))
            .where(conversations.c.holder == Holder.ASSISTANT, conversations.c.closed_at.is_(None))
            .where(func.coalesce(utterances.c.at, conversations.c.opened_at) < moment)
            .order_by(conversations.c.opened_at, conversations.c.id)
        )
        return [_conversation(row) for row in rows]

    async def running(self, since: datetime) -> Sequence[Conversation]:
        rows = await self._transaction.all(
            select(conversations)
            .select_from(conversations.join(utterances, _LATEST))
            .where(conversations.c.holder == Holder.ASSISTANT, conversations.c.closed_at.is_(None))
            .where(utterances.c.at >= since)
            .order_by(conversations.c.opened_at, conversations.c.id)
        )
        return [_conversation(row) for row in rows]

    async def said_in(self, ids: Sequence[ConversationId]) -> Mapping[ConversationId, Sequence[Utterance]]:
        rows = await self._transaction.all(
            select(utterances)
            .where(utterances.c.conversation_id.in_(ids))
            .order_by(utterances.c.conversation_id, utterances.c.seq)
        )
        found: dict[ConversationId, list[Utterance]] = {conversation: [] for conversation in ids}
        for row in rows:
            found[row["conversation_id"]].append(_utterance(row))
        return found

    async def giving(self, article: ArticleId, interval: Interval) -> Sequence[Utterance]:
        rows = await self._transaction.all(
            select(utterances)
            .where(utterances.c.article == article)
            .where(utterances.c.at >= interval.start, utterances.c.at < interval.end)
            .order_by(utterances.c.at, utterances.c.conversation_id, utterances.c.seq)
        )
        return [_utterance(row) for row in rows]

    async def any_made_up(self) -> bool:
        made_up = (conversations.c.id >= DEMO_PREFIX, conversations.c.id < _AFTER_DEMO)
        return await self._transaction.first(select(conversations.c.id).where(*made_up).limit(1)) is not None

    async def _hold(self, conversation_id: ConversationId) -> None:
        """Until the unit ends nobody else numbers utterances of the conversation, or moves it.

        Of several posts of one utterance the first through here records it; the others, reading after it committed,
        find it. The weaker lock (`key_share`) leaves rows that refer to the conversation free to be added. On SQLite
        the unit itself is that lock.
        """
        if self._transaction.holds_all:
            return
        row = await self._transaction.first(
            select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update(key_share=True)
        )
        if row is None:
            raise NotFoundError(f"no conversation {conversation_id}")

    async def _next_seq(self, conversation_id: ConversationId) -> int:
        row = await self._transaction.first(
            update(conversations)
            .where(conversations.c.id == conversation_id)
            .values(last_seq=conversations.c.last_seq + 1)
            .returning(conversations.c.last_seq)
        )
        if row is None:
            raise NotFoundError(f"no conversation {conversation_id}")
        return int(row["last_seq"])


def _conversation(row: RowMapping) -> Conversation:
    return Conversation(**{**row, "holder": Holder(row["holder"])})


def _values(utterance: Utterance) -> Mapping[str, object]:
    said = utterance.said
    return {
        "conversation_id": utterance.conversation_id,
        "seq": utterance.seq,
        "at": utterance.at,
        "corrected_at": utterance.corrected_at,
        **asdict(said),
        "citations": [citation_kept(citation) for citation in said.citations],
        "quick_replies": list(said.quick_replies),
    }


def _utterance(row: RowMapping) -> Utterance:
    said = NewUtterance(
        id=row["id"],
        speaker=Speaker(row["speaker"]),
        text=row["text"],
        lang=row["lang"],
        speaker_name=row["speaker_name"],
        article=row["article"],
        citations=tuple(citation_from(kept) for kept in row["citations"]),
        quick_replies=tuple(row["quick_replies"]),
        quick_exit=row["quick_exit"],
    )
    return Utterance(row["conversation_id"], row["seq"], row["at"], said, row["corrected_at"])
