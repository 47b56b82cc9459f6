"""Samples and reviews in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.review import ANSWERING, Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.turn import TurnRecord
from assistant.ports.reviews import SentByPerson


class MemoryReviews:
    """Implements `Reviews`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def answers(self, since: datetime, of: Collection[ConversationId] | None = None) -> Sequence[TurnRecord]:
        turns = (turn for turn in self._turns(since) if of is None or turn.conversation_id in of)
        found = (turn for turn in turns if turn.outcome in ANSWERING)
        return sorted(found, key=lambda turn: (turn.opened_at, turn.conversation_id, turn.seq))

    async def disputed(self, since: datetime) -> Sequence[tuple[ConversationId, int]]:
        disputing = sorted(
            (turn for turn in self._turns(since) if turn.disputes is not None),
            key=lambda turn: (turn.opened_at, turn.conversation_id, turn.seq),
            reverse=True,
        )
        pairs = [(turn.conversation_id, turn.disputes) for turn in disputing if turn.disputes is not None]
        return list(dict.fromkeys(pairs))

    async def sent_by_people(self, since: datetime) -> Sequence[SentByPerson]:
        found = [
            SentByPerson(one.conversation_id, one.seq, one.said.article)
            for one in self._recorded.utterances.values()
            if one.said.speaker is Speaker.AGENT and one.said.article is not None and one.at >= since
        ]
        return sorted(found, key=lambda one: (one.conversation_id, one.seq))

    async def draw(self, sample: Sample) -> None:
        self._check_turn(sample.conversation_id, sample.seq)
        self._recorded.samples.setdefault((sample.conversation_id, sample.seq), sample)

    async def samples(self, since: datetime, topic: str | None = None) -> Sequence[Sample]:
        found = (one for one in self._recorded.samples.values() if one.asked_at >= since and topic in {None, one.topic})
        return sorted(found, key=lambda one: (one.asked_at, one.conversation_id, one.seq))

    async def add(self, review: Review) -> Review:
        self._check_turn(review.conversation_id, review.seq)
        if review.reviewer not in self._recorded.staff:
            raise ConflictError(f"no member of staff {review.reviewer}")
        mine = (review.conversation_id, review.seq, review.reviewer)
        if any((one.conversation_id, one.seq, one.reviewer) == mine for one in self._standing()):
            raise ConflictError(f"{review.reviewer} has judged turn {review.seq} already")
        recorded = replace(review, number=len(self._recorded.reviews) + 1)
        self._recorded.reviews[recorded.number] = recorded
        return recorded

    async def take_back(self, review: Review, at: datetime) -> None:
        if review.number not in {one.number for one in self._standing()}:
            raise ConflictError(f"review {review.number} does not stand")
        self._recorded.reviews_taken_back[review.number] = at

    async def took_part(self, member: AgentId, since: datetime) -> Collection[ConversationId]:
        rows = self._recorded
        of_handoff = {one.id: one.conversation_id for one in rows.handoffs.values()}
        held = [(one.claimed_by, one.requested_at, one.conversation_id) for one in rows.handoffs.values()]
        passed = [(one.by, one.at, of_handoff[one.handoff_id]) for one in rows.transfers.values()]
        written = [(one.by, one.sent_at, one.conversation_id) for one in rows.messages.values()]
        corrected = [(one.by, one.at, one.conversation_id) for one in rows.corrections.values()]
        decided = [(one.decided_by, one.decided_at, one.conversation_id) for one in rows.drafts.values()]
        of_all = (*held, *passed, *written, *corrected, *decided)
        return frozenset(where for who, at, where in of_all if who == member and at is not None and at >= since)

    async def all(
        self, since: datetime | None = None, topic: str | None = None, judgement: Judgement | None = None
    ) -> Sequence[Review]:
        recent = [one for one in self._standing() if since is None or one.asked_at >= since]
        return [one for one in recent if topic in {None, one.topic} and judgement in {None, one.judgement}]

    async def of_turn(self, conversation_id: ConversationId, seq: int) -> Sequence[Review]:
        turn = (conversation_id, seq)
        return [one for one in self._standing() if (one.conversation_id, one.seq) == turn]

    async def of_article(self, article: ArticleId) -> Sequence[Review]:
        return [one for one in reversed(self._standing()) if one.article == article]

    def _standing(self) -> list[Review]:
        taken_back = self._recorded.reviews_taken_back
        return [one for number, one in self._recorded.reviews.items() if number not in taken_back]

    def _turns(self, since: datetime) -> list[TurnRecord]:
        return [turn for turn in self._recorded.turns.values() if turn.opened_at >= since]

    def _check_turn(self, conversation_id: ConversationId, seq: int) -> None:
        if (conversation_id, seq) not in self._recorded.turns:
            raise ConflictError(f"no turn {seq} in conversation {conversation_id}")
