"""Who may sign in, who is signed in, and what they are doing."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

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
    Column("areas", JSON, nullable=False, server_default="[]"),
    Column("languages", JSON, nullable=False, server_default='["sv"]'),
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
    Column("at", Moment, nullable=False, index=True),
    Index(None, "agent_id", "at"),
)

planned_absences = Table(
    "planned_absences",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("agent_id", NAME, ForeignKey("staff.id"), nullable=False),
    Column("status", Text, nullable=False),
    Column("start", Moment, nullable=False, index=True),
    Column("end", Moment, nullable=False),
)
