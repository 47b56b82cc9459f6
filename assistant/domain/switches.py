"""Switching the assistant off: for one conversation, for a topic, or as a whole."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId

EVERYTHING = "assistant:all"
"""The subject that stands for the assistant as a whole. Danger's fixed words are never switched off."""


def of_topic(topic: str) -> str:
    """The subject for an area of the catalogue."""
    return f"topic:{topic}"


def of_conversation(conversation_id: ConversationId) -> str:
    """The subject for one conversation."""
    return f"conversation:{conversation_id}"


@dataclass(frozen=True, slots=True)
class SwitchChange:
    """The subject is off, or on again, from `at` on. `by` is None where it was done on the command line.

    Rows are added, the latest of a subject holds; `number` is 0 until recorded.
    """

    subject: str
    off: bool
    at: datetime
    by: AgentId | None
    reason: str
    number: int = 0
