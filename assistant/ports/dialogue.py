"""The engine that understands utterances and keeps the dialogue."""

from collections.abc import Mapping
from typing import Protocol

from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.form import Field, OpenForm
from assistant.domain.turn import EngineReply, Understanding


class DialogueEngine(Protocol):
    """Decides what to do about a citizen's utterance; carries nothing out."""

    async def respond(self, conversation_id: ConversationId, text: str) -> EngineReply:
        """The understanding of `text` and the directives that follow, in order.

        Raises:
            UnavailableError: the engine is away, too slow, or answers something that is not a directive.
        """
        ...

    async def open_form(self, conversation_id: ConversationId) -> OpenForm | None:
        """The form that waits for the next utterance; None where none does. Changes nothing.

        Raises:
            UnavailableError: the engine is away or too slow.
        """
        ...

    async def understand(self, text: str) -> Understanding:
        """What `text` would be taken to want by itself. No conversation hears of it.

        Raises:
            UnavailableError: the engine is away or too slow.
        """
        ...

    async def fill(self, conversation_id: ConversationId, kind: CaseKind, values: Mapping[Field, str]) -> EngineReply:
        """The open form of that kind has the values, and goes on from there. Filled twice is the same as once.

        Raises:
            UnavailableError: as for `respond`.
        """
        ...

    async def tell(self, conversation_id: ConversationId, intent: str) -> EngineReply:
        """The directives that follow an utterance with this intent, whatever its words are.

        Raises:
            UnavailableError: as for `respond`.
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
