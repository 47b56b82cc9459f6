"""Handoffs with their stamps."""

from sqlalchemy import Boolean, Column, ColumnElement, ForeignKey, Index, Integer, Table, Text, and_

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

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
    Column("area", NAME),
    Column("lang", Text),
    Column("queued_from", Moment),
    Column("danger_at", Moment),
    Column("waits_from", Moment),
    Column("subject_area", NAME),
    Column("resolved", Boolean),
    Column("wrap_up_note", Text, nullable=False, server_default=""),
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


def unfinished() -> ColumnElement[bool]:
    """Whether it is under way, was given back, or has ended and awaits its wrap-up: few of all there have been."""
    return and_(handoffs.c.wrapped_up_at.is_(None), handoffs.c.abandoned_at.is_(None))


# The queue and the desks ask every second or two.
Index(
    "ix_handoffs_unfinished",
    handoffs.c.requested_at,
    sqlite_where=unfinished(),
    postgresql_where=unfinished(),
)
