"""What the citizen says of the contact when it is over."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError

LIMIT_COMMENT_CHARACTERS = 1_000
TREATMENT_RANGE = range(1, 6)


@dataclass(frozen=True, slots=True)
class Survey:
    """The citizen's verdict. `treatment` runs from 1 (very bad) to 5 (very good); None: the question was skipped."""

    conversation_id: ConversationId
    at: datetime
    resolved: bool | None = None
    treatment: int | None = None
    comment: str = ""

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        if self.treatment is not None and self.treatment not in TREATMENT_RANGE:
            raise RefusedError("treatment must be a whole number from 1 to 5")
        if len(self.comment) > LIMIT_COMMENT_CHARACTERS:
            raise RefusedError(f"the comment may have at most {LIMIT_COMMENT_CHARACTERS} characters")
