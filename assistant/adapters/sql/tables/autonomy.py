"""How far the assistant may go by itself."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

levels = Table(
    "levels",
    METADATA,
    # Tells which of two changes at the same instant came last.
    Column("number", Integer, primary_key=True),
    Column("topic", NAME, nullable=False),
    Column("level", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", NAME, ForeignKey("staff.id")),
    Column("reason", Text, nullable=False),
    Index(None, "topic", "number"),
)
