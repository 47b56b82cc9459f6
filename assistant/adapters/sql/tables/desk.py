"""What agents do at the desk: messages and their corrections, notes, transfers, canned replies."""

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

messages = Table(
    "messages",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", NAME, ForeignKey("conversations.id"), nullable=False),
    Column("id", NAME, nullable=False),
    Column("handoff_id", NAME, ForeignKey("handoffs.id"), nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("speaker_name", Text),
    Column("lang", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("article", NAME),
    Column("citations", JSON, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("said_at", Moment),
    Column("withdrawn_at", Moment),
    # A repeated post is one message (requirement G-01).
    UniqueConstraint("conversation_id", "id"),
    CheckConstraint("said_at IS NULL OR withdrawn_at IS NULL", name="said_or_withdrawn"),
)
# The sweeper asks every few seconds, and next to none are held at a time.
Index(
    "ix_messages_held",
    messages.c.due_at,
    sqlite_where=messages.c.said_at.is_(None) & messages.c.withdrawn_at.is_(None),
    postgresql_where=messages.c.said_at.is_(None) & messages.c.withdrawn_at.is_(None),
)

corrections = Table(
    "corrections",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", NAME, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["utterances.conversation_id", "utterances.seq"]),
    Index(None, "conversation_id", "number"),
)

notes = Table(
    "notes",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("conversation_id", NAME, ForeignKey("conversations.id"), nullable=False),
    Column("id", NAME, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("conversation_id", "id"),
)

mentions = Table(
    "mentions",
    METADATA,
    Column("note", Integer, ForeignKey("notes.number"), primary_key=True),
    Column("agent_id", NAME, ForeignKey("staff.id"), primary_key=True),
    Column("read_at", Moment),
    Index(None, "agent_id", "note"),
)

transfers = Table(
    "transfers",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("handoff_id", NAME, ForeignKey("handoffs.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("summary", Text, nullable=False),
    Column("to", NAME, ForeignKey("staff.id")),
    Column("area", NAME),
    Column("whom", Text, nullable=False),
)

# A conversation held out to a colleague; no more than one of a handoff stands, whichever process adds it.
passings = Table(
    "passings",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("handoff_id", NAME, ForeignKey("handoffs.id"), nullable=False, index=True),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("to", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("summary", Text, nullable=False),
    Column("answer", Text),
    Column("answered_at", Moment),
    Column("reason", Text, nullable=False),
)
Index(
    "uq_passings_unanswered",
    passings.c.handoff_id,
    unique=True,
    sqlite_where=passings.c.answer.is_(None),
    postgresql_where=passings.c.answer.is_(None),
)

canned_replies = Table(
    "canned_replies",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("owner", NAME, ForeignKey("staff.id")),
    Column("shortcut", NAME, nullable=False),
    Column("title", Text, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", NAME, ForeignKey("staff.id"), nullable=False),
    UniqueConstraint("owner", "shortcut"),
)
# Where the owner is NULL the constraint above sees no two alike.
Index(
    "uq_canned_replies_shared",
    canned_replies.c.shortcut,
    unique=True,
    sqlite_where=canned_replies.c.owner.is_(None),
    postgresql_where=canned_replies.c.owner.is_(None),
)
