"""Monthly reports as they were made."""

from sqlalchemy import Column, Date, Integer, LargeBinary, Table

from assistant.adapters.sql.tables.schema import METADATA, Moment

saved_reports = Table(
    "saved_reports",
    METADATA,
    # The first of the month: two processes that make a month's report at once save one.
    Column("month", Date, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("size", Integer, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
)
