"""The only place that names concrete parts and puts them together."""

import gc
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.argon2_passwords import Argon2Passwords
from assistant.adapters.built_index import load_lexicon
from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.langid_detector import LangidDetector
from assistant.adapters.memory.dialogue import ScriptedEngine
from assistant.adapters.memory.live import (
    Outage,
)
from assistant.adapters.rasa_engine import RasaEngine, open_client
from assistant.adapters.redis_live import (
    RedisClaimBoard,
    RedisEventStream,
    RedisHandoffQueue,
    RedisOfferBoard,
    RedisPresenceBoard,
    RedisTurnLocks,
    connect,
)
from assistant.adapters.sentence_encoder import open_encoder
from assistant.adapters.sheets import Sheets
from assistant.adapters.sql.bulk import SqlWholeRecord
from assistant.adapters.sql.engine import engine_for, reading_engine_for
from assistant.adapters.sql.migrate import upgrade
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.system_clock import SystemClock
from assistant.adapters.typst_print import TypstPrinter
from assistant.adapters.webhook_alerts import open_webhook_client
from assistant.bootstrap.assembly import Assistant, assemble
from assistant.bootstrap.parts import (
    AbsentWorkshop,
    Parts,
    detector_in,
    known_in,
    parts_in_memory,
    words_of_all,
    workshop_in,
)
from assistant.bootstrap.ways_out import ways_out
from assistant.domain.errors import UnavailableError
from assistant.domain.staffing import StaffMember
from assistant.ingest.reader import TextReader
from assistant.ports import Clock, DialogueEngine, Encoder, KnowledgeWorkshop
from assistant.ports.bulk import WholeRecord
from assistant.ports.knowledge import VectorIndex
from assistant.services.staff_demo import demo_members
from assistant.settings import Settings
from assistant.supervision.case_secret import case_secret
from assistant.supervision.rasa_token import rasa_token

TODAY_IS_FRESH_FOR = timedelta(seconds=30)
"""So old may be today's figures. The sweeper keeps them anew every five seconds, or where counting takes long, some six
times as long (`services/keep_sums.py`). Where no sweeper runs, each process counts them no oftener than this.
"""

if TYPE_CHECKING:
    from assistant.ingest.build_index import Manifest


def build(settings: Settings) -> Assistant:
    """The services over the real parts. Nothing is connected yet, but for the index, which is read here."""
    engine = engine_for(settings.effective_database_url)
    reading = reading_engine_for(engine)
    redis = connect(settings.effective_redis_url)
    stream = RedisEventStream(redis)
    http, webhook = open_client(settings.effective_rasa_url), open_webhook_client()
    patience = timedelta(seconds=settings.rasa_patience_seconds)
    clock, known = SystemClock(), known_in(settings.knowledge_base)
    parts = Parts(
        records=SqlRecords(engine, reading),
        locks=RedisTurnLocks(redis),
        stream=stream,
        queue=RedisHandoffQueue(redis),
        claims=RedisClaimBoard(redis),
        offers=RedisOfferBoard(redis),
        agents=RedisPresenceBoard(redis, "agents"),
        citizens=RedisPresenceBoard(redis, "citizens"),
        looks=RedisPresenceBoard(redis, "looks"),
        engine=RasaEngine(http, rasa_token(settings), patience),
        workshop=workshop_in(settings.var / "index"),
        reader=TextReader(known, clock),
        catalogue=known.catalogue,
        facts=known.facts,
        detector=detector_in(settings.knowledge_base),
        passwords=Argon2Passwords(),
        clock=clock,
        languages=LangidDetector(),
        wording=words_of_all(),
        printer=TypstPrinter(),
        sheets=Sheets(),
        case_secret=case_secret(settings),
        ways=ways_out(settings, webhook, clock),
    )
    closers = (stream.aclose, redis.aclose, http.aclose, webhook.aclose, reading.dispose, engine.dispose)
    assistant = assemble(settings, parts, closers, fresh_for=TODAY_IS_FRESH_FOR)
    _settle()
    return assistant


def _settle() -> None:
    """What is built lives as long as the process: the collector of garbage need not go through it time and again, while
    somebody waits for a page.
    """
    gc.collect()
    gc.freeze()


def build_in_memory(
    settings: Settings,
    workshop: KnowledgeWorkshop,
    clock: Clock,
    engine: DialogueEngine | None = None,
    outage: Outage | None = None,
) -> Assistant:
    """The services over parts in memory: for unit tests, and for looking at the rules without any server.

    `engine` defaults to one that answers everything from the knowledge base; `outage` takes the live parts away.
    """
    return assemble(settings, parts_in_memory(settings, clock, engine or ScriptedEngine(), workshop, outage))


def build_for_asking(settings: Settings, rasa_url: str, token: str) -> Assistant:
    """The services over the real danger rules, dialogue engine and index, with a record that is forgotten."""
    clock = SystemClock()
    http = open_client(rasa_url)
    rasa = RasaEngine(http, token, timedelta(seconds=settings.rasa_patience_seconds))
    parts = parts_in_memory(settings, clock, rasa, workshop_in(settings.var / "index"), languages=LangidDetector())
    unhurried = settings.model_copy(update={"utterances_a_minute": 1_000_000, "pause_seconds": 0, "always_open": True})
    return assemble(unhurried, parts, (http.aclose,))


def migrate(settings: Settings) -> None:
    """The database has the schema this code needs. Blocks.

    Raises:
        UnavailableError: the database is away.
    """
    upgrade(settings.effective_database_url)


def build_index(settings: Settings, today: date, folder: Path) -> "Manifest":
    """The knowledge index stands in `folder`. Takes a minute or two; the old one serves until then.

    Raises:
        RefusedError: the knowledge base may not be published as it is; every fault is named by file and line.
    """
    # Imported here: training needs torch, whose import alone would double every other process's start.
    from assistant.ingest.build_index import Drivers, build

    return build(settings.knowledge_base, folder, today, Drivers(open_encoder, FaissIndex.of, settings.encoder))


def encoder_at_hand(settings: Settings) -> Encoder | None:
    """The encoder of the index under `var`; None where there is no index."""
    try:
        return open_encoder(settings.var / "index" / "encoder")
    except UnavailableError:
        return None


def rank_corpus(settings: Settings, texts: Mapping[str, str]) -> Callable[[str, int], list[str]]:
    """A ranking of the corpus `texts` (by id) for a question, at most so many ids: the index's encoder and lexicon.

    Raises:
        UnavailableError: the index, and with it the encoder, is missing or damaged.
    """
    from assistant.retrieval.corpus import CorpusSearch

    index = settings.var / "index"
    lexicon = load_lexicon(index)
    ranked = CorpusSearch(texts, open_encoder(index / "encoder"), lexicon)

    def rank(question: str, limit: int) -> list[str]:
        return list(ranked.rank(question, limit))

    return rank


def whole_record(settings: Settings) -> WholeRecord:
    """The record, to be written at once, while nobody else uses it."""
    return SqlWholeRecord(settings.effective_database_url)


def demo_staff() -> tuple[StaffMember, ...]:
    """The labelled staff of demonstrations."""
    return demo_members(Argon2Passwords())


def vector_index(rows: NDArray[np.float32]) -> VectorIndex:
    """An index of `rows`, (n, width), of the kind that the search uses."""
    return FaissIndex.of(rows)


__all__ = [
    "AbsentWorkshop",
    "Assistant",
    "build",
    "build_for_asking",
    "build_in_memory",
    "build_index",
    "demo_staff",
    "encoder_at_hand",
    "migrate",
    "rank_corpus",
    "vector_index",
    "whole_record",
]
