"""The record of the contact centre in SQL: SQLite for one machine, PostgreSQL for more."""
