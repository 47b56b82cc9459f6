"""Known returns, sums kept for the figures, and of which days they are."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, Table, Text, false

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

returns = Table(
    "returns",
    METADATA,
    Column("conversation_id", NAME, ForeignKey("conversations.id"), primary_key=True),
    Column("earlier_id", NAME, ForeignKey("conversations.id"), index=True),
    Column("known_by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

rollups = Table(
    "rollups",
    METADATA,
    # In the order in which they are read: one value of one dimension, over time.
    Column("grain", NAME, primary_key=True),
    Column("dimension", NAME, primary_key=True),
    Column("value", NAME, primary_key=True),
    Column("start", Moment, primary_key=True),
    Column("conversations", Integer, nullable=False),
    Column("tally", JSON, nullable=False),
)

built_days = Table(
    "built_days",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("built_at", Moment, nullable=False),
    Column("frozen", Boolean, nullable=False, server_default=false()),
)
