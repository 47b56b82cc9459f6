"""What the in-memory record holds, as plain tables of frozen rows."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Self

from assistant.domain.audit import AuditEntry
from assistant.domain.call_back import CallTaken
from assistant.domain.canned_reply import CannedReply, ReplyId
from assistant.domain.case import Case, CaseEvent, CaseId
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_interval import ChannelDay, ContactImport, ImportNumber
from assistant.domain.contact_upload import ContactKey, ContactUpload, KeyId, UploadId
from assistant.domain.conversation import Conversation, ConversationId, Utterance, UtteranceId
from assistant.domain.delivery import ChannelName, Delivery
from assistant.domain.drafts import Draft
from assistant.domain.gap import GapMark
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.levels import LevelChange
from assistant.domain.looked_ahead import Outlook
from assistant.domain.measures.names import Dimension
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.message import Correction, Message
from assistant.domain.note import Note
from assistant.domain.passing import Passing
from assistant.domain.returns import Return
from assistant.domain.review import Review
from assistant.domain.revision import Revision
from assistant.domain.routing import AnsweredOffer, ModeChange
from assistant.domain.sampling import Sample
from assistant.domain.saved_report import SavedReport
from assistant.domain.sheet_layout import Layout
from assistant.domain.shifts import Shift
from assistant.domain.staffing import PlannedAbsence, StaffMember, StaffVisit, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.switches import SwitchChange
from assistant.domain.target_warning import TargetWarning
from assistant.domain.transfer import Transfer
from assistant.domain.turn import TurnRecord


@dataclass(slots=True)
class Recorded:
    """All rows. Rows are never changed in place, so a copy of the tables is a copy of everything."""

    conversations: dict[ConversationId, Conversation] = field(default_factory=dict)
    utterances: dict[tuple[ConversationId, int], Utterance] = field(default_factory=dict)
    turns: dict[tuple[ConversationId, int], TurnRecord] = field(default_factory=dict)
    handoffs: dict[HandoffId, Handoff] = field(default_factory=dict)
    staff: dict[AgentId, StaffMember] = field(default_factory=dict)
    visits: dict[str, StaffVisit] = field(default_factory=dict)
    status_changes: dict[int, StatusChange] = field(default_factory=dict)
    surveys: dict[ConversationId, Survey] = field(default_factory=dict)
    contact_volumes: dict[tuple[date, Channel], ContactVolume] = field(default_factory=dict)
    contact_imports: dict[ImportNumber, ContactImport] = field(default_factory=dict)
    contact_accounts: dict[ImportNumber, tuple[ChannelDay, ...]] = field(default_factory=dict)
    contact_uploads: dict[UploadId, ContactUpload] = field(default_factory=dict)
    contact_layouts: dict[str, Layout] = field(default_factory=dict)
    contact_keys: dict[KeyId, ContactKey] = field(default_factory=dict)
    revisions: dict[int, Revision] = field(default_factory=dict)
    cases: dict[CaseId, Case] = field(default_factory=dict)
    gap_marks: dict[tuple[ConversationId, int], GapMark] = field(default_factory=dict)
    levels: dict[int, LevelChange] = field(default_factory=dict)
    drafts: dict[tuple[ConversationId, int], Draft] = field(default_factory=dict)
    switches: dict[int, SwitchChange] = field(default_factory=dict)
    routing_modes: dict[int, ModeChange] = field(default_factory=dict)
    offer_answers: dict[int, AnsweredOffer] = field(default_factory=dict)
    planned_absences: dict[int, PlannedAbsence] = field(default_factory=dict)
    shifts: dict[int, Shift] = field(default_factory=dict)
    outlooks: dict[date, Outlook] = field(default_factory=dict)
    samples: dict[tuple[ConversationId, int], Sample] = field(default_factory=dict)
    reviews: dict[int, Review] = field(default_factory=dict)
    saved_reports: dict[date, tuple[SavedReport, bytes]] = field(default_factory=dict)
    reviews_taken_back: dict[int, datetime] = field(default_factory=dict)
    audit: dict[int, AuditEntry] = field(default_factory=dict)
    messages: dict[tuple[ConversationId, UtteranceId], Message] = field(default_factory=dict)
    corrections: dict[int, Correction] = field(default_factory=dict)
    notes: dict[int, Note] = field(default_factory=dict)
    mentions_read: dict[tuple[int, AgentId], datetime] = field(default_factory=dict)
    transfers: dict[int, Transfer] = field(default_factory=dict)
    passings: dict[int, Passing] = field(default_factory=dict)
    canned_replies: dict[ReplyId, CannedReply] = field(default_factory=dict)
    returns: dict[ConversationId, Return] = field(default_factory=dict)
    rollups: dict[tuple[StoredGrain, Dimension, str, datetime], Rollup] = field(default_factory=dict)
    built_days: dict[date, BuiltDay] = field(default_factory=dict)
    case_links: dict[tuple[ConversationId, CaseId], AgentId] = field(default_factory=dict)
    calls_taken: dict[CaseId, CallTaken] = field(default_factory=dict)
    warnings: dict[int, TargetWarning] = field(default_factory=dict)
    deliveries: dict[tuple[str, ChannelName], Delivery] = field(default_factory=dict)
    case_events: dict[tuple[CaseId, int], CaseEvent] = field(default_factory=dict)

    def copy(self) -> Self:
        """The same rows in tables of their own."""
        return type(self)(**{table.name: dict(getattr(self, table.name)) for table in fields(self)})
