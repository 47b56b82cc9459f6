"""The tables, in SQL that SQLite and PostgreSQL both speak. The migrations make them; a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware time, kept and given back in UTC. SQLite has no time zones: there the zone is taken off and put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the driver gets; a naive time is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be recorded")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What the reader gets, in UTC whatever the zone of the database connection."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


# Ordered by code point everywhere, so that no query's order hangs on the locale the database was made in.
NAME = Text().with_variant(Text(collation="C"), "postgresql")

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

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
    # A repeated post is one row (requirement G-01).
    UniqueConstraint("conversation_id", "id"),
    CheckConstraint("seq >= 1", name="seq_counts_from_one"),
    # An answer without its source cannot be recorded, whatever the code above does (requirement B-09).
    CheckConstraint("article IS NULL OR json_array_length(citations) > 0", name="article_is_cited"),
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

staff = Table(
    "staff",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("sign_in_name", Text, nullable=False),
    # The sign-in name case-folded in Python: SQLite's own lower() leaves Å, Ä and Ö alone.
    Column("sign_in_key", NAME, nullable=False, unique=True),
    Column("first_name", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("demo", Boolean, nullable=False),
)

visits = Table(
    "visits",
    METADATA,
    Column("key_digest", NAME, primary_key=True),
    Column("agent_id", NAME, ForeignKey("staff.id"), nullable=False, index=True),
    Column("csrf_key", Text, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

status_changes = Table(
    "status_changes",
    METADATA,
    # Tells which of two changes at the same instant came last.
    Column("number", Integer, primary_key=True),
    Column("agent_id", NAME, ForeignKey("staff.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "agent_id", "at"),
)

handoffs = Table(
    "handoffs",
    METADATA,
    # Tells which of two handoffs requested at the same instant came last.
    Column("number", Integer, primary_key=True),
    Column("id", NAME, nullable=False, unique=True),
    Column("conversation_id", NAME, ForeignKey("conversations.id"), nullable=False, index=True),
    Column("queue", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("requested_at", Moment, nullable=False, index=True),
    Column("priority", Integer, nullable=False),
    Column("claimed_by", NAME, ForeignKey("staff.id"), index=True),
    Column("claimed_at", Moment),
    Column("answered_at", Moment),
    Column("ended_at", Moment, index=True),
    Column("returned_at", Moment),
    Column("abandoned_at", Moment),
    Column("wrapped_up_at", Moment),
    Column("disposition", Text),
)


def under_way() -> ColumnElement[bool]:
    """Whether a handoff waits or is claimed: `Handoff.stage`, said in SQL."""
    stamps = (handoffs.c.ended_at, handoffs.c.returned_at, handoffs.c.abandoned_at, handoffs.c.wrapped_up_at)
    return and_(*(stamp.is_(None) for stamp in stamps))


# A conversation has at most one handoff under way, whichever process adds it.
Index(
    "uq_handoffs_under_way",
    handoffs.c.conversation_id,
    unique=True,
    sqlite_where=under_way(),
    postgresql_where=under_way(),
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

contact_volumes = Table(
    "contact_volumes",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("contacts", Integer, nullable=False),
    Column("demo", Boolean, nullable=False),
)

revisions = Table(
    "revisions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("article", NAME, nullable=False),
    Column("lang", NAME, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("follows", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("over", Text, nullable=False),
    # Of two editors who had the same text before their eyes, the second is told.
    UniqueConstraint("article", "lang", "follows"),
)

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
