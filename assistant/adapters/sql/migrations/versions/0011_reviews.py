"""Answers drawn for review, and what reviewers said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nothing has been drawn or reviewed before."""
    op.create_table(
        "samples",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("article", NAME, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.CheckConstraint("probability > 0 AND probability <= 1", name=op.f("ck_samples_probability_in_range")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["turns.conversation_id", "turns.seq"],
            name=op.f("fk_samples_conversation_id_seq_turns"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_samples")),
    )
    op.create_index(op.f("ix_samples_asked_at"), "samples", ["asked_at"])
    op.create_index(op.f("ix_samples_topic_asked_at"), "samples", ["topic", "asked_at"])
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("article", NAME, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewer", NAME, nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("right_article", NAME, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["turns.conversation_id", "turns.seq"],
            name=op.f("fk_reviews_conversation_id_seq_turns"),
        ),
        sa.ForeignKeyConstraint(["reviewer"], ["staff.id"], name=op.f("fk_reviews_reviewer_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reviews")),
        sa.UniqueConstraint("conversation_id", "seq", "reviewer", name=op.f("uq_reviews_conversation_id_seq_reviewer")),
    )
    op.create_index(op.f("ix_reviews_article"), "reviews", ["article"])
    op.create_index(op.f("ix_reviews_asked_at"), "reviews", ["asked_at"])
    op.create_index(op.f("ix_reviews_topic_number"), "reviews", ["topic", "number"])


def downgrade() -> None:
    """What reviewers said is forgotten."""
    op.drop_table("reviews")
    op.drop_table("samples")
