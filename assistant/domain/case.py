"""A matter that the municipality has to do something about: recorded, with a reference, followed by who opened it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from assistant.domain.conversation import ConversationId, Language
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.redaction import mask_identity_numbers

CaseId = NewType("CaseId", str)
Reference = NewType("Reference", str)
"""What people call a case by: `KL-2026-004217`. It is no secret: whoever knows it may not read the case by it."""
CaseEventId = NewType("CaseEventId", str)
"""Made by whoever does something, unique within the case, so that a repeated post is recognised (requirement G-01)."""

REFERENCE_DIGITS = 6
DETAIL_CHARACTERS = 4_000
"""The longest utterance: nothing that a citizen said at once is cut."""
MOST_DETAILS = 12
DETAIL_NAME_CHARACTERS = 40
NOTE_CHARACTERS = 2_000
_TYPED = re.compile(r"KL\W*(\d{4})\W*(\d{1,9})")


class CaseKind(StrEnum):
    """What a citizen can open in the chat."""

    FAULT = "fault"
    SUGGESTION = "suggestion"
    CALLBACK = "callback"


class CaseStatus(StrEnum):
    """How far a case has come. `CONTACTED` and `COULD_NOT_REACH` are for call-backs; `CLOSED` is without any action."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_CITIZEN = "waiting_for_citizen"
    CONTACTED = "contacted"
    COULD_NOT_REACH = "could_not_reach"
    DONE = "done"
    CLOSED = "closed"


OVER = frozenset({CaseStatus.DONE, CaseStatus.CLOSED, CaseStatus.CONTACTED})
"""Nobody has anything left to do."""
_HANDLED: Mapping[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.RECEIVED: frozenset(
        {CaseStatus.IN_PROGRESS, CaseStatus.WAITING_FOR_CITIZEN, CaseStatus.DONE, CaseStatus.CLOSED}
    ),
    CaseStatus.IN_PROGRESS: frozenset({CaseStatus.WAITING_FOR_CITIZEN, CaseStatus.DONE, CaseStatus.CLOSED}),
    CaseStatus.WAITING_FOR_CITIZEN: frozenset({CaseStatus.IN_PROGRESS, CaseStatus.DONE, CaseStatus.CLOSED}),
    # The lamp that was mended goes out again; what was closed by mistake is opened.
    CaseStatus.DONE: frozenset({CaseStatus.IN_PROGRESS}),
    CaseStatus.CLOSED: frozenset({CaseStatus.IN_PROGRESS}),
}
_CALLED_BACK: Mapping[CaseStatus, frozenset[CaseStatus]] = {
    CaseStatus.RECEIVED: frozenset({CaseStatus.CONTACTED, CaseStatus.COULD_NOT_REACH, CaseStatus.CLOSED}),
    # Once more in vain is worth telling.
    CaseStatus.COULD_NOT_REACH: frozenset({CaseStatus.CONTACTED, CaseStatus.COULD_NOT_REACH, CaseStatus.CLOSED}),
    CaseStatus.CONTACTED: frozenset({CaseStatus.RECEIVED}),
    CaseStatus.CLOSED: frozenset({CaseStatus.RECEIVED}),
}
LEGAL_CHANGES: Mapping[CaseKind, Mapping[CaseStatus, frozenset[CaseStatus]]] = {
    CaseKind.FAULT: _HANDLED,
    CaseKind.SUGGESTION: _HANDLED,
    CaseKind.CALLBACK: _CALLED_BACK,
}
"""The one table of what a case of each kind may become from each status."""


class Doer(StrEnum):
    """Who did something about a case."""

    CITIZEN = "citizen"
    SYSTEM = "system"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a citizen wants recorded, from the utterance `seq` of a conversation; at most one case an utterance.

    `reply`: the number of our reply that tells of it among those to the utterance.
    """

    kind: CaseKind
    details: Mapping[str, str] = field(repr=False)
    conversation_id: ConversationId
    seq: int
    lang: Language
    reply: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands.

    `year` is the local one in which it was opened; `number` counts within it from 1, and is 0 until it is recorded.
    `key_digest`: SHA-256 (hex) of the key that opens the citizen's page. `due_at`: by when a call-back is promised.
    `events`: how many things have happened to it.
    """

    id: CaseId
    year: int
    kind: CaseKind
    details: Mapping[str, str] = field(repr=False)
    conversation_id: ConversationId
    seq: int
    lang: Language
    key_digest: str = field(repr=False)
    opened_at: datetime
    due_at: datetime | None = None
    status: CaseStatus = CaseStatus.RECEIVED
    events: int = 0
    number: int = 0

    @property
    def reference(self) -> Reference:
        """`KL-2026-004217`."""
        return reference_of(self.year, self.number)

    @property
    def is_over(self) -> bool:
        """Whether nobody has anything left to do."""
        return self.status in OVER

    @property
    def next_statuses(self) -> tuple[CaseStatus, ...]:
        """What it may become, in the order of the list of statuses."""
        legal = LEGAL_CHANGES[self.kind].get(self.status, frozenset())
        return tuple(status for status in CaseStatus if status in legal)

    def check_change(self, to: CaseStatus) -> None:
        """Does nothing when the case may become `to`.

        Raises:
            ConflictError: the table of legal changes forbids it.
        """
        if to not in self.next_statuses:
            raise ConflictError(f"case {self.reference} cannot go from {self.status} to {to}")

    def is_overdue(self, now: datetime) -> bool:
        """Whether the time promised has gone by with something left to do."""
        return self.due_at is not None and self.due_at < now and not self.is_over


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened to a case, or was said of it. `seq` counts from 1 within the case, without gaps.

    `status`: what the case became by it, None where it stayed as it was. `note` is shown to the citizen; `internal` is
    for staff alone (requirement D-06). `agent_id` is set where an agent did it.
    """

    id: CaseEventId
    case_id: CaseId
    seq: int
    at: datetime
    by: Doer
    agent_id: AgentId | None = None
    status: CaseStatus | None = None
    note: str = field(default="", repr=False)
    internal: str = field(default="", repr=False)

    @property
    def is_public(self) -> bool:
        """Whether the citizen sees that it happened."""
        return self.status is not None or bool(self.note)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are wanted; all of the conditions hold. `statuses` empty: whichever.

    `due_before` (aware): with a time promised that lies before it. `text`: stands in reference or details, whatever its
    case.
    """

    kind: CaseKind | None = None
    statuses: frozenset[CaseStatus] = frozenset()
    due_before: datetime | None = None
    text: str = field(default="", repr=False)


def reference_of(year: int, number: int) -> Reference:
    """`KL-2026-004217`: Kontakt Linköping, the year, the number in it with at least six digits."""
    return Reference(f"KL-{year}-{number:0{REFERENCE_DIGITS}}")


def read_reference(typed: str) -> Reference | None:
    """The reference that somebody typed, in any case, with or without hyphens and noughts; None when it is none."""
    match = _TYPED.fullmatch(typed.strip().upper())
    return None if match is None else reference_of(int(match[1]), int(match[2]))


def clean(text: str, limit_characters: int) -> str:
    """What is kept of words: trimmed, without NUL, identity numbers masked (requirement C-04), cut at the limit."""
    kept = mask_identity_numbers(text.replace("\x00", "").strip())
    return kept if len(kept) <= limit_characters else f"{kept[: limit_characters - 1]}…"


def kept_details(details: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a form: cleaned, bounded in number and length, the empty ones left out."""
    cleaned = {
        name[:DETAIL_NAME_CHARACTERS]: clean(text, DETAIL_CHARACTERS)
        for name, text in list(details.items())[:MOST_DETAILS]
    }
    return {name: text for name, text in cleaned.items() if text}


def searched(reference: Reference, details: Mapping[str, str]) -> str:
    """What the words of a search are looked for in: reference and details, without regard to case."""
    return "\n".join([reference, *details.values()]).casefold()


def public(events: Iterable[CaseEvent]) -> tuple[CaseEvent, ...]:
    """Those that the citizen sees."""
    return tuple(event for event in events if event.is_public)
