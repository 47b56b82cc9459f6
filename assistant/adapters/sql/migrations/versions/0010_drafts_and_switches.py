"""Answers that people check before or beside their own, and what of the assistant is switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nothing was ever held or switched off before."""
    op.create_table(
        "switches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject", NAME, nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", NAME, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_switches_by_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_switches")),
    )
    op.create_index(op.f("ix_switches_subject_number"), "switches", ["subject", "number"])
    _create_drafts()


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", NAME, nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("citation", sa.JSON(), nullable=False),
        sa.Column("next_questions", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("topic", NAME, nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", NAME, nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_drafts_decided_at_a_time")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["utterances.conversation_id", "utterances.seq"],
            name=op.f("fk_drafts_conversation_id_seq_utterances"),
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_drafts_decided_by_staff")),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_topic"), "drafts", ["topic"])
    op.create_index(
        "ix_drafts_undecided",
        "drafts",
        ["decide_by"],
        sqlite_where=sa.text("decision IS NULL"),
        postgresql_where=sa.text("decision IS NULL"),
    )


def downgrade() -> None:
    """The drafts are lost; the assistant answers again wherever it was switched off."""
    op.drop_table("drafts")
    op.drop_table("switches")
