"""Known returns, sums kept for the figures, and of which days they are."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, false

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
    # As one value of one dimension is read, over time.
    Column("grain", NAME, primary_key=True),
    Column("dimension", NAME, primary_key=True),
    Column("value", NAME, primary_key=True),
    Column("start", Moment, primary_key=True),
    Column("conversations", Integer, nullable=False),
    Column("tally", JSON, nullable=False),
    # As all values of one dimension are, of some days of years.
    Index(None, "grain", "dimension", "start"),
)

built_days = Table(
    "built_days",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("built_at", Moment, nullable=False),
    Column("frozen", Boolean, nullable=False, server_default=false()),
)
