"""Known returns, and sums kept for the figures."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """No return is known from before; the sums are built by the sweeper, or at once by `kontakt figures rebuild`."""
    op.create_table(
        "returns",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("earlier_id", NAME, nullable=True),
        sa.Column("known_by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_returns_conversation_id_conversations")
        ),
        sa.ForeignKeyConstraint(["earlier_id"], ["conversations.id"], name=op.f("fk_returns_earlier_id_conversations")),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_returns")),
    )
    op.create_index(op.f("ix_returns_earlier_id"), "returns", ["earlier_id"])
    op.create_table(
        "rollups",
        sa.Column("grain", NAME, nullable=False),
        sa.Column("dimension", NAME, nullable=False),
        sa.Column("value", NAME, nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversations", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "dimension", "value", "start", name=op.f("pk_rollups")),
    )
    op.create_table(
        "built_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("built_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_built_days")),
    )


def downgrade() -> None:
    """Figures are counted from the record alone; what was deleted by age since is still in it, without its words."""
    op.drop_table("built_days")
    op.drop_table("rollups")
    op.drop_table("returns")
