"""Drafts of answers in SQL."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, func, insert, select, update

from assistant.adapters.sql.citations import citation_from, citation_kept
from assistant.adapters.sql.tables import drafts, utterances
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.drafts import AGAINST_THE_ASSISTANT, Decision, Draft
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId


class SqlDrafts:
    """Implements `Drafts`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, draft: Draft) -> None:
        kept = {"citation": citation_kept(draft.citation), "next_questions": list(draft.next_questions)}
        await self._transaction.change_or_conflict(insert(drafts).values(**{**asdict(draft), **kept}))

    async def get(self, conversation_id: ConversationId, seq: int) -> Draft:
        row = await self._transaction.first(select(drafts).where(*_key(conversation_id, seq)))
        if row is None:
            raise NotFoundError(f"no draft {seq} in conversation {conversation_id}")
        return _draft(row)

    async def of(self, conversation_id: ConversationId) -> Sequence[Draft]:
        return await self._all(drafts.c.conversation_id == conversation_id, order=(drafts.c.seq,))

    async def held(self) -> Sequence[Draft]:
        order = (drafts.c.decide_by, drafts.c.conversation_id, drafts.c.seq)
        return await self._all(drafts.c.decision.is_(None), drafts.c.decide_by.is_not(None), order=order)

    async def sent_by_agents(self) -> Sequence[Draft]:
        sent = (
            select(utterances.c.seq)
            .where(
                utterances.c.conversation_id == drafts.c.conversation_id,
                utterances.c.seq > drafts.c.seq,
                utterances.c.speaker == Speaker.AGENT,
                utterances.c.article == drafts.c.article,
            )
            .exists()
        )
        order = (drafts.c.made_at, drafts.c.conversation_id, drafts.c.seq)
        return await self._all(drafts.c.decision.is_(None), drafts.c.decide_by.is_(None), sent, order=order)

    async def decide(
        self, conversation_id: ConversationId, seq: int, decision: Decision, by: AgentId | None, at: datetime
    ) -> Draft:
        decided = await self._transaction.first(
            update(drafts)
            .where(*_key(conversation_id, seq), drafts.c.decision.is_(None))
            .values(decision=decision, decided_by=by, decided_at=at)
            .returning(drafts)
        )
        if decided is None:
            await self.get(conversation_id, seq)
            raise ConflictError(f"draft {seq} of conversation {conversation_id} is decided already")
        return _draft(decided)

    async def turned_down(self, since: datetime) -> Sequence[Draft]:
        against = drafts.c.decision.in_(sorted(AGAINST_THE_ASSISTANT))
        order = (drafts.c.decided_at.desc(), drafts.c.conversation_id.desc(), drafts.c.seq.desc())
        return await self._all(against, drafts.c.decided_at >= since, order=order)

    async def counts(self) -> Mapping[str, Mapping[Decision | None, int]]:
        rows = await self._transaction.all(
            select(drafts.c.topic, drafts.c.decision, func.count().label("number")).group_by(
                drafts.c.topic, drafts.c.decision
            )
        )
        counted: defaultdict[str, Counter[Decision | None]] = defaultdict(Counter)
        for row in rows:
            counted[row["topic"]][None if row["decision"] is None else Decision(row["decision"])] = row["number"]
        return counted

    async def _all(self, *conditions: ColumnElement[bool], order: Sequence[ColumnElement[object]]) -> Sequence[Draft]:
        rows = await self._transaction.all(select(drafts).where(*conditions).order_by(*order))
        return [_draft(row) for row in rows]


def _key(conversation_id: ConversationId, seq: int) -> tuple[ColumnElement[bool], ...]:
    return drafts.c.conversation_id == conversation_id, drafts.c.seq == seq


def _draft(row: RowMapping) -> Draft:
    kept = dict(row)
    kept["citation"] = citation_from(row["citation"])
    kept["next_questions"] = tuple(row["next_questions"])
    kept["level"] = AutonomyLevel(row["level"])
    kept["decided_by"] = None if row["decided_by"] is None else AgentId(row["decided_by"])
    kept["decision"] = None if row["decision"] is None else Decision(row["decision"])
    return Draft(**kept)
