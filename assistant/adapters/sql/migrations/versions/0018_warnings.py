"""Warnings that a promise is about to break, and what is told of them outside the console."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
STANDING = sa.text("cleared_at IS NULL")


def upgrade() -> None:
    """Nobody was warned before."""
    op.create_table(
        "warnings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", NAME, nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("foreseen", sa.JSON(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_warnings")),
    )
    op.create_index(
        "ix_warnings_standing", "warnings", ["kind"], unique=True, sqlite_where=STANDING, postgresql_where=STANDING
    )
    op.create_table(
        "deliveries",
        sa.Column("about", NAME, nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("about", "channel", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_made_at"), "deliveries", ["made_at"])
    op.create_index(op.f("ix_deliveries_due_at"), "deliveries", ["due_at"])


def downgrade() -> None:
    """What is shown on pages is shown without a warning."""
    op.drop_table("deliveries")
    op.drop_table("warnings")
