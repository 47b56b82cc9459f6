"""Answers the assistant does not give by itself, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import ConversationId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.handoff import AgentId


class Drafts(Protocol):
    """Drafts of answers, and what people decided about them. Each is decided once."""

    async def add(self, draft: Draft) -> None:
        """Recorded. Raises ConflictError where the utterance has one already, or there is no such utterance."""
        ...

    async def get(self, conversation_id: ConversationId, seq: int) -> Draft:
        """Raises NotFoundError."""
        ...

    async def of(self, conversation_id: ConversationId) -> Sequence[Draft]:
        """All of the conversation, in order."""
        ...

    async def held(self) -> Sequence[Draft]:
        """All that wait for approval, the one that has least time left first."""
        ...

    async def sent_by_agents(self) -> Sequence[Draft]:
        """Those beside a person's answer, not yet judged, whose article an agent has sent in the conversation since."""
        ...

    async def decide(
        self, conversation_id: ConversationId, seq: int, decision: Decision, by: AgentId | None, at: datetime
    ) -> Draft:
        """The draft as decided. Raises ConflictError when it is decided already, NotFoundError."""
        ...

    async def turned_down(self, since: datetime) -> Sequence[Draft]:
        """Those that a person decided against from `since` on (`AGAINST_THE_ASSISTANT`), latest first."""
        ...

    async def counts(self) -> Mapping[str, Mapping[Decision | None, int]]:
        """How many there are of each topic by decision; None for those still open."""
        ...
