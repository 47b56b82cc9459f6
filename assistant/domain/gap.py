"""Questions that the assistant could not answer, or answered wrongly, and what became of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId, Candidate


class Why(StrEnum):
    """Why a question is a gap."""

    UNANSWERED = "unanswered"
    DISPUTED = "disputed"


class Settled(StrEnum):
    """What an editor did about a question."""

    DRAFTED = "drafted"
    VARIANT = "variant"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Missed:
    """One question, by its conversation and number, with what the assistant had thought of, likeliest first."""

    conversation_id: ConversationId
    seq: int
    at: datetime
    text: str
    lang: str
    why: Why
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class GapMark:
    """An editor has seen to a question; it stands in no gap any longer. `article` is what it led to, if anything."""

    conversation_id: ConversationId
    seq: int
    settled: Settled
    by: AgentId
    at: datetime
    article: ArticleId | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask for much the same, the latest first."""

    questions: tuple[Missed, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def disputed(self) -> int:
        """How many of them were answered, and the citizen said wrongly."""
        return sum(one.why is Why.DISPUTED for one in self.questions)

    @property
    def nearest(self) -> ArticleId | None:
        """The article that was likeliest most often; None where nothing was found for any."""
        first = Counter(one.candidates[0].article for one in self.questions if one.candidates)
        return first.most_common(1)[0][0] if first else None


def gaps_of(missed: Sequence[Missed], groups: Sequence[int]) -> tuple[Gap, ...]:
    """The gaps, those asked most often first, among alike the one asked last.

    Args:
        missed: the questions.
        groups: the number of the group of each; shape as `missed`.
    """
    together: dict[int, list[Missed]] = {}
    for one, group in zip(missed, groups, strict=True):
        together.setdefault(group, []).append(one)
    gaps = [Gap(tuple(sorted(each, key=lambda one: one.at, reverse=True))) for each in together.values()]
    gaps.sort(key=lambda gap: gap.questions[0].at, reverse=True)
    return tuple(sorted(gaps, key=lambda gap: -gap.count))
