"""What staff did that changes what citizens see."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

# Rows are only ever added: triggers of the database refuse to change or delete them (migration 0006).
audit = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("by", NAME, ForeignKey("staff.id")),
    Column("act", NAME, nullable=False),
    Column("subject", NAME, nullable=False),
    Column("reason", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Index(None, "subject", "number"),
)
