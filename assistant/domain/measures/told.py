"""What the record tells of one conversation, and of agents' time: all that the figures are counted from."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.confidence import area_of
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.handoff import Handoff
from assistant.domain.knowledge import ArticleId
from assistant.domain.staffing import StatusChange
from assistant.domain.turn import TurnOutcome


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """One closed turn. `best`: the likeliest article found, whether it was given or not; `searched`: whether the
    knowledge base was asked at all; `disputes`: the turn whose answer the citizen here says was wrong.
    """

    seq: int
    opened_at: datetime
    closed_at: datetime
    outcome: TurnOutcome
    intent: str | None = None
    article: ArticleId | None = None
    best: ArticleId | None = None
    searched: bool = False
    disputes: int | None = None

    @property
    def area(self) -> str | None:
        """The area that the answer, or the best guess, lies in."""
        article = self.article or self.best
        return None if article is None else area_of(article)


@dataclass(frozen=True, slots=True)
class ToldReview:
    """An answer that was drawn for review with `probability` (above 0, at most 1) and has been judged."""

    article: ArticleId
    probability: float
    right: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One conversation in which the citizen has written something. Turns by number, handoffs by time of request.

    `solved` and `treatment` (1..5) are the citizen's, None where not answered; `surveyed`: whether anything was.
    `returned_at`: when the citizen is first known to have come back with the same matter.
    """

    id: ConversationId
    lang: Language
    opened_at: datetime
    closed_at: datetime | None = None
    turns: tuple[ToldTurn, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
    surveyed: bool = False
    solved: bool | None = None
    treatment: int | None = None
    reviews: tuple[ToldReview, ...] = ()
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ToldTime:
    """What agents' time is counted from: changes of status in order, among them each agent's latest before the time
    asked about, and the handoffs claimed that may reach into it.
    """

    changes: tuple[StatusChange, ...] = ()
    handoffs: tuple[Handoff, ...] = ()
