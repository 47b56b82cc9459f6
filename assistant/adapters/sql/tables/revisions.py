"""What editors did to articles."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

revisions = Table(
    "revisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("article", NAME, nullable=False),
    Column("lang", NAME, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("follows", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("over", Text, nullable=False),
    # Of two editors who had the same text before their eyes, the second is told.
    UniqueConstraint("article", "lang", "follows"),
)
