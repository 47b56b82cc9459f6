"""Which answers of the assistant are reviewed, and what reviewers said."""

from sqlalchemy import (
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

samples = Table(
    "samples",
    METADATA,
    Column("conversation_id", NAME, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("topic", NAME, nullable=False),
    Column("article", NAME, nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("probability", Double, nullable=False),
    Column("twice", Boolean, nullable=False),
    ForeignKeyConstraint(["conversation_id", "seq"], ["turns.conversation_id", "turns.seq"]),
    # What could not have been drawn cannot be weighted.
    CheckConstraint("probability > 0 AND probability <= 1", name="probability_in_range"),
    Index(None, "topic", "asked_at"),
)

reviews = Table(
    "reviews",
    METADATA,
    # The order of review, which decides what the bound was at each moment.
    Column("number", Integer, primary_key=True),
    Column("conversation_id", NAME, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("topic", NAME, nullable=False),
    Column("article", NAME, nullable=False, index=True),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("reviewer", NAME, ForeignKey("staff.id"), nullable=False),
    Column("judgement", Text, nullable=False),
    Column("right_article", NAME),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("taken_back_at", Moment),
    ForeignKeyConstraint(["conversation_id", "seq"], ["turns.conversation_id", "turns.seq"]),
)
# One word that stands, of each reviewer on each turn. It is found by this; both tables are else read by time.
Index(
    "uq_reviews_standing",
    reviews.c.conversation_id,
    reviews.c.seq,
    reviews.c.reviewer,
    unique=True,
    sqlite_where=reviews.c.taken_back_at.is_(None),
    postgresql_where=reviews.c.taken_back_at.is_(None),
)
Index(None, reviews.c.topic, reviews.c.number)
