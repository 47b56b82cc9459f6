"""Words taken out of the record when their time is over. The rows stay, with stamps and outcomes, for the figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.case import CaseId
from assistant.domain.conversation import ConversationId


class Retention(Protocol):
    """What is old, and the forgetting of it. Forgetting what is forgotten changes nothing."""

    async def old_conversations(self, closed_before: datetime, limit: int) -> Sequence[ConversationId]:
        """At most `limit` that were closed before then and have their words still, the oldest first."""
        ...

    async def forget_conversation(self, conversation_id: ConversationId) -> None:
        """Gone are all that was said with its buttons and agents' names, the survey's comment, which danger was seen,
        what answers were judged by, what opens the conversation, and who came back in or after it; what staff wrote
        about it: notes, summaries of transfers, messages withdrawn and corrected, and the words of wrap-ups, drafts and
        reviews.
        """
        ...

    async def old_cases(self, untouched_since: datetime, limit: int) -> Sequence[CaseId]:
        """At most `limit` that are over, to which nothing has happened since then, and that have their words still."""
        ...

    async def forget_case(self, case_id: CaseId) -> None:
        """Gone are what was told, all notes, and what opens the citizen's page. Raises NotFoundError."""
        ...
