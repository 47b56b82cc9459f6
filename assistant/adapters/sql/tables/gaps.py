"""Questions that editors have seen to."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

gap_marks = Table(
    "gap_marks",
    METADATA,
    Column("conversation_id", NAME, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("settled", Text, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("article", NAME),
    ForeignKeyConstraint(["conversation_id", "seq"], ["utterances.conversation_id", "utterances.seq"]),
)
