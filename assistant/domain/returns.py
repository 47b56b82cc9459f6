"""A citizen who comes back with the same matter."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.conversation import ConversationId


class KnownBy(StrEnum):
    """How a return is known. A value once recorded is never renamed."""

    SAME_TAB_ONLY = "same_tab_only"
    """The same browser tab opened both conversations. What the later is about is not known: it counts nowhere."""
    SAME_TAB = "same_tab"
    """The same browser tab opened both conversations, and both were about the same area."""
    AGENT = "agent"
    """An agent noted it at the wrap-up."""


@dataclass(frozen=True, slots=True)
class Return:
    """`conversation_id`, known at `at` to be about the same matter as `earlier_id`; None where nobody knows which.

    By the tab only it is a candidate, and `at` is when it was opened.
    """

    conversation_id: ConversationId
    earlier_id: ConversationId | None
    known_by: KnownBy
    at: datetime
