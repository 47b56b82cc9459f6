"""How waiting citizens come to agents, as supervisors have set it, and what became of offers."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

routing_modes = Table(
    "routing_modes",
    METADATA,
    # Tells which of two changes at the same instant came last.
    Column("number", Integer, primary_key=True),
    Column("mode", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("reason", Text, nullable=False),
)

offer_answers = Table(
    "offer_answers",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("handoff_id", NAME, ForeignKey("handoffs.id"), nullable=False),
    Column("agent_id", NAME, ForeignKey("staff.id"), nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)
