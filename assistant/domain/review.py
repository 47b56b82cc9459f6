"""What people say afterwards of an answer of the assistant's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.confidence import Verdict
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.turn import TurnOutcome, TurnRecord

LONGEST_NOTE = 1_000
TAKEN_BACK_WITHIN = timedelta(minutes=10)
"""So long a reviewer may take a word back: enough for a wrong key, too short for what colleagues say of it."""
ANSWERING = frozenset({TurnOutcome.ANSWERED_FROM_KNOWLEDGE, TurnOutcome.HELD_FOR_APPROVAL, TurnOutcome.HANDED_OFF})
"""Outcomes of turns in which the assistant may have had an answer of its own."""


class Judgement(StrEnum):
    """What a reviewer says. A value once recorded is never renamed."""

    RIGHT = "right"
    WRONG = "wrong"
    SHOULD_HAVE_HANDED_OFF = "should_have_handed_off"
    """No article is the answer: a person was needed."""
    ARTICLE_NEEDS_WORK = "article_needs_work"
    """The right article, whose text should be better. One that says something wrong is `WRONG`."""

    @property
    def is_right(self) -> bool:
        """Whether the assistant chose rightly."""
        return self in {Judgement.RIGHT, Judgement.ARTICLE_NEEDS_WORK}


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewer's word on one turn's `article`, which lies in `topic`. `number` is 0 until recorded.

    `right_article`: what would have been the answer, where another would. `asked_at`: when the citizen asked.
    """

    conversation_id: ConversationId
    seq: int
    topic: str
    article: ArticleId
    asked_at: datetime
    reviewer: AgentId
    judgement: Judgement
    at: datetime
    right_article: ArticleId | None = None
    note: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where the note is too long, or the right article is the one that was wrong."""
        if len(self.note) > LONGEST_NOTE:
            raise RefusedError(f"a note has at most {LONGEST_NOTE} characters")
        if self.right_article is not None and self.judgement is not Judgement.WRONG:
            raise RefusedError("another article is right only where the answer was wrong")
        if self.right_article == self.article:
            raise RefusedError("an answer that was wrong cannot have been the right one")


def answer_of(turn: TurnRecord) -> ArticleId | None:
    """What the assistant answered the turn with, or would have where a person answers first; None where nothing."""
    if turn.outcome not in ANSWERING:
        return None
    if turn.article is not None:
        return turn.article
    sure = turn.grounds is not None and turn.grounds.verdict is Verdict.ANSWER
    return turn.candidates[0].article if sure and turn.candidates else None


def by_turn(reviews: Iterable[Review]) -> Mapping[tuple[ConversationId, int], Sequence[Review]]:
    """The reviews of each turn, in their order; turns in the order of their first."""
    found: dict[tuple[ConversationId, int], list[Review]] = {}
    for review in reviews:
        found.setdefault((review.conversation_id, review.seq), []).append(review)
    return found


def is_right(reviews: Sequence[Review]) -> bool:
    """Whether the answer counts as right: all who judged it say so. Where they differ we take the careful side."""
    return all(review.judgement.is_right for review in reviews)
