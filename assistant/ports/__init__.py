"""What the contact centre needs from outside, as Protocols. Every adapter passes the contract suite of its port."""

from assistant.ports.alerts import Alert, AlertChannel, Deliveries, TargetWarnings
from assistant.ports.audit import Audit
from assistant.ports.canned_replies import CannedReplies
from assistant.ports.cases import Cases
from assistant.ports.clock import Clock
from assistant.ports.contact_imports import ContactImports, ContactKeys, ContactUploads
from assistant.ports.conversations import Conversations
from assistant.ports.dialogue import DialogueEngine
from assistant.ports.drafts import Drafts
from assistant.ports.figures import FigureRecords, Returns
from assistant.ports.forecaster import Forecaster
from assistant.ports.interval import Interval
from assistant.ports.knowledge import (
    ArticleReader,
    ArticleShelf,
    Encoder,
    Knowledge,
    KnowledgeSearch,
    KnowledgeWorkshop,
    VectorIndex,
)
from assistant.ports.language import LanguageDetector
from assistant.ports.levels import Levels
from assistant.ports.live import ClaimBoard, EventStream, HandoffQueue, PresenceBoard, Signal, TurnLocks
from assistant.ports.messages import Messages
from assistant.ports.notes import Notes
from assistant.ports.passings import Passings
from assistant.ports.records import Handoffs, Records, Turns, Unit
from assistant.ports.reviews import Reviews
from assistant.ports.revisions import Revisions
from assistant.ports.rollups import Rollups
from assistant.ports.routing import OfferBoard, RoutingRecords
from assistant.ports.sheets import SheetReader
from assistant.ports.staff import Plans, Staff
from assistant.ports.staffing import Outlooks, Shifts
from assistant.ports.surveys import ContactVolumes, Surveys
from assistant.ports.switches import Switches
from assistant.ports.transfers import Transfers

__all__ = [
    "Alert",
    "AlertChannel",
    "ArticleReader",
    "ArticleShelf",
    "Audit",
    "CannedReplies",
    "Cases",
    "ClaimBoard",
    "Clock",
    "ContactImports",
    "ContactKeys",
    "ContactUploads",
    "ContactVolumes",
    "Conversations",
    "Deliveries",
    "DialogueEngine",
    "Drafts",
    "Encoder",
    "EventStream",
    "FigureRecords",
    "Forecaster",
    "HandoffQueue",
    "Handoffs",
    "Interval",
    "Knowledge",
    "KnowledgeSearch",
    "KnowledgeWorkshop",
    "LanguageDetector",
    "Levels",
    "Messages",
    "Notes",
    "OfferBoard",
    "Outlooks",
    "Passings",
    "Plans",
    "PresenceBoard",
    "Records",
    "Returns",
    "Reviews",
    "Revisions",
    "Rollups",
    "RoutingRecords",
    "SheetReader",
    "Shifts",
    "Signal",
    "Staff",
    "Surveys",
    "Switches",
    "TargetWarnings",
    "Transfers",
    "TurnLocks",
    "Turns",
    "Unit",
    "VectorIndex",
]
