"""An agent's words on their way to the citizen, and what becomes of them afterwards: withdrawn, said, corrected."""

from dataclasses import dataclass, field
from datetime import datetime

from assistant.domain.conversation import ConversationId, NewUtterance
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import AgentId, HandoffId


@dataclass(frozen=True, slots=True)
class Message:
    """Words an agent has sent. They are held until `due_at`, when they are said; until then they can be withdrawn.

    Exactly one of `said_at` and `withdrawn_at` is set in the end. Stamps are aware, UTC.
    """

    handoff_id: HandoffId
    conversation_id: ConversationId
    said: NewUtterance = field(repr=False)
    by: AgentId
    sent_at: datetime
    due_at: datetime
    said_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def is_held(self) -> bool:
        """Whether the citizen has not seen it and may yet."""
        return self.said_at is None and self.withdrawn_at is None

    def check_held(self) -> None:
        """Does nothing while the message is held.

        Raises:
            ConflictError: the citizen has it, or it was withdrawn.
        """
        if not self.is_held:
            raise ConflictError(f"message {self.said.id} is held no longer")


@dataclass(frozen=True, slots=True)
class Correction:
    """Another wording of something said, in place of the first. `number` is 0 until it is recorded.

    `before` and `after` are the words of utterance `seq`; `before` is kept here and nowhere else.
    """

    conversation_id: ConversationId
    seq: int
    before: str = field(repr=False)
    after: str = field(repr=False)
    by: AgentId
    at: datetime
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where nothing is corrected."""
        if not self.after.strip() or self.after == self.before:
            raise RefusedError("a correction has other words than what it corrects")
