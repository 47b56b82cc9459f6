"""Indexes of the few that pages look for: what is open, what people sent, statuses of late, sums of some days."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

UNFINISHED = sa.text("wrapped_up_at IS NULL AND abandoned_at IS NULL")
OPEN = sa.text("closed_at IS NULL")
WITH_ARTICLE = sa.text("article IS NOT NULL")


def upgrade() -> None:
    """Nothing recorded changes."""
    op.create_index(
        "ix_handoffs_unfinished",
        "handoffs",
        ["requested_at"],
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )
    op.create_index("ix_conversations_open", "conversations", ["opened_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(
        "ix_utterances_with_article",
        "utterances",
        ["at"],
        sqlite_where=WITH_ARTICLE,
        postgresql_where=WITH_ARTICLE,
    )
    op.create_index(op.f("ix_status_changes_at"), "status_changes", ["at"])
    op.create_index(op.f("ix_rollups_grain_dimension_start"), "rollups", ["grain", "dimension", "start"])


def downgrade() -> None:
    """Pages are slower."""
    op.drop_index(op.f("ix_rollups_grain_dimension_start"), "rollups")
    op.drop_index(op.f("ix_status_changes_at"), "status_changes")
    op.drop_index("ix_utterances_with_article", "utterances")
    op.drop_index("ix_conversations_open", "conversations")
    op.drop_index("ix_handoffs_unfinished", "handoffs")
