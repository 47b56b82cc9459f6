"""The engine that understands utterances and keeps the dialogue."""

from typing import Protocol

from assistant.domain.conversation import ConversationId
from assistant.domain.turn import EngineReply


class DialogueEngine(Protocol):
    """Decides what to do about a citizen's utterance; carries nothing out."""

    async def respond(self, conversation_id: ConversationId, text: str) -> EngineReply:
        """The understanding of `text` and the directives that follow, in order.

        Raises:
            UnavailableError: the engine is away, too slow, or answers something that is not a directive.
        """
        ...

    async def forget(self, conversation_id: ConversationId) -> None:
        """The engine's memory of the conversation starts afresh: a person has held it meanwhile.

        Raises:
            UnavailableError: the engine is away.
        """
        ...

    async def version(self) -> str:
        """Names the trained model that answers.

        Raises:
            UnavailableError: the engine is away or has no model.
        """
        ...
