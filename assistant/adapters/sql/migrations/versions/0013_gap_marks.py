"""Questions that editors have seen to."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nobody has seen to any before."""
    op.create_table(
        "gap_marks",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article", NAME, nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_gap_marks_by_staff")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["utterances.conversation_id", "utterances.seq"],
            name=op.f("fk_gap_marks_conversation_id_seq_utterances"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_gap_marks")),
    )


def downgrade() -> None:
    """Every question stands in the list again."""
    op.drop_table("gap_marks")
