"""Conversations, what was said in them, what was done about it, and what citizens said of it."""

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
    UniqueConstraint,
    false,
)

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

conversations = Table(
    "conversations",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("token_digest", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("holder", Text, nullable=False, index=True),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("last_seq", Integer, nullable=False),
    Column("closed_at", Moment),
    Column("lang_chosen", Boolean, nullable=False, server_default=false()),
)

# Few are open at a time, and the monitor and the sweeper ask for those again and again.
Index(
    "ix_conversations_open",
    conversations.c.opened_at,
    sqlite_where=conversations.c.closed_at.is_(None),
    postgresql_where=conversations.c.closed_at.is_(None),
)

utterances = Table(
    "utterances",
    METADATA,
    Column("conversation_id", NAME, ForeignKey("conversations.id"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", NAME, nullable=False),
    Column("at", Moment, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("speaker_name", Text),
    Column("lang", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("article", NAME),
    Column("citations", JSON, nullable=False),
    Column("quick_replies", JSON, nullable=False),
    Column("quick_exit", Boolean, nullable=False),
    Column("corrected_at", Moment),
    # A repeated post is one row (requirement G-01).
    UniqueConstraint("conversation_id", "id"),
    CheckConstraint("seq >= 1", name="seq_counts_from_one"),
    # An answer without its source cannot be recorded, whatever the code above does (requirement B-09).
    CheckConstraint("article IS NULL OR json_array_length(citations) > 0", name="article_is_cited"),
    # Who was given an article is asked when it turns out to have been wrong.
    Index(None, "article", "at"),
)

# What people sent lately is asked for by reviewers; most words hold no article.
Index(
    "ix_utterances_with_article",
    utterances.c.at,
    sqlite_where=utterances.c.article.is_not(None),
    postgresql_where=utterances.c.article.is_not(None),
)

turns = Table(
    "turns",
    METADATA,
    Column("conversation_id", NAME, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("opened_at", Moment, nullable=False, index=True),
    Column("closed_at", Moment),
    Column("outcome", Text),
    Column("intent", Text),
    Column("intent_confidence", Double),
    Column("article", NAME),
    Column("confidence", Double),
    Column("candidates", JSON, nullable=False),
    Column("danger", Text),
    Column("disputes", Integer),
    Column("durations_ms", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("grounds", JSON(none_as_null=True)),
    ForeignKeyConstraint(["conversation_id", "seq"], ["utterances.conversation_id", "utterances.seq"]),
    CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_an_outcome"),
    CheckConstraint("(intent IS NULL) = (intent_confidence IS NULL)", name="intent_with_its_confidence"),
)
# The sweeper asks often, and few turns are open at a time.
Index(
    "ix_turns_open",
    turns.c.opened_at,
    sqlite_where=turns.c.closed_at.is_(None),
    postgresql_where=turns.c.closed_at.is_(None),
)

surveys = Table(
    "surveys",
    METADATA,
    Column("conversation_id", NAME, ForeignKey("conversations.id"), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("resolved", Boolean),
    Column("treatment", Integer),
    Column("comment", Text, nullable=False),
    CheckConstraint("treatment IS NULL OR treatment BETWEEN 1 AND 5", name="treatment_in_range"),
)
