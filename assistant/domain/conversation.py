"""What passes between a citizen opening the chat and its closing, and who holds it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.knowledge import ArticleId, Citation

ConversationId = NewType("ConversationId", str)
UtteranceId = NewType("UtteranceId", str)
"""Made by whoever speaks, unique within its conversation, so that a repeated post is recognised (requirement G-01)."""
Language = NewType("Language", str)
"""A BCP 47 primary language subtag in lower case, such as `sv` or `en`."""

SWEDISH = Language("sv")
DEMO_PREFIX = "demo-"
"""What the ids of conversations begin with that nobody has ever had (`kontakt demo`)."""
LIMIT_CHARACTERS = 4_000
"""Longest utterance accepted, in characters (requirement F-12)."""


class Speaker(StrEnum):
    """Who says an utterance. `NOTICE` is the contact centre itself telling what happens ("Anna svarar nu")."""

    CITIZEN = "citizen"
    ASSISTANT = "assistant"
    AGENT = "agent"
    NOTICE = "notice"


class Holder(StrEnum):
    """Who answers the citizen's next utterance."""

    ASSISTANT = "assistant"
    QUEUE = "queue"
    AGENT = "agent"
    NOBODY = "nobody"


LEGAL_MOVES: Mapping[Holder, frozenset[Holder]] = {
    Holder.ASSISTANT: frozenset({Holder.QUEUE, Holder.AGENT, Holder.NOBODY}),
    Holder.QUEUE: frozenset({Holder.AGENT, Holder.ASSISTANT, Holder.NOBODY}),
    Holder.AGENT: frozenset({Holder.QUEUE, Holder.ASSISTANT, Holder.NOBODY}),
    Holder.NOBODY: frozenset(),
}
"""The one table of who may pass a conversation to whom. A closed conversation is never opened again."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One citizen's conversation. `token_digest` is the SHA-256 (hex) of the opaque token its browser holds (F-03)."""

    id: ConversationId
    token_digest: str
    lang: Language
    holder: Holder
    opened_at: datetime
    last_seq: int = 0
    closed_at: datetime | None = None
    lang_chosen: bool = False
    """Whether the citizen has asked for the language: then it is spoken whatever language is detected."""

    def check_move(self, to: Holder) -> None:
        """Does nothing when the conversation may pass to `to`.

        Raises:
            ConflictError: the table of legal moves forbids it.
        """
        if to not in LEGAL_MOVES[self.holder]:
            raise ConflictError(f"conversation {self.id} cannot pass from {self.holder} to {to}")


@dataclass(frozen=True, slots=True)
class NewUtterance:
    """An utterance not yet recorded: it has no number in its conversation."""

    id: UtteranceId
    speaker: Speaker
    text: str
    lang: Language
    speaker_name: str | None = None
    article: ArticleId | None = None
    citations: tuple[Citation, ...] = ()
    quick_replies: tuple[str, ...] = ()
    quick_exit: bool = False
    """Whether whoever looks over the citizen's shoulder should not see this: the way out is shown (E-08)."""

    def __post_init__(self) -> None:
        """Refuse an answer that does not say where it comes from: no source, no answer (requirement B-09)."""
        if self.article is not None and not self.citations:
            raise RefusedError(f"an utterance of article {self.article} must cite its source")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said by one speaker. `seq` counts from 1 without gaps within the conversation (requirement G-03)."""

    conversation_id: ConversationId
    seq: int
    at: datetime
    said: NewUtterance = field(repr=False)
    corrected_at: datetime | None = None
    """When an agent last put other words in the place of these; the record keeps the former ones."""

    @property
    def by_citizen(self) -> bool:
        """Whether the citizen said it."""
        return self.said.speaker is Speaker.CITIZEN
