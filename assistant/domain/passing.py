"""A conversation held out to a colleague, who takes it over or not: until then it stays with whoever gives it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId, Handoff, HandoffId, Stage
from assistant.domain.transfer import Transfer, TransferKind


class PassingAnswer(StrEnum):
    """What became of it. A value is never renamed.

    `WENT_AWAY`: the colleague took a break, signed out or closed the desk. `WITHDRAWN`: whoever gave it took it back,
    or does not hold the conversation any longer.
    """

    ACCEPTED = "accepted"
    DECLINED = "declined"
    RAN_OUT = "ran_out"
    WENT_AWAY = "went_away"
    WITHDRAWN = "withdrawn"


CAME_BACK = frozenset({PassingAnswer.DECLINED, PassingAnswer.RAN_OUT, PassingAnswer.WENT_AWAY})
"""The conversation stays with its giver, who has not wished so and is told."""


@dataclass(frozen=True, slots=True)
class Passing:
    """A conversation that `by` holds out to `to` from `at` `until` then (aware), with the summary for the colleague.

    `answer` is None while it stands, and is set once, with when and, where the colleague gave one, the reason.
    `number` is 0 until recorded.
    """

    handoff_id: HandoffId
    by: AgentId
    to: AgentId
    at: datetime
    until: datetime
    summary: str = field(repr=False)
    answer: PassingAnswer | None = None
    answered_at: datetime | None = None
    reason: str = field(default="", repr=False)
    number: int = 0

    def as_transfer(self, at: datetime) -> Transfer:
        """The transfer it becomes when the colleague accepts at that time.

        Raises:
            RefusedError: there is no summary, or it is too long.
        """
        return Transfer(self.handoff_id, TransferKind.COLLEAGUE, self.by, at, self.summary, to=self.to)

    def stands_for(self, handoff: Handoff, now: datetime) -> bool:
        """Whether the colleague may still accept: unanswered, in time, and the giver holds the conversation."""
        held = handoff.stage is Stage.CLAIMED and handoff.claimed_by == self.by
        return self.answer is None and now < self.until and held

    def is_news_to(self, handoff: Handoff, last_words_at: datetime | None) -> bool:
        """Whether the giver, who holds the conversation and last spoke at that time, is to be told how it stands."""
        if handoff.stage is not Stage.CLAIMED or handoff.claimed_by != self.by:
            return False
        if self.answer is None or self.answered_at is None:
            return True
        seen = last_words_at is not None and last_words_at > self.answered_at
        return self.answer in CAME_BACK and not seen

    def check_stands(self, handoff: Handoff, now: datetime) -> None:
        """Does nothing while the colleague may accept.

        Raises:
            ConflictError: it is answered, its time is over, or the giver holds the conversation no longer.
        """
        if not self.stands_for(handoff, now):
            raise ConflictError(f"handoff {handoff.id} is not held out any longer")
