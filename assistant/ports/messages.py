"""What agents send and correct, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import ConversationId, UtteranceId
from assistant.domain.message import Correction, Message


class Messages(Protocol):
    """Messages, from their sending until they are said or withdrawn, and the corrections of what was said."""

    async def add(self, message: Message) -> Message:
        """Recorded; one of the same id in the conversation is given back as it was recorded.

        Raises ConflictError where conversation, handoff or agent is not there.
        """
        ...

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Message | None:
        """The message of that id."""
        ...

    async def of(self, conversation_id: ConversationId) -> Sequence[Message]:
        """All of the conversation, in the order they were sent."""
        ...

    async def due(self, moment: datetime) -> Sequence[Message]:
        """All that are held and due at `moment` or before, in the order they were sent."""
        ...

    async def change(self, before: Message, after: Message) -> None:
        """`after`'s stamps replace `before`'s. Raises ConflictError when the record no longer has `before`'s."""
        ...

    async def correct(self, correction: Correction) -> Correction:
        """The utterance has the new words and the old are kept; given back with its number.

        Raises ConflictError when the utterance's words are not `before`, or there is no such utterance or agent.
        """
        ...

    async def corrections(self, conversation_id: ConversationId) -> Sequence[Correction]:
        """All in the conversation, oldest first."""
        ...
