"""Cases, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.call_back import CallTaken
from assistant.domain.case import Case, CaseEvent, CaseFilter, CaseId, Reference
from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId


class Cases(Protocol):
    """Cases and what happened to them."""

    async def add(self, case: Case) -> Case:
        """The case with its number, the next of its year. One of the same utterance is given back as it was recorded.

        Numbers have no gaps. Raises ConflictError when the utterance is not recorded, or when others took one number
        after another from under it.
        """
        ...

    async def of_utterance(self, conversation_id: ConversationId, seq: int) -> Case | None:
        """The case opened by that utterance."""
        ...

    async def called(self, reference: Reference) -> Case | None:
        """The case of that reference."""
        ...

    async def get(self, case_id: CaseId) -> Case:
        """Raises NotFoundError."""
        ...

    async def record(self, event: CaseEvent) -> Case:
        """The event is recorded and the case has its status, if it has one; given back as it then stands.

        One whose id is recorded already changes nothing. Compare-and-set against the number of events: raises
        ConflictError when `event.seq` is not the next. Raises NotFoundError.
        """
        ...

    async def events(self, case_id: CaseId) -> Sequence[CaseEvent]:
        """All of the case, in order."""
        ...

    async def events_of_each(self, cases: Sequence[CaseId]) -> Mapping[CaseId, Sequence[CaseEvent]]:
        """All of these cases, each case's in order, in one look; cases to which nothing happened are left out."""
        ...

    async def link(self, case_id: CaseId, conversation_id: ConversationId, by: AgentId, at: datetime) -> None:
        """The case belongs to that conversation as well; repeating changes nothing.

        Raises ConflictError where one of the three is not there.
        """
        ...

    async def unlink(self, case_id: CaseId, conversation_id: ConversationId) -> None:
        """The case, if it was linked, no longer is."""
        ...

    async def take_call(self, taken: CallTaken, before: CallTaken | None) -> None:
        """The agent calls the citizen back. Raises ConflictError where that is no longer as it was `before`."""
        ...

    async def let_go_call(self, case_id: CaseId) -> None:
        """Nobody calls the citizen back just now; repeating changes nothing."""
        ...

    async def calls_taken(self, cases: Sequence[CaseId]) -> Mapping[CaseId, CallTaken]:
        """Who has taken which of these calls, whenever it was."""
        ...

    async def of_conversation(self, conversation_id: ConversationId) -> Sequence[Case]:
        """Those opened in the conversation and those linked to it, oldest first, each once."""
        ...

    async def found(self, wanted: CaseFilter, limit: int, skipped: int = 0) -> Sequence[Case]:
        """At most `limit` of them after the first `skipped`: the earliest due first, then without due the oldest."""
        ...

    async def count(self, wanted: CaseFilter) -> int:
        """How many there are."""
        ...
