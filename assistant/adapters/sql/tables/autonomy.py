"""How far the assistant may go by itself, what it would have said, and what of it is switched off."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
)

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

switches = Table(
    "switches",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("subject", NAME, nullable=False),
    Column("off", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", NAME, ForeignKey("staff.id")),
    Column("reason", Text, nullable=False),
    Index(None, "subject", "number"),
)

drafts = Table(
    "drafts",
    METADATA,
    Column("conversation_id", NAME, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("article", NAME, nullable=False),
    Column("lang", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("citation", JSON, nullable=False),
    Column("next_questions", JSON, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("topic", NAME, nullable=False, index=True),
    Column("level", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("decide_by", Moment),
    Column("decided_at", Moment),
    Column("decided_by", NAME, ForeignKey("staff.id")),
    Column("decision", Text),
    ForeignKeyConstraint(["conversation_id", "seq"], ["utterances.conversation_id", "utterances.seq"]),
    CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_time"),
)
# Every sweep and every open page asks for what is undecided, which is little of all there ever was.
Index(
    "ix_drafts_undecided",
    drafts.c.decide_by,
    sqlite_where=drafts.c.decision.is_(None),
    postgresql_where=drafts.c.decision.is_(None),
)
