"""The only place that names concrete parts and puts them together."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.adapters.argon2_passwords import Argon2Passwords
from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.built_index import load_index, threshold_of
from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.langid_detector import LangidDetector
from assistant.adapters.memory.dialogue import ScriptedEngine
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
from assistant.adapters.rasa_engine import RasaEngine, open_client
from assistant.adapters.redis_live import (
    RedisClaimBoard,
    RedisEventStream,
    RedisHandoffQueue,
    RedisPresenceBoard,
    RedisTurnLocks,
    connect,
)
from assistant.adapters.sentence_encoder import open_encoder
from assistant.adapters.sql.engine import engine_for, reading_engine_for
from assistant.adapters.sql.migrate import upgrade
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.system_clock import SystemClock
from assistant.domain.confidence import Gate
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
from assistant.services.answer import AnswerQuestion
from assistant.services.conclude import Conclude
from assistant.services.converse import Converse
from assistant.services.desk import Desk
from assistant.services.follow import Follow
from assistant.services.hand_off import HandOffs
from assistant.services.health import Health
from assistant.services.register_contacts import RegisterContacts
from assistant.services.report import Report
from assistant.services.staff import Passwords, StaffDesk
from assistant.services.sweep import Sweep
from assistant.services.take_turn import TakeTurn
from assistant.settings import Settings
from assistant.supervision.rasa_token import rasa_token
from assistant.wording.catalogue import Wording, read_wording

if TYPE_CHECKING:
    from assistant.ingest.build_index import Manifest

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


@dataclass(frozen=True, slots=True)
class Assistant:
    """The contact centre's services, ready for use. Close it when done."""

    settings: Settings
    wording: Wording
    clock: Clock
    take_turn: TakeTurn
    converse: Converse
    follow: Follow
    hand_offs: HandOffs
    desk: Desk
    staff: StaffDesk
    report: Report
    register_contacts: RegisterContacts
    sweep: Sweep
    health: Health
    stream: EventStream
    passwords: Passwords
    shelf: ArticleShelf
    _closers: tuple[Callable[[], Awaitable[None]], ...] = field(default=(), repr=False)

    async def aclose(self) -> None:
        """All connections are closed."""
        for close in self._closers:
            await close()


class AbsentKnowledge:
    """Stands in for an index that is missing or damaged, so that dialogue and handoff go on without it."""

    def search(self, question: str, limit: int = 5) -> tuple[Candidate, ...]:  # noqa: ARG002 - the port's signature
        """Raises UnavailableError, always."""
        raise UnavailableError("the knowledge index is missing: run `kontakt kb build`")

    def versions(self) -> Mapping[str, str]:
        """Nothing answers."""
        return {}


def build(settings: Settings) -> Assistant:
    """The services over the real parts. Nothing is connected yet, but for the index, which is read here."""
    engine = engine_for(settings.effective_database_url)
    reading = reading_engine_for(engine)
    redis = connect(settings.effective_redis_url)
    stream = RedisEventStream(redis)
    http = open_client(settings.effective_rasa_url)
    patience = timedelta(seconds=settings.rasa_patience_seconds)
    search, shelf = _knowledge(settings.var / "index")
    parts = Parts(
        records=SqlRecords(engine, reading),
        locks=RedisTurnLocks(redis),
        stream=stream,
        queue=RedisHandoffQueue(redis),
        claims=RedisClaimBoard(redis),
        agents=RedisPresenceBoard(redis, "agents"),
        citizens=RedisPresenceBoard(redis, "citizens"),
        engine=RasaEngine(http, rasa_token(settings), patience),
        search=search,
        shelf=shelf,
        detector=_detector(settings.knowledge_base),
        passwords=Argon2Passwords(),
        clock=SystemClock(),
        languages=LangidDetector(),
        wording=read_wording(),
    )
    return assemble(settings, parts, (stream.aclose, redis.aclose, http.aclose, reading.dispose, engine.dispose))


def build_in_memory(
    settings: Settings,
    search: KnowledgeSearch,
    shelf: ArticleShelf,
    clock: Clock,
    engine: DialogueEngine | None = None,
    outage: Outage | None = None,
) -> Assistant:
    """The services over parts in memory: for unit tests, and for looking at the rules without any server.

    `engine` defaults to one that answers everything from the knowledge base; `outage` takes the live parts away.
    """
    return assemble(settings, _parts_in_memory(settings, clock, engine or ScriptedEngine(), (search, shelf), outage))


def _parts_in_memory(
    settings: Settings,
    clock: Clock,
    engine: DialogueEngine,
    knowledge: tuple[KnowledgeSearch, ArticleShelf],
    outage: Outage | None = None,
    languages: LanguageDetector | None = None,
) -> Parts:
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
        detector=_detector(settings.knowledge_base),
        passwords=Argon2Passwords(),
        clock=clock,
        languages=languages or ToldLanguages(),
        wording=read_wording(),
    )


def build_for_asking(settings: Settings, rasa_url: str, token: str) -> Assistant:
    """The services over the real danger rules, dialogue engine and index, with a record that is forgotten."""
    clock = SystemClock()
    http = open_client(rasa_url)
    rasa = RasaEngine(http, token, timedelta(seconds=settings.rasa_patience_seconds))
    parts = _parts_in_memory(settings, clock, rasa, _knowledge(settings.var / "index"), languages=LangidDetector())
    unhurried = settings.model_copy(update={"utterances_a_minute": 1_000_000})
    return assemble(unhurried, parts, (http.aclose,))


def assemble(settings: Settings, parts: Parts, closers: tuple[Callable[[], Awaitable[None]], ...] = ()) -> Assistant:
    """The services over the parts given."""
    lease = timedelta(seconds=settings.lease_seconds)
    knowledge = AnswerQuestion(parts.search, parts.shelf, Gate(_threshold(settings)))
    hand_offs = HandOffs(
        parts.records, parts.queue, parts.claims, parts.stream, parts.engine, parts.clock, parts.wording, lease
    )
    take_turn = TakeTurn(
        parts.records,
        parts.locks,
        parts.stream,
        Conclude(parts.detector, parts.engine, knowledge, parts.wording),
        hand_offs,
        parts.clock,
        parts.languages,
        settings.utterances_a_minute,
    )
    converse = Converse(
        parts.records,
        parts.stream,
        parts.citizens,
        hand_offs,
        parts.clock,
        parts.wording,
        timedelta(seconds=settings.abandon_after_seconds),
    )
    return Assistant(
        settings=settings,
        wording=parts.wording,
        clock=parts.clock,
        take_turn=take_turn,
        converse=converse,
        follow=Follow(parts.records, parts.stream, parts.queue, parts.agents, parts.clock),
        hand_offs=hand_offs,
        desk=Desk(parts.records, parts.shelf, parts.clock),
        staff=_staff(settings, parts, hand_offs),
        report=Report(parts.records, parts.clock),
        register_contacts=RegisterContacts(parts.records, parts.clock),
        sweep=_sweep(settings, parts, take_turn, hand_offs, converse),
        health=Health(parts.records, parts.agents, parts.engine, parts.search),
        stream=parts.stream,
        passwords=parts.passwords,
        shelf=parts.shelf,
        _closers=closers,
    )


def _staff(settings: Settings, parts: Parts, hand_offs: HandOffs) -> StaffDesk:
    return StaffDesk(
        parts.records,
        parts.passwords,
        parts.agents,
        parts.claims,
        parts.stream,
        parts.clock,
        hand_offs,
        lease=hand_offs.lease,
        presence=timedelta(seconds=settings.presence_seconds),
        demo=settings.demo,
    )


def _sweep(settings: Settings, parts: Parts, take_turn: TakeTurn, hand_offs: HandOffs, converse: Converse) -> Sweep:
    return Sweep(
        parts.records,
        parts.queue,
        parts.claims,
        parts.agents,
        parts.citizens,
        take_turn,
        hand_offs,
        converse,
        parts.clock,
        lease=timedelta(seconds=settings.lease_seconds),
        abandon_after=timedelta(seconds=settings.abandon_after_seconds),
        idle_close=timedelta(minutes=settings.idle_close_minutes),
    )


@cache
def _detector(knowledge_base: Path) -> DangerDetector:
    """Read once a process: it holds no state, and its two thousand phrases take a moment to compile."""
    return read_danger_rules(knowledge_base / "danger.yml")


def _threshold(settings: Settings) -> float:
    if settings.answer_threshold is not None:
        return settings.answer_threshold
    try:
        return threshold_of(settings.var / "index", settings.answer_precision)
    except UnavailableError:
        return 1.0  # nothing can be found anyway


def _knowledge(folder: Path) -> tuple[KnowledgeSearch, ArticleShelf]:
    try:
        return load_index(folder)
    except UnavailableError as error:
        log.error("answers from the knowledge base are off: %s", error)  # noqa: TRY400 - the sentence says it all
        return AbsentKnowledge(), LoadedShelf([])


def migrate(settings: Settings) -> None:
    """The database has the schema this code needs. Blocks.

    Raises:
        UnavailableError: the database is away.
    """
    upgrade(settings.effective_database_url)


def build_index(settings: Settings, today: date) -> "Manifest":
    """The knowledge index stands under `var`. Takes a minute or two; the old one serves until then.

    Raises:
        RefusedError: the knowledge base may not be published as it is; every fault is named by file and line.
    """
    # Imported here: training needs torch, whose import alone would double every other process's start.
    from assistant.ingest.build_index import Drivers, build

    return build(settings.knowledge_base, settings.var / "index", today, Drivers(open_encoder, FaissIndex.of))


def rank_corpus(settings: Settings, texts: Mapping[str, str]) -> Callable[[str, int], list[str]]:
    """A ranking of the corpus `texts` (by id) for a question, at most so many ids, with the shipped encoder.

    Raises:
        UnavailableError: the index, and with it the encoder, is missing or damaged.
    """
    from assistant.retrieval.corpus import CorpusSearch

    ranked = CorpusSearch(texts, open_encoder(settings.var / "index" / "encoder"))

    def rank(question: str, limit: int) -> list[str]:
        return list(ranked.rank(question, limit))

    return rank
