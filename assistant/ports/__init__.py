"""What the contact centre needs from outside, as Protocols. Every adapter passes the contract suite of its port."""

from assistant.ports.clock import Clock
from assistant.ports.dialogue import DialogueEngine
from assistant.ports.knowledge import ArticleShelf, Encoder, KnowledgeSearch, VectorIndex
from assistant.ports.language import LanguageDetector
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

__all__ = [
    "ArticleShelf",
    "ClaimBoard",
    "Clock",
    "ContactVolumes",
    "Conversations",
    "DialogueEngine",
    "Encoder",
    "EventStream",
    "HandoffQueue",
    "Handoffs",
    "KnowledgeSearch",
    "LanguageDetector",
    "PresenceBoard",
    "Records",
    "Signal",
    "Staff",
    "Surveys",
    "TurnLocks",
    "Turns",
    "Unit",
    "VectorIndex",
]
