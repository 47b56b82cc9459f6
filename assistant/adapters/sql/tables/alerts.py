"""Warnings that a promise is about to break, and what was told of them outside the console."""

from sqlalchemy import JSON, Column, Index, Integer, Table, Text, text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

warnings = Table(
    "warnings",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("kind", NAME, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("foreseen", JSON, nullable=False),
    Column("cleared_at", Moment, nullable=True),
    # One of a kind stands at most, whichever process raises it.
    Index(
        "ix_warnings_standing",
        "kind",
        unique=True,
        sqlite_where=text("cleared_at IS NULL"),
        postgresql_where=text("cleared_at IS NULL"),
    ),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("about", NAME, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    Column("due_at", Moment, nullable=True, index=True),
    Column("facts", JSON, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("sent_at", Moment, nullable=True),
    Column("fault", Text, nullable=True),
    Column("detail", Text, nullable=False),
)
