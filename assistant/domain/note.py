"""What staff write to each other in a conversation. The citizen never sees it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import StaffMember

NOTE_CHARACTERS = 2_000
_MENTION = re.compile(r"(?<![\w@])@([\w-]+)")


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `mentions` are the colleagues it calls upon. `number` is 0 until it is recorded.

    `id` is made by the form, unique in the conversation, so that a repeated post is one note.
    """

    id: str
    conversation_id: ConversationId
    by: AgentId
    at: datetime
    text: str = field(repr=False)
    mentions: frozenset[AgentId] = frozenset()
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where there are no words, or too many."""
        if not 0 < len(self.text.strip()) <= NOTE_CHARACTERS:
            raise RefusedError(f"a note has 1 to {NOTE_CHARACTERS} characters")


def mentioned(text: str, members: Iterable[StaffMember]) -> frozenset[AgentId]:
    """Whom `text` calls upon: `@Anna` by first name or sign-in name, whatever its case. Namesakes are all meant."""
    called = {name.casefold() for name in _MENTION.findall(text)}
    return frozenset(
        member.id for member in members if called & {member.first_name.casefold(), member.sign_in_name.casefold()}
    )
