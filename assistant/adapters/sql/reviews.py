"""Samples and reviews in SQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, union, update

from assistant.adapters.sql.tables import (
    corrections,
    drafts,
    handoffs,
    messages,
    reviews,
    samples,
    transfers,
    turns,
    utterances,
)
from assistant.adapters.sql.transaction import Transaction
from assistant.adapters.sql.turns import turn_of
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.review import ANSWERING, Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.turn import TurnRecord
from assistant.ports.reviews import SentByPerson

_SAMPLE = [samples.c[each.name] for each in fields(Sample)]
_FIELDS = [each.name for each in fields(Review)]
_REVIEW = [reviews.c[name] for name in _FIELDS]
"""In the order of what they are made into: a year has thousands of them."""
_STANDS = reviews.c.taken_back_at.is_(None)


class SqlReviews:
    """Implements `Reviews`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def answers(self, since: datetime, of: Collection[ConversationId] | None = None) -> Sequence[TurnRecord]:
        wanted = () if of is None else (turns.c.conversation_id.in_(sorted(of)),)
        rows = await self._transaction.all(
            select(turns)
            .where(turns.c.opened_at >= since, turns.c.outcome.in_(sorted(ANSWERING)), *wanted)
            .order_by(turns.c.opened_at, turns.c.conversation_id, turns.c.seq)
        )
        return [turn_of(row) for row in rows]

    async def disputed(self, since: datetime) -> Sequence[tuple[ConversationId, int]]:
        rows = await self._transaction.all(
            select(turns.c.conversation_id, turns.c.disputes)
            .where(turns.c.opened_at >= since, turns.c.disputes.is_not(None))
            .order_by(turns.c.opened_at.desc(), turns.c.conversation_id.desc(), turns.c.seq.desc())
        )
        return list(dict.fromkeys((row["conversation_id"], row["disputes"]) for row in rows))

    async def sent_by_people(self, since: datetime) -> Sequence[SentByPerson]:
        rows = await self._transaction.all(
            select(utterances.c.conversation_id, utterances.c.seq, utterances.c.article).where(
                utterances.c.at >= since, utterances.c.speaker == Speaker.AGENT, utterances.c.article.is_not(None)
            )
        )
        # Put in order here: asked for in this order, SQLite would go through every utterance there is by its key.
        found = (SentByPerson(row["conversation_id"], row["seq"], row["article"]) for row in rows)
        return sorted(found, key=lambda sent: (sent.conversation_id, sent.seq))

    async def draw(self, sample: Sample) -> None:
        await self._transaction.add_unless_there(samples, _sample_values(sample))

    async def samples(self, since: datetime, topic: str | None = None) -> Sequence[Sample]:
        wanted = [samples.c.asked_at >= since, *([] if topic is None else [samples.c.topic == topic])]
        in_order = (samples.c.asked_at, samples.c.conversation_id, samples.c.seq)
        rows = await self._transaction.tuples(select(*_SAMPLE).where(*wanted).order_by(*in_order))
        return [Sample(*row) for row in rows]

    async def add(self, review: Review) -> Review:
        added = insert(reviews).values(**_review_values(review))
        row = await self._transaction.first(added.returning(reviews))
        return review if row is None else _review(row)

    async def take_back(self, review: Review, at: datetime) -> None:
        taken = update(reviews).where(reviews.c.number == review.number, _STANDS).values(taken_back_at=at)
        if await self._transaction.first(taken.returning(reviews.c.number)) is None:
            raise ConflictError(f"review {review.number} does not stand")

    async def took_part(self, member: AgentId, since: datetime) -> Collection[ConversationId]:
        of_transfer = transfers.c.handoff_id == handoffs.c.id
        rows = await self._transaction.all(
            union(
                select(handoffs.c.conversation_id).where(
                    handoffs.c.claimed_by == member, handoffs.c.requested_at >= since
                ),
                select(handoffs.c.conversation_id)
                .join(transfers, of_transfer)
                .where(transfers.c.by == member, transfers.c.at >= since),
                select(messages.c.conversation_id).where(messages.c.by == member, messages.c.sent_at >= since),
                select(corrections.c.conversation_id).where(corrections.c.by == member, corrections.c.at >= since),
                select(drafts.c.conversation_id).where(drafts.c.decided_by == member, drafts.c.decided_at >= since),
            )
        )
        return frozenset(ConversationId(row["conversation_id"]) for row in rows)

    async def all(
        self, since: datetime | None = None, topic: str | None = None, judgement: Judgement | None = None
    ) -> Sequence[Review]:
        wanted = [_STANDS] if since is None else [_STANDS, reviews.c.asked_at >= since]
        wanted += [] if topic is None else [reviews.c.topic == topic]
        wanted += [] if judgement is None else [reviews.c.judgement == judgement]
        rows = await self._transaction.tuples(select(*_REVIEW).where(*wanted).order_by(reviews.c.number))
        return [_review_of(*row) for row in rows]

    async def of_turn(self, conversation_id: ConversationId, seq: int) -> Sequence[Review]:
        rows = await self._transaction.all(
            select(reviews)
            .where(_STANDS, reviews.c.conversation_id == conversation_id, reviews.c.seq == seq)
            .order_by(reviews.c.number)
        )
        return [_review(row) for row in rows]

    async def of_article(self, article: ArticleId) -> Sequence[Review]:
        rows = await self._transaction.all(
            select(reviews).where(_STANDS, reviews.c.article == article).order_by(reviews.c.number.desc())
        )
        return [_review(row) for row in rows]


def _sample_values(sample: Sample) -> Mapping[str, object]:
    return {
        "conversation_id": sample.conversation_id,
        "seq": sample.seq,
        "topic": sample.topic,
        "article": sample.article,
        "asked_at": sample.asked_at,
        "probability": sample.probability,
        "twice": sample.twice,
    }


def _review_values(review: Review) -> Mapping[str, object]:
    return {
        "conversation_id": review.conversation_id,
        "seq": review.seq,
        "topic": review.topic,
        "article": review.article,
        "asked_at": review.asked_at,
        "reviewer": review.reviewer,
        "judgement": review.judgement,
        "right_article": review.right_article,
        "note": review.note,
        "at": review.at,
    }


def _review_of(*row: Any) -> Review:
    told = dict(zip(_FIELDS, row, strict=True))
    return Review(**told | {"judgement": Judgement(told["judgement"])})


def _review(row: RowMapping) -> Review:
    return _review_of(*(row[name] for name in _FIELDS))
