"""What staff did that changes what citizens see: who, when, what and why. Kept for ever, changed by nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId

LONGEST_REASON = 1_000


class Act(StrEnum):
    """What was done. A value once recorded is never renamed."""

    LEVEL_SET = "level_set"
    LEVEL_FELL = "level_fell"
    SWITCHED_OFF = "switched_off"
    SWITCHED_ON = "switched_on"
    ANSWER_APPROVED = "answer_approved"
    ANSWER_EDITED = "answer_edited"
    ANSWER_REJECTED = "answer_rejected"
    STEPPED_IN = "stepped_in"
    ANSWER_CORRECTED = "answer_corrected"
    GAVE_BACK = "gave_back"
    MESSAGE_UNDONE = "message_undone"
    MESSAGE_CORRECTED = "message_corrected"
    TRANSFERRED = "transferred"
    REVIEWED = "reviewed"
    REVIEW_TAKEN_BACK = "review_taken_back"
    FALL_ACKNOWLEDGED = "fall_acknowledged"
    RECALLED = "recalled"
    ARTICLE_PUBLISHED = "article_published"
    ARTICLE_WITHDRAWN = "article_withdrawn"
    ARTICLE_TO_FILE = "article_to_file"
    ROUTING_SET = "routing_set"
    STAFF_CHANGED = "staff_changed"
    SHARED_REPLY_CHANGED = "shared_reply_changed"
    CONTACTS_IMPORTED = "contacts_imported"
    CONTACTS_WITHDRAWN = "contacts_withdrawn"
    CONTACT_KEY_MADE = "contact_key_made"
    CONTACT_KEY_REVOKED = "contact_key_revoked"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `by` is None where the system did it by its own rules. `number` is 0 until recorded.

    `subject` names what was acted upon, as kind and id with a colon: `topic:bygglov`, `article:bygglov.altan`,
    `conversation:…`, `staff:…`, `assistant:all`. `details` tells what was before and after, as JSON values; never a
    citizen's words, which may have to be deleted while this may not.
    """

    at: datetime
    by: AgentId | None
    act: Act
    subject: str
    reason: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    number: int = 0

    def __post_init__(self) -> None:
        """Raises RefusedError where the reason is too long."""
        if len(self.reason) > LONGEST_REASON:
            raise RefusedError(f"a reason has at most {LONGEST_REASON} characters")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; None and empty leave the question open. `subject` is matched by its beginning."""

    since: datetime | None = None
    until: datetime | None = None
    by: AgentId | None = None
    acts: frozenset[Act] = frozenset()
    subject: str = ""

    def takes(self, entry: AuditEntry) -> bool:
        """Whether the entry is one of those wanted; `until` itself is not."""
        return (
            (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
            and (self.by is None or entry.by == self.by)
            and (not self.acts or entry.act in self.acts)
            and entry.subject.startswith(self.subject)
        )
