"""What the assistant would answer where it may not answer alone: held for a person's approval, or beside a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId, Citation


class Decision(StrEnum):
    """What became of a draft. A value once recorded is never renamed.

    The first three are a person's judgement of one that lay beside their own answer; then what a person does with one
    that was held; `TIMED_OUT`: nobody did in time; `WITHDRAWN`: it was no longer to be said by the assistant.
    """

    AGREED = "agreed"
    DISAGREED = "disagreed"
    CANNOT_TELL = "cannot_tell"
    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"
    TIMED_OUT = "timed_out"
    WITHDRAWN = "withdrawn"


JUDGEMENTS = (Decision.AGREED, Decision.DISAGREED, Decision.CANNOT_TELL)
FOR_THE_ASSISTANT = frozenset({Decision.AGREED, Decision.APPROVED})
"""A person would have answered, or did answer, with the very draft."""
AGAINST_THE_ASSISTANT = frozenset({Decision.DISAGREED, Decision.EDITED, Decision.REJECTED})


@dataclass(frozen=True, slots=True)
class Draft:
    """The assistant's answer to utterance `seq`, which it does not give by itself. One at most to an utterance.

    `text` is in `lang`, as the citizen would get it; `topic` is the article's area and `level` what held when it was
    made. `decide_by`: until when it is held for approval; None for one beside a person's own answer.
    """

    conversation_id: ConversationId
    seq: int
    article: ArticleId
    lang: Language
    text: str
    citation: Citation
    confidence: float
    topic: str
    level: AutonomyLevel
    made_at: datetime
    next_questions: tuple[str, ...] = ()
    decide_by: datetime | None = None
    decided_at: datetime | None = None
    decided_by: AgentId | None = None
    decision: Decision | None = None

    @property
    def is_held(self) -> bool:
        """Whether it waits for approval."""
        return self.decide_by is not None and self.decision is None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often people would have said what the assistant would have: drafts of a topic, judged and not yet."""

    agreed: int = 0
    disagreed: int = 0
    left_open: int = 0

    @property
    def judged(self) -> int:
        """How many there is a verdict on; those of which nobody could tell are not among them."""
        return self.agreed + self.disagreed


def agreement_of(counts: Mapping[Decision | None, int]) -> Agreement:
    """From how many drafts there are of each decision, None for those still open."""
    return Agreement(
        sum(counts.get(decision, 0) for decision in FOR_THE_ASSISTANT),
        sum(counts.get(decision, 0) for decision in AGAINST_THE_ASSISTANT),
        counts.get(None, 0),
    )
