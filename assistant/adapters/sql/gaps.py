"""Unanswered and disputed questions in SQL."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import RowMapping, and_, case, or_, select

from assistant.adapters.sql.tables import gap_marks, turns, utterances
from assistant.adapters.sql.transaction import Transaction
from assistant.adapters.sql.turns import candidates_of
from assistant.domain.gap import GapMark, Missed, Why
from assistant.domain.turn import TurnOutcome
from assistant.ports.interval import Interval

_NOT_ANSWERED = (
    TurnOutcome.HANDED_OFF,
    TurnOutcome.UNANSWERED_NO_PASSAGE,
    TurnOutcome.UNANSWERED_NOT_UNDERSTOOD,
)
_later = turns.alias()
_disputed = (
    select(_later.c.seq)
    .where(_later.c.conversation_id == turns.c.conversation_id, _later.c.disputes == turns.c.seq)
    .exists()
)
_unanswered = and_(turns.c.outcome.in_(_NOT_ANSWERED), turns.c.grounds.is_not(None), turns.c.article.is_(None))
_same = and_(utterances.c.conversation_id == turns.c.conversation_id, utterances.c.seq == turns.c.seq)
_marked = and_(gap_marks.c.conversation_id == turns.c.conversation_id, gap_marks.c.seq == turns.c.seq)

_SOON = timedelta(days=1)


class SqlGaps:
    """Implements `Gaps`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def missed(self, interval: Interval, limit: int) -> Sequence[Missed]:
        rows = await self._transaction.all(
            select(
                turns.c.conversation_id,
                turns.c.seq,
                turns.c.candidates,
                utterances.c.at,
                utterances.c.text,
                utterances.c.lang,
                case((_disputed, Why.DISPUTED.value), else_=Why.UNANSWERED.value).label("why"),
            )
            .select_from(turns.join(utterances, _same).outerjoin(gap_marks, _marked))
            .where(utterances.c.at >= interval.start, utterances.c.at < interval.end)
            # Utterances have no index by time, turns have: one is opened with its utterance, or soon after.
            .where(turns.c.opened_at >= interval.start - _SOON, turns.c.opened_at < interval.end + _SOON)
            .where(
                utterances.c.text != "",
                turns.c.danger.is_(None),
                gap_marks.c.seq.is_(None),
                or_(_disputed, _unanswered),
            )
            .order_by(utterances.c.at.desc(), turns.c.conversation_id.desc(), turns.c.seq.desc())
            .limit(limit)
        )
        return [_missed(row) for row in rows]

    async def mark(self, mark: GapMark) -> None:
        values = {
            "conversation_id": mark.conversation_id,
            "seq": mark.seq,
            "settled": mark.settled,
            "by": mark.by,
            "at": mark.at,
            "article": mark.article,
        }
        await self._transaction.put(gap_marks, values)


def _missed(row: RowMapping) -> Missed:
    return Missed(
        conversation_id=row["conversation_id"],
        seq=row["seq"],
        at=row["at"],
        text=row["text"],
        lang=row["lang"],
        why=Why(row["why"]),
        candidates=candidates_of(row),
    )
