"""What is drawn for review and what reviewers said, remembered like all else in a `Unit`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.review import Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.turn import TurnRecord


@dataclass(frozen=True, slots=True)
class SentByPerson:
    """An article that a person sent, as the utterance `seq`."""

    conversation_id: ConversationId
    seq: int
    article: ArticleId


class Reviews(Protocol):
    """Answers of the assistant that are reviewed, and the reviews."""

    async def answers(self, since: datetime, of: Collection[ConversationId] | None = None) -> Sequence[TurnRecord]:
        """Turns opened from `since` on that closed with an outcome of `ANSWERING`, by time, conversation and number; of
        all conversations, or of those named.
        """
        ...

    async def disputed(self, since: datetime) -> Sequence[tuple[ConversationId, int]]:
        """The turns whose answer a citizen said was wrong, in turns opened from `since` on, latest first."""
        ...

    async def sent_by_people(self, since: datetime) -> Sequence[SentByPerson]:
        """Articles that agents sent from `since` on, by conversation and number."""
        ...

    async def draw(self, sample: Sample) -> None:
        """The answer is to be reviewed; one that is already stays as it was drawn.

        Raises ConflictError: there is no such turn.
        """
        ...

    async def samples(self, since: datetime, topic: str | None = None) -> Sequence[Sample]:
        """Those drawn of answers to what was asked from `since` on, by time, conversation and number.

        Of one `topic`, or of all.
        """
        ...

    async def add(self, review: Review) -> Review:
        """Recorded, and given back with its number.

        Raises ConflictError: the reviewer has judged the turn already, or there is no such turn or member of staff.
        """
        ...

    async def take_back(self, review: Review, at: datetime) -> None:
        """From `at` on it is as if it had not been said; it stays in the record, and nothing here gives it any more.

        Raises ConflictError: it has been taken back already, or there is none of that number.
        """
        ...

    async def took_part(self, member: AgentId, since: datetime) -> Collection[ConversationId]:
        """Conversations the member has to do with: held or passed on, written in, or whose draft the member decided on.

        Of what was asked for, written, passed on and decided from `since` on.
        """
        ...

    async def all(
        self, since: datetime | None = None, topic: str | None = None, judgement: Judgement | None = None
    ) -> Sequence[Review]:
        """Those of answers to what was asked from `since` on, in one topic or all, that say this or anything, in the
        order of review.
        """
        ...

    async def of_turn(self, conversation_id: ConversationId, seq: int) -> Sequence[Review]:
        """Those of one turn, in the order of review."""
        ...

    async def of_article(self, article: ArticleId) -> Sequence[Review]:
        """Those of one article, newest first."""
        ...
