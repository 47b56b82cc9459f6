"""Conversations, remembered like all else in a `Unit`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import (
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Utterance,
    UtteranceId,
)
from assistant.domain.knowledge import ArticleId
from assistant.ports.interval import Interval


class Conversations(Protocol):
    """Conversations and what was said in them."""

    async def open(self, conversation: Conversation) -> None:
        """The conversation is recorded. Raises ConflictError when its id is taken."""
        ...

    async def get(self, conversation_id: ConversationId) -> Conversation:
        """Raises NotFoundError."""
        ...

    async def hold(self, conversation_id: ConversationId) -> Conversation:
        """The conversation, which until the unit ends nobody else moves or speaks in. Raises NotFoundError.

        For whoever must not speak once a person has taken over.
        """

    async def all_of(self, wanted: Collection[ConversationId]) -> Mapping[ConversationId, Conversation]:
        """Those of these ids, in one look; unknown ones are left out."""
        ...

    async def move(self, conversation_id: ConversationId, holder: Holder, at: datetime) -> None:
        """The conversation has passed to `holder` (closed at `at`, when that is nobody).

        Compare-and-set against the holder the unit reads. Raises ConflictError when the move is illegal or another
        unit moved it meanwhile, NotFoundError.
        """
        ...

    async def set_language(self, conversation_id: ConversationId, lang: Language) -> None:
        """The conversation's language is `lang`. Raises NotFoundError."""
        ...

    async def choose_language(self, conversation_id: ConversationId, lang: Language) -> None:
        """The citizen wants `lang` spoken, whatever language is detected. Raises NotFoundError."""
        ...

    async def say(self, conversation_id: ConversationId, said: NewUtterance, at: datetime) -> Utterance:
        """The utterance with the next number; one whose id is recorded already is returned as it was recorded.

        Raises NotFoundError.
        """
        ...

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Utterance | None:
        """The utterance of that id."""
        ...

    async def utterances(self, conversation_id: ConversationId, after: int = 0) -> Sequence[Utterance]:
        """Those with a number above `after`, in order."""
        ...

    async def citizens_words(
        self, conversations: Collection[ConversationId]
    ) -> Mapping[ConversationId, Sequence[Utterance]]:
        """What the citizens of these conversations have said, in order, in one look; the silent ones are left out."""
        ...

    async def opened(self, interval: Interval) -> Sequence[Conversation]:
        """Conversations opened in the interval in which the citizen has said something, oldest first."""
        ...

    async def silent_since(self, moment: datetime) -> Sequence[Conversation]:
        """Open conversations held by the assistant whose latest utterance (or opening) is before `moment`."""
        ...

    async def running(self, since: datetime) -> Sequence[Conversation]:
        """Conversations held by the assistant in which the latest that was said, if anything, came since `since`."""
        ...

    async def said_in(self, conversations: Sequence[ConversationId]) -> Mapping[ConversationId, Sequence[Utterance]]:
        """What was said in each of these, in order."""
        ...

    async def giving(self, article: ArticleId, interval: Interval) -> Sequence[Utterance]:
        """Utterances in the interval that gave the article, by assistant or agent, oldest first."""
        ...

    async def any_made_up(self) -> bool:
        """Whether there are conversations that nobody has had: those whose ids begin with `DEMO_PREFIX`."""
        ...
