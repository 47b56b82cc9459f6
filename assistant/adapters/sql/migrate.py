"""Brings a database's schema to what this code needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, func, inspect, select, table

from assistant.adapters.sql.engine import database_address, migration_engine
from assistant.adapters.sql.transaction import house_errors

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 1_801_547_636
"""The advisory lock held while migrating PostgreSQL: any number nobody else uses; this one spells "kont" in ASCII."""


def upgrade(database_url: str, to: str = "head") -> None:
    """The schema is at revision `to`. Two processes may call this at once: the second waits and finds nothing to do.

    A SQLite file and its folder are made when missing. Blocks; not to be called from a coroutine.

    Raises:
        UnavailableError: the database is away.
        ValueError: the address is not one we can use.
    """
    url = database_address(database_url)
    if url.drivername == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    with _migrating(database_url) as config:
        command.upgrade(config, to)


def downgrade(database_url: str, to: str) -> None:
    """The schema is back at revision `to` (`base`: no tables). What the dropped tables held is lost.

    Raises:
        UnavailableError: the database is away.
        ValueError: the address is not one we can use.
    """
    with _migrating(database_url) as config:
        command.downgrade(config, to)


def current_revision(database_url: str) -> str | None:
    """The revision the database is at, or None before the first.

    Raises:
        UnavailableError: the database is away.
        ValueError: the address is not one we can use.
    """
    engine = migration_engine(database_url)
    try:
        with house_errors(), engine.connect() as connection:
            return revision_of(connection)
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The revision of the database at the other end, or None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    versions = table("alembic_version", column("version_num"))
    return connection.execute(select(versions.c.version_num)).scalar_one_or_none()


@cache
def head_revision() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("there are no migrations")
    return head


@contextmanager
def _migrating(database_url: str) -> Iterator[Config]:
    engine = migration_engine(database_url)
    try:
        with house_errors(), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            config = _config()
            config.attributes["connection"] = connection
            yield config
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
