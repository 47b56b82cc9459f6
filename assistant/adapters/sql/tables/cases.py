"""Cases and what happened to them."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

cases = Table(
    "cases",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("details", JSON, nullable=False),
    # Reference and details case-folded in Python: SQLite's own lower() leaves Å, Ä and Ö alone.
    Column("searched", Text, nullable=False),
    Column("conversation_id", NAME, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("lang", Text, nullable=False),
    Column("key_digest", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("events", Integer, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["utterances.conversation_id", "utterances.seq"]),
    # Two processes that open at once never share a reference, and one turn carried out twice opens one case (G-01).
    UniqueConstraint("year", "number"),
    UniqueConstraint("conversation_id", "seq"),
    CheckConstraint("number >= 1", name="number_counts_from_one"),
    Index(None, "status", "due_at", "opened_at"),
)

case_events = Table(
    "case_events",
    METADATA,
    Column("case_id", NAME, ForeignKey("cases.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", NAME, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("agent_id", NAME, ForeignKey("staff.id")),
    Column("status", Text),
    Column("note", Text, nullable=False),
    Column("internal", Text, nullable=False),
    UniqueConstraint("case_id", "id"),
    CheckConstraint("seq >= 1", name="seq_counts_from_one"),
)

# Who calls a citizen back just now, so that nobody else does.
calls_taken = Table(
    "calls_taken",
    METADATA,
    Column("case_id", NAME, ForeignKey("cases.id"), primary_key=True),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

# A case that an agent found belongs to a conversation, besides those that were opened in it.
case_links = Table(
    "case_links",
    METADATA,
    Column("conversation_id", NAME, ForeignKey("conversations.id"), primary_key=True),
    Column("case_id", NAME, ForeignKey("cases.id"), primary_key=True),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
)
