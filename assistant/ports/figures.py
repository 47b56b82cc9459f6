"""What the figures are counted from, read in bulk, and who came back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.measures.told import Told, ToldTime
from assistant.domain.returns import Return
from assistant.ports.interval import Interval

Place = tuple[datetime, ConversationId]
"""Where a conversation stands among others: when it was opened, and its id."""


class Having(StrEnum):
    """What a conversation must have to count in a figure at all; saves looking at those that have not."""

    ANYTHING = "anything"
    HANDOFF = "handoff"
    SURVEY = "survey"
    REVIEW = "review"


class Found(StrEnum):
    """What few of those have: asked of many before any is read whole."""

    LATE = "late"
    """A handoff without a person's words within 120 seconds of the request."""
    UNANSWERED = "unanswered"
    """A handoff without a person's words."""
    WRONG = "wrong"
    """A review that stands and does not call the answer right."""
    NOT_SOLVED = "not_solved"
    """A citizen's word that it was not solved."""
    NOT_LASTING = "not_lasting"
    """A citizen's word that it was not solved, a person's part that did not end with a solution, or a return."""
    NOT_CONTENT = "not_content"
    """A rating of the treatment below four of five."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Which conversations are to be read: those that have what is `found`, that `agent` claimed, in which `article` was
    found or judged, and in which anything is of the `area`. Who counts in the way asked for is among them; not all of
    them need count so.
    """

    found: Found | None = None
    agent: AgentId | None = None
    article: ArticleId | None = None
    area: AreaId | None = None


ANY = Fitting()


@dataclass(frozen=True, slots=True)
class Looked:
    """The `places` that fit, newest first, of all that were looked at. `last`: the last of these, from which the next
    look goes on; None where there are no more.
    """

    places: Sequence[Place]
    last: Place | None


class FigureRecords(Protocol):
    """All that figures are counted from. Conversations in which the citizen has written nothing are never told of."""

    async def told(self, interval: Interval) -> Sequence[Told]:
        """The conversations opened in the interval, and those with a wait for a person that may begin in it; the latter
        may have begun earlier and hold more than the interval. By opening and id. A fixed number of questions to the
        database, however many they are.
        """
        ...

    async def told_of(self, wanted: Collection[ConversationId]) -> Sequence[Told]:
        """Those of these ids, by opening and id; unknown ones are left out."""
        ...

    async def places(
        self,
        interval: Interval,
        before: Place | None,
        number: int,
        having: Having = Having.ANYTHING,
        fitting: Fitting = ANY,
    ) -> Looked:
        """Looks at `number` of what `told` tells of and that have it, newest first, from the one after `before` on.

        A conversation opened more than a week before a wait in it began is not among them: none lives so long.
        """
        ...

    async def time(self, interval: Interval) -> ToldTime:
        """What agents' time in the interval is counted from. A status set longer ago than two days is not known."""
        ...

    async def first(self) -> datetime | None:
        """When the first conversation of all was opened."""
        ...


class Returns(Protocol):
    """Citizens who came back."""

    async def add(self, known: Return) -> None:
        """Recorded; a later one of the same conversation replaces it. Raises ConflictError where there is no such."""
        ...

    async def of(self, conversation_id: ConversationId) -> Return | None:
        """What is known of the conversation's being a return."""
        ...

    async def remove(self, conversation_id: ConversationId) -> None:
        """The conversation is no return after all; repeating changes nothing."""
        ...
