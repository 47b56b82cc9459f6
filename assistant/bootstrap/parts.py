"""The concrete parts: what each port is made of, in service and in memory."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.adapters.argon2_passwords import Argon2Passwords
from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.built_index import load_index, threshold_of
from assistant.adapters.memory.language import ToldLanguages
from assistant.adapters.memory.live import (
    MemoryClaimBoard,
    MemoryEventStream,
    MemoryHandoffQueue,
    MemoryPresenceBoard,
    MemoryTurnLocks,
    Outage,
)
from assistant.adapters.memory.records import MemoryRecords
from assistant.domain.danger import DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.knowledge import Candidate
from assistant.ingest.danger_rules import read_danger_rules
from assistant.ports import (
    ArticleShelf,
    ClaimBoard,
    Clock,
    DialogueEngine,
    EventStream,
    HandoffQueue,
    KnowledgeSearch,
    LanguageDetector,
    PresenceBoard,
    Records,
    TurnLocks,
)
from assistant.services.staff import Passwords
from assistant.settings import Settings
from assistant.wording.catalogue import Wording, read_wording

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything concrete the services are made of."""

    records: Records
    locks: TurnLocks
    stream: EventStream
    queue: HandoffQueue
    claims: ClaimBoard
    agents: PresenceBoard
    citizens: PresenceBoard
    engine: DialogueEngine
    search: KnowledgeSearch
    shelf: ArticleShelf
    detector: DangerDetector
    passwords: Passwords
    clock: Clock
    languages: LanguageDetector
    wording: Wording


class AbsentKnowledge:
    """Stands in for an index that is missing or damaged, so that dialogue and handoff go on without it."""

    def search(self, question: str, limit: int = 5) -> tuple[Candidate, ...]:  # noqa: ARG002 - the port's signature
        """Raises UnavailableError, always."""
        raise UnavailableError("the knowledge index is missing: run `kontakt kb build`")

    def versions(self) -> Mapping[str, str]:
        """Nothing answers."""
        return {}


def parts_in_memory(
    settings: Settings,
    clock: Clock,
    engine: DialogueEngine,
    knowledge: tuple[KnowledgeSearch, ArticleShelf],
    outage: Outage | None = None,
    languages: LanguageDetector | None = None,
) -> Parts:
    """Parts that live in this process alone, but for the danger rules, which are the real ones."""
    queue = MemoryHandoffQueue(outage)
    return Parts(
        records=MemoryRecords(),
        locks=MemoryTurnLocks(outage),
        stream=MemoryEventStream(outage),
        queue=queue,
        claims=MemoryClaimBoard(clock, queue, outage),
        agents=MemoryPresenceBoard(clock, outage),
        citizens=MemoryPresenceBoard(clock, outage),
        engine=engine,
        search=knowledge[0],
        shelf=knowledge[1],
        detector=detector_in(settings.knowledge_base),
        passwords=Argon2Passwords(),
        clock=clock,
        languages=languages or ToldLanguages(),
        wording=read_wording(),
    )


@cache
def detector_in(knowledge_base: Path) -> DangerDetector:
    """Read once a process: it holds no state, and its two thousand phrases take a moment to compile."""
    return read_danger_rules(knowledge_base / "danger.yml")


def threshold_of_gate(settings: Settings) -> float:
    """The confidence from which on the assistant answers: as set, else as the index was fitted for."""
    if settings.answer_threshold is not None:
        return settings.answer_threshold
    try:
        return threshold_of(settings.var / "index", settings.answer_precision)
    except UnavailableError:
        return 1.0  # nothing can be found anyway


def knowledge_in(folder: Path) -> tuple[KnowledgeSearch, ArticleShelf]:
    """The search and the shelf of the index in `folder`, or stand-ins that say they are away."""
    try:
        return load_index(folder)
    except UnavailableError as error:
        log.error("answers from the knowledge base are off: %s", error)  # noqa: TRY400 - the sentence says it all
        return AbsentKnowledge(), LoadedShelf([])
