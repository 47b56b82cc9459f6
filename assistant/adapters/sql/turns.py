"""Turns in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, func, select, update

from assistant.adapters.sql.tables import turns
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.confidence import Verdict
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.grounds import Grounds, Likeness
from assistant.domain.knowledge import Candidate
from assistant.domain.turn import TurnOutcome, TurnRecord, Understanding
from assistant.ports.interval import Interval


class SqlTurns:
    """Implements `Turns`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def open(self, conversation_id: ConversationId, seq: int, at: datetime) -> None:
        turn = TurnRecord(conversation_id, seq, opened_at=at)
        values = {"conversation_id": conversation_id, "seq": seq, "opened_at": at, **closing_values(turn)}
        await self._transaction.add_unless_there(turns, values)

    async def close(self, turn: TurnRecord) -> None:
        if turn.closed_at is None or turn.outcome is None:
            raise RefusedError("a turn is closed at a time and with an outcome")
        named = _named(turn.conversation_id, turn.seq)
        closed = await self._transaction.change(
            update(turns).where(*named, turns.c.closed_at.is_(None)).values(**closing_values(turn))
        )
        if closed == 0:
            await self.get(turn.conversation_id, turn.seq)
            raise ConflictError(f"turn {turn.seq} of conversation {turn.conversation_id} is closed already")

    async def get(self, conversation_id: ConversationId, seq: int) -> TurnRecord:
        row = await self._transaction.first(select(turns).where(*_named(conversation_id, seq)))
        if row is None:
            raise NotFoundError(f"no turn {seq} in conversation {conversation_id}")
        return turn_of(row)

    async def of(self, conversation_id: ConversationId) -> Sequence[TurnRecord]:
        rows = await self._transaction.all(
            select(turns).where(turns.c.conversation_id == conversation_id).order_by(turns.c.seq)
        )
        return [turn_of(row) for row in rows]

    async def of_each(self, conversations: Sequence[ConversationId]) -> Mapping[ConversationId, Sequence[TurnRecord]]:
        rows = await self._transaction.all(
            select(turns)
            .where(turns.c.conversation_id.in_(conversations))
            .order_by(turns.c.conversation_id, turns.c.seq)
        )
        found: dict[ConversationId, list[TurnRecord]] = {conversation: [] for conversation in conversations}
        for row in rows:
            found[row["conversation_id"]].append(turn_of(row))
        return found

    async def open_since_before(self, moment: datetime) -> Sequence[TurnRecord]:
        rows = await self._transaction.all(
            select(turns)
            .where(turns.c.closed_at.is_(None), turns.c.opened_at < moment)
            .order_by(turns.c.opened_at, turns.c.conversation_id, turns.c.seq)
        )
        return [turn_of(row) for row in rows]

    async def outcomes(self, interval: Interval) -> Mapping[str, int]:
        rows = await self._transaction.all(
            select(turns.c.outcome, func.count().label("closed"))
            .where(turns.c.opened_at >= interval.start, turns.c.opened_at < interval.end)
            .where(turns.c.outcome.is_not(None))
            .group_by(turns.c.outcome)
        )
        return {row["outcome"]: row["closed"] for row in rows}


def _named(conversation_id: ConversationId, seq: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return turns.c.conversation_id == conversation_id, turns.c.seq == seq


def closing_values(turn: TurnRecord) -> Mapping[str, object]:
    """All that closing sets. When the turn was opened stays as recorded: the sweeper and the reports go by it."""
    understood = turn.understanding
    candidates = [
        {"article": candidate.article, "confidence": candidate.confidence, "covers": list(candidate.covers)}
        for candidate in turn.candidates
    ]
    return {
        "closed_at": turn.closed_at,
        "outcome": turn.outcome,
        "intent": None if understood is None else understood.intent,
        "intent_confidence": None if understood is None else understood.confidence,
        "article": turn.article,
        "confidence": turn.confidence,
        "candidates": candidates,
        "danger": turn.danger,
        "disputes": turn.disputes,
        "durations_ms": dict(turn.durations_ms),
        "versions": dict(turn.versions),
        "grounds": None if turn.grounds is None else _grounds_as_kept(turn.grounds),
    }


def turn_of(row: RowMapping) -> TurnRecord:
    """The turn that a row of the table holds."""
    return TurnRecord(
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        outcome=None if row["outcome"] is None else TurnOutcome(row["outcome"]),
        understanding=None if row["intent"] is None else Understanding(row["intent"], row["intent_confidence"]),
        article=row["article"],
        confidence=row["confidence"],
        candidates=candidates_of(row),
        danger=row["danger"],
        disputes=row["disputes"],
        durations_ms=row["durations_ms"],
        versions=row["versions"],
        grounds=None if row["grounds"] is None else _grounds(row["grounds"]),
    )


def _grounds_as_kept(grounds: Grounds) -> Mapping[str, object]:
    return {
        "verdict": grounds.verdict,
        "threshold": grounds.threshold,
        "margin": grounds.margin,
        "nearest": grounds.likeness.nearest,
        "missing": list(grounds.likeness.missing),
    }


def _grounds(kept: Mapping[str, Any]) -> Grounds:
    likeness = Likeness(kept["nearest"], tuple(kept["missing"]))
    return Grounds(Verdict(kept["verdict"]), kept["threshold"], kept["margin"], likeness)


def candidates_of(row: RowMapping) -> tuple[Candidate, ...]:
    """What was thought of in the turn of the row, likeliest first."""
    return tuple(_candidate(kept) for kept in row["candidates"])


def _candidate(kept: Mapping[str, Any]) -> Candidate:
    return Candidate(kept["article"], kept["confidence"], tuple(kept["covers"]))
