"""Levels of autonomy that supervisors set and the system lowers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """No topic has had another level than its catalogue's before."""
    op.create_table(
        "levels",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", NAME, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_levels_by_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_levels")),
    )
    op.create_index(op.f("ix_levels_topic_number"), "levels", ["topic", "number"])


def downgrade() -> None:
    """The catalogue's levels hold again."""
    op.drop_table("levels")
