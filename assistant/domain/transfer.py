"""An agent passes a conversation on: to a colleague, to the queue, outside the contact centre, or to a later call."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId, HandoffId

SUMMARY_CHARACTERS = 2_000
WHOM_CHARACTERS = 200


class TransferKind(StrEnum):
    """Where it goes."""

    COLLEAGUE = "colleague"
    QUEUE = "queue"
    OUTSIDE = "outside"
    CALL = "call"
    """A colleague calls the citizen, by the time promised: in place of a queue that nobody takes anybody from."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One passing on. `summary` is what the agent wrote for whoever takes over, who reads it before all else.

    `to` is set for a colleague; `area` may be for the queue (an area of the catalogue); `whom` is for outside.
    """

    handoff_id: HandoffId
    kind: TransferKind
    by: AgentId
    at: datetime
    summary: str = field(repr=False)
    to: AgentId | None = None
    area: str | None = None
    whom: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where the summary or the receiver is missing, or either too long."""
        if not 0 < len(self.summary.strip()) <= SUMMARY_CHARACTERS:
            raise RefusedError(f"a summary has 1 to {SUMMARY_CHARACTERS} characters")
        if len(self.whom) > WHOM_CHARACTERS:
            raise RefusedError(f"a receiver's name has at most {WHOM_CHARACTERS} characters")
        if (self.kind is TransferKind.COLLEAGUE) != (self.to is not None):
            raise RefusedError("a colleague, and only a colleague, is named by id")
        if self.kind is TransferKind.OUTSIDE and not self.whom.strip():
            raise RefusedError("who is outside has a name")
