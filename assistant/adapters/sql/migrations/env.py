"""What Alembic runs. `migrate.py` hands over its connection; at a command line the address comes with -x."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from assistant.adapters.sql.engine import migration_engine
from assistant.adapters.sql.tables import METADATA, Moment


def _render(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """A new migration says what a moment is in SQL: it must not change when our type does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_item=_render,
        # SQLite can hardly alter a table; Alembic then makes it anew.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


def _migrate_at(database_url: str) -> None:
    engine = migration_engine(database_url)
    with engine.begin() as connection:
        _migrate(connection)
    engine.dispose()


_connection = context.config.attributes.get("connection")
if _connection is None:
    _migrate_at(context.get_x_argument(as_dictionary=True)["database_url"])
else:
    _migrate(_connection)
