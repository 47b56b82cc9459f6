"""The schema's history: up, down and up again, and what it builds is what the tables say."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Table, inspect

from assistant.adapters.sql.engine import migration_engine
from assistant.adapters.sql.migrate import current_revision, downgrade, head_revision, upgrade
from assistant.adapters.sql.tables import METADATA


@contextmanager
def _connected(database_url: str) -> Iterator[Connection]:
    engine = migration_engine(database_url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _tables(database_url: str) -> set[str]:
    with _connected(database_url) as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_schema_goes_up_down_and_up(blank_url: str) -> None:
    upgrade(blank_url)
    assert current_revision(blank_url) == head_revision()
    assert _tables(blank_url) == set(METADATA.tables)
    downgrade(blank_url, "base")
    assert current_revision(blank_url) is None
    assert _tables(blank_url) == set()
    upgrade(blank_url)
    upgrade(blank_url)
    assert current_revision(blank_url) == head_revision()
    assert _tables(blank_url) == set(METADATA.tables)


def test_a_migration_works_from_any_folder(blank_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    upgrade(blank_url)
    assert current_revision(blank_url) == head_revision()


async def test_two_who_migrate_at_once_both_succeed(blank_url: str) -> None:
    await asyncio.gather(asyncio.to_thread(upgrade, blank_url), asyncio.to_thread(upgrade, blank_url))
    assert await asyncio.to_thread(current_revision, blank_url) == head_revision()


def test_alembic_finds_nothing_to_change(database_url: str) -> None:
    with _connected(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_constraints_and_indexes_are_those_the_tables_declare(database_url: str) -> None:
    """Alembic compares neither checks nor the conditions of partial indexes; a database made anew does."""
    with _connected(database_url) as connection:
        migrated = _rules(connection)
        for table in reversed(METADATA.sorted_tables):
            table.drop(connection)
        METADATA.create_all(connection)
        assert migrated == _rules(connection)


def _rules(connection: Connection) -> dict[str, object]:
    return {table.name: _rules_of(connection, table) for table in METADATA.sorted_tables}


def _rules_of(connection: Connection, table: Table) -> list[str]:
    inspector = inspect(connection)
    found = (
        *inspector.get_check_constraints(table.name),
        *inspector.get_indexes(table.name),
        *inspector.get_unique_constraints(table.name),
        *inspector.get_foreign_keys(table.name),
        inspector.get_pk_constraint(table.name),
    )
    return sorted(str(_plain(rule)) for rule in found)


def _plain(rule: object) -> object:
    """SQL conditions as text: two of SQLAlchemy's clauses are never equal."""
    if isinstance(rule, dict):
        return {name: _plain(value) for name, value in rule.items()}
    return str(rule)
