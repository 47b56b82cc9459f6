"""The kept figures over the record alone: for commands, which need neither Redis nor an index."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from assistant.adapters.sql.engine import engine_for, reading_engine_for
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.system_clock import SystemClock
from assistant.services.check_sums import CheckSums
from assistant.services.keep_sums import KeepSums


@dataclass(frozen=True, slots=True)
class KeptFigures:
    """What keeps the sums, and what checks them."""

    keep: KeepSums
    check: CheckSums


@asynccontextmanager
async def kept_figures(database_url: str) -> AsyncIterator[KeptFigures]:
    """Over the record at that address. Raises UnavailableError where it is away or of another schema."""
    engine = engine_for(database_url)
    reading = reading_engine_for(engine)
    records, clock = SqlRecords(engine, reading), SystemClock()
    try:
        await records.ping()
        yield KeptFigures(KeepSums(records, clock), CheckSums(records, clock))
    finally:
        await reading.dispose()
        await engine.dispose()
