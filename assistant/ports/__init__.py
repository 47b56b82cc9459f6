"""What the contact centre needs from outside, as Protocols. Every adapter passes the contract suite of its port."""

from assistant.ports.audit import Audit
from assistant.ports.cases import Cases
from assistant.ports.clock import Clock
from assistant.ports.dialogue import DialogueEngine
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
from assistant.ports.records import (
    ContactVolumes,
    Conversations,
    Handoffs,
    Records,
    Staff,
    Surveys,
    Turns,
    Unit,
)
from assistant.ports.reviews import Reviews
from assistant.ports.revisions import Revisions

__all__ = [
    "ArticleReader",
    "ArticleShelf",
    "Audit",
    "Cases",
    "ClaimBoard",
    "Clock",
    "ContactVolumes",
    "Conversations",
    "DialogueEngine",
    "Encoder",
    "EventStream",
    "HandoffQueue",
    "Handoffs",
    "Knowledge",
    "KnowledgeSearch",
    "KnowledgeWorkshop",
    "LanguageDetector",
    "Levels",
    "PresenceBoard",
    "Records",
    "Reviews",
    "Revisions",
    "Signal",
    "Staff",
    "Surveys",
    "TurnLocks",
    "Turns",
    "Unit",
    "VectorIndex",
]
