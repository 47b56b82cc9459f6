"""A whole record written at once, as a demonstration needs it: tens of thousands of conversations in a minute."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from assistant.domain.audit import AuditEntry
from assistant.domain.case import Case, CaseEvent
from assistant.domain.contact import ContactVolume
from assistant.domain.conversation import Conversation, Utterance
from assistant.domain.drafts import Draft
from assistant.domain.handoff import Handoff
from assistant.domain.levels import LevelChange
from assistant.domain.message import Message
from assistant.domain.returns import Return
from assistant.domain.review import Review
from assistant.domain.revision import Revision
from assistant.domain.sampling import Sample
from assistant.domain.staffing import StaffMember, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.switches import SwitchChange
from assistant.domain.turn import TurnRecord


class Holding(StrEnum):
    """What a record holds already."""

    NOTHING = "nothing"
    DEMO = "demo"
    """Only conversations that were made up."""
    REAL = "real"
    """At least one conversation that somebody has had."""


@dataclass(slots=True)
class Written:
    """What is written together. Cases have their numbers already; whatever else the record numbers has 0."""

    staff: list[StaffMember] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    utterances: list[Utterance] = field(default_factory=list)
    turns: list[TurnRecord] = field(default_factory=list)
    handoffs: list[Handoff] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    levels: list[LevelChange] = field(default_factory=list)
    switches: list[SwitchChange] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    audit: list[AuditEntry] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    case_events: list[CaseEvent] = field(default_factory=list)
    status_changes: list[StatusChange] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    volumes: list[ContactVolume] = field(default_factory=list)


class WholeRecord(Protocol):
    """A record that nobody else uses meanwhile. All methods block."""

    def holding(self) -> Holding:
        """What is in it."""
        ...

    def put(self, chunks: Iterable[Written]) -> None:
        """All of it is recorded, in one transaction, in the order given.

        Raises:
            ConflictError: some of it is there already, or belongs to what is not.
            UnavailableError: the database is away.
        """
        ...
