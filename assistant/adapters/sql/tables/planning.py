"""Who is planned to answer and when, and what is expected to come."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

shifts = Table(
    "shifts",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("agent_id", NAME, ForeignKey("staff.id"), nullable=False),
    # Hours and minutes of the municipality's clock as written: a week copied over a change of clocks keeps them.
    Column("day", Date, nullable=False, index=True),
    Column("start", Text, nullable=False),
    Column("end", Text, nullable=False),
)

forecasts = Table(
    "forecasts",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("outlook", JSON, nullable=False),
)
