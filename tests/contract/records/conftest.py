"""The record in each of its forms: one suite of tests holds all of them to the same word."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.adapters.memory.records import MemoryRecords
from assistant.adapters.sql.engine import engine_for, reading_engine_for
from assistant.adapters.sql.migrate import upgrade
from assistant.adapters.sql.records import SqlRecords
from assistant.ports.records import Records
from tests.contract.records.busy_week import record_a_busy_week
from tests.contract.records.sample_records import add_noise
from tests.postgres_cluster import PostgresCluster, postgres_cluster

__all__ = ["postgres_cluster"]

SQLITE = pytest.param("sqlite", marks=pytest.mark.contract)
POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrated once: each test gets a copy, which is faster."""
    path = tmp_path_factory.mktemp("migrated") / "records.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_cluster: PostgresCluster) -> str:
    """Migrated once: each test gets a copy, which is faster."""
    name = postgres_cluster.create()
    upgrade(postgres_cluster.url(name))
    return name


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    path = shutil.copy(migrated_file, tmp_path / "records.db")
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_cluster: PostgresCluster, migrated_database: str) -> Iterator[str]:
    name = postgres_cluster.create(template=migrated_database)
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture
def blank_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'folder to be made' / 'records.db'}"


@pytest.fixture
def blank_postgres_url(postgres_cluster: PostgresCluster) -> Iterator[str]:
    name = postgres_cluster.create()
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(params=[SQLITE, POSTGRES])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=[SQLITE, POSTGRES])
def blank_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind, without tables."""
    return str(request.getfixturevalue(f"blank_{request.param}_url"))


@pytest.fixture
async def sql_records(database_url: str) -> AsyncIterator[SqlRecords]:
    async with _sql_records(database_url) as records:
        yield records


@pytest.fixture
async def postgres_records(postgres_url: str) -> AsyncIterator[SqlRecords]:
    async with _sql_records(postgres_url) as records:
        yield records


@pytest.fixture
async def connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    """A transaction around the record, to try the database itself."""
    engine = engine_for(database_url)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


@pytest.fixture(params=["memory", SQLITE, POSTGRES])
async def records(request: pytest.FixtureRequest) -> AsyncIterator[Records]:
    """The record in each of its forms, among rows that concern nobody here."""
    if request.param == "memory":
        in_memory = MemoryRecords()
        await add_noise(in_memory)
        yield in_memory
        return
    async with _sql_records(request.getfixturevalue(f"{request.param}_url")) as records:
        await add_noise(records)
        yield records


@pytest.fixture
async def busy(records: Records) -> Records:
    """The record with a week of any conversations in it."""
    await record_a_busy_week(records)
    return records


@asynccontextmanager
async def _sql_records(database_url: str) -> AsyncIterator[SqlRecords]:
    engine = engine_for(database_url)
    reading = reading_engine_for(engine)
    try:
        yield SqlRecords(engine, reading)
    finally:
        await reading.dispose()
        await engine.dispose()
