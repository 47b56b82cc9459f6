"""Engines from a database's address."""

import time
from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_DIALECTS = {"sqlite": "sqlite", "postgres": "postgresql", "postgresql": "postgresql"}
_ASYNC_DRIVERS = {"sqlite": "aiosqlite", "postgresql": "psycopg"}
_PLAIN_DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}

_WAIT_SECONDS = 5
"""How long to wait for a connection or for SQLite's write lock before the database counts as away. Our own choice:
shorter than the eight seconds a citizen's turn may take in all (requirement G-06)."""

_PAUSE_SECONDS = 0.02
_READERS = 4
"""Connections for looks on SQLite: each has a thread of its own, and more than the machine's cores gain nothing."""

_ALONE = "SET max_parallel_workers_per_gather = 0"
"""PostgreSQL would start helpers for a sum of some thousand rows, which takes it longer than to add them."""

_SHARED_PRAGMAS = (
    f"busy_timeout = {_WAIT_SECONDS * 1000}",
    # Kept in the file: readers see the last commit while a writer writes.
    "journal_mode = WAL",
    # Under WAL, NORMAL may lose the latest commits when the power goes. An utterance is acknowledged only when it is
    # durable (requirement G-02), so each commit is worth its fsync.
    "synchronous = FULL",
)


def database_address(database_url: str) -> URL:
    """The address without a driver's name; `postgres://` is understood as `postgresql://`.

    Raises:
        ValueError: neither SQLite nor PostgreSQL, or SQLite without a file (what is in memory alone is not a record).
    """
    try:
        url = make_url(database_url)
    except ArgumentError:
        # The driver's error may quote the address, and with it a password.
        raise ValueError("the database's address cannot be read") from None
    dialect = _DIALECTS.get(url.drivername.partition("+")[0])
    if dialect is None:
        raise ValueError(f"the database must be sqlite or postgresql, not {url.drivername}")
    if dialect == "sqlite" and (not url.database or ":memory:" in url.database or "mode=memory" in url.database):
        raise ValueError("a sqlite database must have a file")
    return url.set(drivername=dialect)


def engine_for(database_url: str) -> AsyncEngine:
    """The engine `SqlRecords` works with; whoever made it disposes of it. Nothing is connected yet.

    Raises:
        ValueError: the address is not one we can use.
    """
    url = database_address(database_url)
    address = url.set(drivername=f"{url.drivername}+{_ASYNC_DRIVERS[url.drivername]}")
    if url.drivername == "sqlite":
        # Every unit takes the one write lock at its start, so more connections would only wait for one another, and
        # less fairly: SQLite's waiting is by sleeping and trying again, the pool's is a queue.
        engine = create_async_engine(
            address, pool_size=1, max_overflow=0, pool_timeout=_WAIT_SECONDS, json_deserializer=msgspec.json.decode
        )
        _prepare_sqlite(engine.sync_engine, (*_SHARED_PRAGMAS, "foreign_keys = ON"))
        return engine
    engine = create_async_engine(
        address,
        pool_size=10,
        pool_timeout=_WAIT_SECONDS,
        # A connection the server has dropped is replaced before it is used, not after it has failed a citizen.
        pool_pre_ping=True,
        json_deserializer=msgspec.json.decode,
        # What `say` and `move` promise is argued for this level; a database's own default may be another.
        isolation_level="READ COMMITTED",
        connect_args={
            "connect_timeout": _WAIT_SECONDS,
            # A prepared statement gets one plan for all values after some uses: for thirty days the plan for any number
            # of days, four times as slow among a million conversations. Planning each time takes less than a thousandth
            # of a second, and a pooler between (PgBouncer) need not know of statements.
            "prepare_threshold": None,
        },
    )
    _set_on_connect(engine.sync_engine, _ALONE)
    return engine


def reading_engine_for(engine: AsyncEngine) -> AsyncEngine:
    """An engine for looks at what `engine` has committed, each statement by itself; dispose of it too.

    On SQLite it has connections of its own, which cannot write and so never wait for the write lock (WAL lets them read
    beside a writer). On PostgreSQL it shares the connections, without opening transactions.
    """
    if engine.dialect.name != "sqlite":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    reading = create_async_engine(
        engine.url,
        pool_size=_READERS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        # Reports read thousands of sums: msgspec reads JSON three times as fast as the standard library, and, unlike
        # orjson, whole numbers of any size exactly.
        json_deserializer=msgspec.json.decode,
    )
    _set_pragmas_on_connect(reading.sync_engine, (*_SHARED_PRAGMAS, "query_only = ON"))
    return reading


def migration_engine(database_url: str) -> Engine:
    """A synchronous engine for Alembic.

    Raises:
        ValueError: the address is not one we can use.
    """
    url = database_address(database_url)
    engine = create_engine(url.set(drivername=f"{url.drivername}+{_PLAIN_DRIVERS[url.drivername]}"))
    if url.drivername == "sqlite":
        # Without foreign_keys: Alembic changes a SQLite table by making it anew, which enforcement would forbid.
        _prepare_sqlite(engine, _SHARED_PRAGMAS)
    return engine


def _prepare_sqlite(engine: Engine, pragmas: Sequence[str]) -> None:
    _set_pragmas_on_connect(engine, pragmas)

    @event.listens_for(engine, "begin")
    def _take_the_write_lock(connection: Connection) -> None:
        # A deferred transaction that reads first and then writes fails at once when another process wrote in between,
        # and no waiting helps it. One that takes the lock first just waits its turn.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _set_on_connect(engine: Engine, statement: str) -> None:
    @event.listens_for(engine, "connect")
    def _set(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(statement)
        cursor.close()
        connection.commit()


def _set_pragmas_on_connect(engine: Engine, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine, "connect")
    def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
        # Else the driver begins transactions of its own, deferred ones, and not before DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            _patiently(partial(cursor.execute, f"PRAGMA {pragma}"))
        cursor.close()


def _patiently(act: Callable[[], object]) -> None:
    """SQLite does not wait by itself where two processes turn a new file's journal to WAL at once: so we do."""
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            act()
        except Exception as error:  # of whichever driver
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return
