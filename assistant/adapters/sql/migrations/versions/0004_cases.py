"""Cases that citizens open, and what happens to them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# As in tables.py on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Fault reports, suggestions, call-backs."""
    op.create_table(
        "cases",
        sa.Column("id", NAME, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("searched", sa.Text(), nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("key_digest", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_cases_number_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["utterances.conversation_id", "utterances.seq"],
            name=op.f("fk_cases_conversation_id_seq_utterances"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_cases_conversation_id_seq")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_cases_year_number")),
    )
    op.create_index(op.f("ix_cases_status_due_at_opened_at"), "cases", ["status", "due_at", "opened_at"])
    op.create_table(
        "case_events",
        sa.Column("case_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("agent_id", NAME, nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("internal", sa.Text(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_case_events_seq_counts_from_one")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_case_events_agent_id_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_case_events")),
        sa.UniqueConstraint("case_id", "id", name=op.f("uq_case_events_case_id_id")),
    )


def downgrade() -> None:
    """All cases and their history are lost."""
    op.drop_table("case_events")
    op.drop_index(op.f("ix_cases_status_due_at_opened_at"), table_name="cases")
    op.drop_table("cases")
