"""What the figures are counted from, in SQL: six questions however many conversations there are; and returns."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    RowMapping,
    Table,
    and_,
    delete,
    func,
    or_,
    select,
    union,
)

from assistant.adapters.sql.handoffs import handoff_of
from assistant.adapters.sql.look_through import BEST, looked_through
from assistant.adapters.sql.tables import (
    conversations,
    handoffs,
    returns,
    reviews,
    samples,
    status_changes,
    surveys,
    turns,
    utterances,
)
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import ConversationId, Language, Speaker
from assistant.domain.handoff import Handoff
from assistant.domain.measures.agents_time import FORGOTTEN_AFTER
from assistant.domain.measures.told import Told, ToldReview, ToldTime, ToldTurn
from assistant.domain.returns import KnownBy, Return
from assistant.domain.review import Judgement
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.turn import TurnOutcome
from assistant.ports.figures import ANY, Fitting, Having, Looked, Place
from assistant.ports.interval import Interval

T = TypeVar("T")
Ids = CompoundSelect[Any] | Collection[str]
_BY_OPENING = (conversations.c.opened_at, conversations.c.id)
LONGEST_LIFE = timedelta(days=7)
"""No conversation lives so long: silent ones are closed after an hour (`KONTAKT_IDLE_CLOSE_MINUTES`)."""
WAIT_AFTER_REQUEST = timedelta(hours=12)
"""A wait begins at most so long after its handoff was recorded: where an agent stepped in, and later had to leave."""


class SqlFigures:
    """Implements `FigureRecords`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def told(self, interval: Interval) -> Sequence[Told]:
        return await self._told(_concerned(interval))

    async def told_of(self, wanted: Collection[ConversationId]) -> Sequence[Told]:
        return await self._told(list(wanted)) if wanted else []

    async def places(
        self,
        interval: Interval,
        before: Place | None,
        number: int,
        having: Having = Having.ANYTHING,
        fitting: Fitting = ANY,
    ) -> Looked:
        # Read backwards along the index of openings until there are enough, however long the interval is.
        found = select(conversations.c.opened_at, conversations.c.id).where(
            conversations.c.opened_at >= interval.start - LONGEST_LIFE,
            conversations.c.opened_at < interval.end,
            or_(conversations.c.opened_at >= interval.start, _waits_in(interval)),
            _heard(),
            *_has(having, interval),
        )
        if before is not None:
            opened_at, conversation_id = before
            same_moment = and_(conversations.c.opened_at == opened_at, conversations.c.id < conversation_id)
            found = found.where(or_(conversations.c.opened_at < opened_at, same_moment))
        newest_first = found.order_by(*(column.desc() for column in _BY_OPENING)).limit(number)
        rows = await self._transaction.tuples(looked_through(newest_first, number, fitting))
        places = [(opened_at, conversation) for _, opened_at, conversation, fits in rows if fits]
        last = next(((opened_at, conversation) for place, opened_at, conversation, _ in rows if place == number), None)
        return Looked(places, last)

    async def time(self, interval: Interval) -> ToldTime:
        since = interval.start - FORGOTTEN_AFTER
        changes = await self._transaction.all(
            select(status_changes.c.agent_id, status_changes.c.status, status_changes.c.at)
            .where(status_changes.c.at >= since, status_changes.c.at < interval.end)
            .order_by(status_changes.c.at, status_changes.c.number)
        )
        claimed = await self._transaction.all(
            select(handoffs)
            .where(handoffs.c.requested_at >= since, handoffs.c.requested_at < interval.end)
            .where(handoffs.c.claimed_by.is_not(None))
            .order_by(handoffs.c.requested_at, handoffs.c.number)
        )
        return ToldTime(tuple(map(_change, changes)), tuple(map(handoff_of, claimed)))

    async def first(self) -> datetime | None:
        row = await self._transaction.first(select(func.min(conversations.c.opened_at).label("first")))
        return None if row is None else row["first"]

    async def _told(self, ids: Ids) -> Sequence[Told]:
        rows = await self._transaction.all(
            select(conversations.c.id, conversations.c.lang, conversations.c.opened_at, conversations.c.closed_at)
            .where(conversations.c.id.in_(ids), _heard())
            .order_by(*_BY_OPENING)
        )
        turned, waited = await self._turns(ids), await self._handoffs(ids)
        surveyed, judged, returned = await self._surveys(ids), await self._reviews(ids), await self._returns(ids)
        return [
            Told(
                id=ConversationId(row["id"]),
                lang=Language(row["lang"]),
                opened_at=row["opened_at"],
                closed_at=row["closed_at"],
                turns=tuple(turned.get(row["id"], ())),
                handoffs=tuple(waited.get(row["id"], ())),
                reviews=tuple(judged.get(row["id"], ())),
                returned_at=returned.get(row["id"]),
                **_verdict(surveyed.get(row["id"])),
            )
            for row in rows
        ]

    async def _turns(self, ids: Ids) -> Mapping[str, Sequence[ToldTurn]]:
        columns = (turns.c[name] for name in ("conversation_id", "seq", "opened_at", "closed_at", "outcome", "intent"))
        rows = await self._transaction.all(
            select(*columns, turns.c.article, turns.c.disputes)
            .add_columns(BEST.label("best"))
            .where(turns.c.conversation_id.in_(ids), turns.c.closed_at.is_not(None))
            .order_by(turns.c.conversation_id, turns.c.seq)
        )
        return _by_conversation((row["conversation_id"], _turn(row)) for row in rows)

    async def _handoffs(self, ids: Ids) -> Mapping[str, Sequence[Handoff]]:
        rows = await self._transaction.all(
            select(handoffs)
            .where(handoffs.c.conversation_id.in_(ids))
            .order_by(handoffs.c.requested_at, handoffs.c.number)
        )
        return _by_conversation((row["conversation_id"], handoff_of(row)) for row in rows)

    async def _surveys(self, ids: Ids) -> Mapping[str, RowMapping]:
        rows = await self._transaction.all(
            select(surveys.c.conversation_id, surveys.c.resolved, surveys.c.treatment).where(
                surveys.c.conversation_id.in_(ids)
            )
        )
        return {row["conversation_id"]: row for row in rows}

    async def _reviews(self, ids: Ids) -> Mapping[str, Sequence[ToldReview]]:
        """The judged answers that were drawn; where two judged, right is what both call so."""
        same_turn = and_(
            reviews.c.conversation_id == samples.c.conversation_id,
            reviews.c.seq == samples.c.seq,
            reviews.c.taken_back_at.is_(None),
        )
        rows = await self._transaction.all(
            select(samples.c.conversation_id, samples.c.seq, samples.c.article, samples.c.probability)
            .add_columns(reviews.c.judgement)
            .join(reviews, same_turn)
            .where(samples.c.conversation_id.in_(ids))
            .order_by(samples.c.conversation_id, samples.c.seq, reviews.c.number)
        )
        answers: dict[tuple[str, int], ToldReview] = {}
        for row in rows:
            known = answers.get((row["conversation_id"], row["seq"]))
            right = Judgement(row["judgement"]).is_right and (known is None or known.right)
            answers[row["conversation_id"], row["seq"]] = ToldReview(row["article"], row["probability"], right)
        return _by_conversation((conversation, answer) for (conversation, _), answer in answers.items())

    async def _returns(self, ids: Ids) -> Mapping[str, datetime]:
        came_back = conversations.alias("came_back")
        rows = await self._transaction.all(
            select(returns.c.earlier_id, func.min(came_back.c.opened_at).label("at"))
            .join(came_back, came_back.c.id == returns.c.conversation_id)
            .where(returns.c.earlier_id.in_(ids), returns.c.known_by != KnownBy.SAME_TAB_ONLY)
            .group_by(returns.c.earlier_id)
        )
        return {row["earlier_id"]: row["at"] for row in rows}


class SqlReturns:
    """Implements `Returns`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, known: Return) -> None:
        await self._transaction.put(returns, asdict(known))

    async def of(self, conversation_id: ConversationId) -> Return | None:
        row = await self._transaction.first(select(returns).where(returns.c.conversation_id == conversation_id))
        return None if row is None else Return(**{**row, "known_by": KnownBy(row["known_by"])})

    async def remove(self, conversation_id: ConversationId) -> None:
        await self._transaction.change(delete(returns).where(returns.c.conversation_id == conversation_id))


def _concerned(interval: Interval) -> CompoundSelect[Any]:
    return union(
        select(conversations.c.id).where(
            conversations.c.opened_at >= interval.start, conversations.c.opened_at < interval.end
        ),
        select(handoffs.c.conversation_id).where(
            handoffs.c.requested_at >= interval.start - WAIT_AFTER_REQUEST, handoffs.c.requested_at < interval.end
        ),
    )


def _waits_in(interval: Interval) -> ColumnElement[bool]:
    begins = (
        handoffs.c.requested_at >= interval.start - WAIT_AFTER_REQUEST,
        handoffs.c.requested_at < interval.end,
    )
    return select(handoffs.c.id).where(handoffs.c.conversation_id == conversations.c.id, *begins).exists()


def _has(having: Having, interval: Interval) -> tuple[ColumnElement[bool], ...]:
    if having is Having.ANYTHING:
        return ()
    if having is Having.REVIEW:
        # One answer in a hundred is judged: those of the time are found first, and not looked for one by one.
        judged = select(reviews.c.conversation_id).where(
            reviews.c.asked_at >= interval.start - LONGEST_LIFE, reviews.c.asked_at < interval.end + LONGEST_LIFE
        )
        return (conversations.c.id.in_(judged),)
    return (_with({Having.HANDOFF: handoffs, Having.SURVEY: surveys}[having]),)


def _with(table: Table, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the conversation has such a row."""
    return select(table.c.conversation_id).where(table.c.conversation_id == conversations.c.id, *conditions).exists()


def _heard() -> ColumnElement[bool]:
    return _with(utterances, utterances.c.speaker == Speaker.CITIZEN)


def _by_conversation(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for conversation, one in pairs:
        found[conversation].append(one)
    return found


def _turn(row: RowMapping) -> ToldTurn:
    return ToldTurn(
        seq=row["seq"],
        opened_at=row["opened_at"],
        closed_at=row["closed_at"],
        outcome=TurnOutcome(row["outcome"]),
        intent=row["intent"],
        article=row["article"],
        best=row["best"],
        searched=row["best"] is not None,
        disputes=row["disputes"],
    )


def _verdict(survey: RowMapping | None) -> Mapping[str, Any]:
    if survey is None:
        return {}
    answered = survey["resolved"] is not None or survey["treatment"] is not None
    return {"surveyed": answered, "solved": survey["resolved"], "treatment": survey["treatment"]}


def _change(row: RowMapping) -> StatusChange:
    return StatusChange(row["agent_id"], Status(row["status"]), row["at"])
