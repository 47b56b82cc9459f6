"""Imports of other channels' contacts, files on their way, and keys to the API."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text

from assistant.adapters.sql.tables.schema import METADATA, NAME, Moment

contact_imports = Table(
    "contact_imports",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("source", NAME, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", NAME, ForeignKey("staff.id")),
    Column("key", NAME, ForeignKey("contact_keys.id")),
    Column("file_name", Text, nullable=False),
    Column("digest", NAME, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("intervals", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("same", Integer, nullable=False),
    Column("removed", Integer, nullable=False),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", NAME, ForeignKey("staff.id")),
    Index(None, "source", "number"),
)

# One row for a source's whole account of a channel's day, never changed: the newest whose import is not withdrawn
# stands. `slots`: [[minutes after midnight, minutes long, contacts], ...].
contact_accounts = Table(
    "contact_accounts",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("import", Integer, ForeignKey("contact_imports.number"), primary_key=True, autoincrement=False),
    Column("source", NAME, nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("slots", JSON, nullable=False),
)

contact_uploads = Table(
    "contact_uploads",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("file_name", Text, nullable=False),
    Column("digest", NAME, nullable=False),
    Column("source", NAME, nullable=False),
    Column("layout", JSON, nullable=False),
    Column("sheet", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

contact_layouts = Table(
    "contact_layouts",
    METADATA,
    Column("source", NAME, primary_key=True),
    Column("layout", JSON, nullable=False),
)

contact_keys = Table(
    "contact_keys",
    METADATA,
    Column("id", NAME, primary_key=True),
    Column("source", NAME, nullable=False),
    Column("digest", NAME, nullable=False, unique=True),
    Column("made_by", NAME, ForeignKey("staff.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("used_at", Moment),
)
