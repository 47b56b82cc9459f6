"""Contacts by other channels."""

from sqlalchemy import Boolean, Column, Date, Integer, Table

from assistant.adapters.sql.tables.schema import METADATA, NAME

contact_volumes = Table(
    "contact_volumes",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("channel", NAME, primary_key=True),
    Column("contacts", Integer, nullable=False),
    Column("demo", Boolean, nullable=False),
)
