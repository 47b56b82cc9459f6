"""The concrete parts: what each port is made of, in service and in memory."""

import logging
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.adapters.argon2_passwords import Argon2Passwords
from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.built_index import gate_of, load_index
from assistant.adapters.danger_classifier import load_danger_classifier
from assistant.adapters.forecasting import CalendarForecaster
from assistant.adapters.memory.language import ToldLanguages
from assistant.adapters.memory.live import (
    MemoryClaimBoard,
    MemoryEventStream,
    MemoryHandoffQueue,
    MemoryPresenceBoard,
    MemoryTurnLocks,
    Outage,
)
from assistant.adapters.memory.offers import MemoryOfferBoard
from assistant.adapters.memory.records import MemoryRecords
from assistant.adapters.sheets import Sheets
from assistant.adapters.typst_print import TypstPrinter
from assistant.domain.catalogue import Catalogue
from assistant.domain.confidence import Gate
from assistant.domain.danger import DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.knowledge import Article, ArticleId, Candidate, Fact, FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.ingest.danger_rules import read_danger_rules
from assistant.ingest.known import Known, read_known
from assistant.ingest.reader import TextReader
from assistant.ports import (
    AlertChannel,
    ArticleReader,
    ClaimBoard,
    Clock,
    DialogueEngine,
    EventStream,
    Forecaster,
    HandoffQueue,
    Knowledge,
    KnowledgeWorkshop,
    LanguageDetector,
    OfferBoard,
    PresenceBoard,
    Records,
    SheetReader,
    TurnLocks,
)
from assistant.ports.printing import Printer
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
    offers: OfferBoard
    agents: PresenceBoard
    citizens: PresenceBoard
    looks: PresenceBoard
    engine: DialogueEngine
    workshop: KnowledgeWorkshop
    reader: ArticleReader
    catalogue: Catalogue
    facts: Mapping[FactId, Fact]
    detector: DangerDetector
    passwords: Passwords
    clock: Clock
    languages: LanguageDetector
    wording: Wording
    printer: Printer
    sheets: SheetReader
    case_secret: bytes = field(repr=False)
    ways: tuple[AlertChannel, ...] = ()
    forecaster: Forecaster = field(default_factory=CalendarForecaster)


class AbsentKnowledge:
    """Stands in for an index that is missing or damaged, so that dialogue and handoff go on without it."""

    def search(self, question: str, limit: int = 5, topic: ArticleId | None = None) -> tuple[Candidate, ...]:
        """Raises UnavailableError, always."""
        del question, limit, topic
        raise UnavailableError("the knowledge index is missing: run `kontakt kb build`")

    def versions(self) -> Mapping[str, str]:
        """Nothing answers."""
        return {}


class AbsentWorkshop:
    """The workshop of an index that is missing or damaged: nothing in it, and nothing that editors do changes that."""

    def built(self) -> Knowledge:
        """Nothing answers."""
        return Knowledge(AbsentKnowledge(), LoadedShelf([]))

    def texts(self) -> Mapping[ArticleId, Mapping[str, str]]:
        """None."""
        return {}

    def labelled(self) -> Sequence[LabelledQuestion]:
        """None."""
        return ()

    def grouped(self, questions: Sequence[str]) -> Sequence[int]:
        """Each alone: nothing tells what they mean."""
        return range(len(questions))

    def revised(
        self,
        articles: Sequence[Article],  # noqa: ARG002 - the port's signature
        withdrawn: Collection[ArticleId],  # noqa: ARG002
        edition: str,  # noqa: ARG002
    ) -> Knowledge:
        """Nothing answers."""
        return self.built()


def parts_in_memory(
    settings: Settings,
    clock: Clock,
    engine: DialogueEngine,
    workshop: KnowledgeWorkshop,
    outage: Outage | None = None,
    languages: LanguageDetector | None = None,
) -> Parts:
    """Parts of this process alone, but for danger's phrases and the service catalogue, which are the real ones.

    The danger classifier is left out: stories told in memory shall not turn with each fitting of it.
    """
    queue = MemoryHandoffQueue(outage)
    return Parts(
        records=MemoryRecords(),
        locks=MemoryTurnLocks(outage),
        stream=MemoryEventStream(outage),
        queue=queue,
        claims=MemoryClaimBoard(clock, queue, outage),
        offers=MemoryOfferBoard(clock, outage),
        agents=MemoryPresenceBoard(clock, outage),
        citizens=MemoryPresenceBoard(clock, outage),
        looks=MemoryPresenceBoard(clock, outage),
        engine=engine,
        workshop=workshop,
        reader=TextReader(known_in(settings.knowledge_base), clock),
        catalogue=known_in(settings.knowledge_base).catalogue,
        facts=known_in(settings.knowledge_base).facts,
        detector=phrases_in(settings.knowledge_base),
        passwords=Argon2Passwords(),
        clock=clock,
        languages=languages or ToldLanguages(),
        wording=words_of_all(),
        printer=TypstPrinter(),
        sheets=Sheets(),
        case_secret=secrets.token_bytes(32),  # forgotten with the record
    )


@cache
def words_of_all() -> Wording:
    """The catalogues of all languages. Read once a process: their files change with the code alone."""
    return read_wording()


@cache
def phrases_in(knowledge_base: Path) -> DangerDetector:
    """The detector by reviewed phrases alone. Read once a process: its two thousand phrases take a moment to compile.

    Raises:
        FileRefusedError: the rules are missing or damaged.
    """
    return read_danger_rules(knowledge_base / "danger.yml")


@cache
def detector_in(knowledge_base: Path) -> DangerDetector:
    """The detector with its classifier. It holds no state.

    Raises:
        FileRefusedError, UnavailableError: rules or classifier are missing or damaged: we do not start half blind.
    """
    classifier, bands = load_danger_classifier(knowledge_base / "danger")
    return phrases_in(knowledge_base).with_classifier(classifier.scores, bands)


def gate_for(settings: Settings) -> Gate:
    """The gate: at the threshold that is set, else as the index was fitted for."""
    if settings.answer_threshold is not None:
        return Gate(settings.answer_threshold)
    try:
        return gate_of(settings.var / "index", settings.answer_precision)
    except UnavailableError:
        return Gate(1.0)  # nothing can be found anyway


@cache
def known_in(knowledge_base: Path) -> Known:
    """Read once a process: facts, areas, services, opening hours."""
    return read_known(knowledge_base)


def workshop_in(folder: Path) -> KnowledgeWorkshop:
    """The index in `folder`, or a stand-in that says it is away."""
    try:
        return load_index(folder)
    except UnavailableError as error:
        log.error("answers from the knowledge base are off: %s", error)  # noqa: TRY400 - the sentence says it all
        return AbsentWorkshop()
