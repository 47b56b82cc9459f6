"""Danger apart from the reason, waits after a step-in, conversations offered to a colleague, call-backs taken."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

# As in the tables on the day this was written; a migration does not change when the tables do.
MOMENT = sa.DateTime(timezone=True)
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DANGER_PRIORITY = 10
OPEN = sa.text("answer IS NULL")


def upgrade() -> None:
    """Who goes before all others did so, as far as anybody knows, from the request on."""
    op.add_column("handoffs", sa.Column("danger_at", MOMENT, nullable=True))
    op.add_column("handoffs", sa.Column("waits_from", MOMENT, nullable=True))
    op.execute(f"UPDATE handoffs SET danger_at = requested_at WHERE priority >= {DANGER_PRIORITY}")
    op.create_table(
        "passings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("handoff_id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("to", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_passings_by_staff")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_passings_handoff_id_handoffs")),
        sa.ForeignKeyConstraint(["to"], ["staff.id"], name=op.f("fk_passings_to_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_passings")),
    )
    op.create_index(op.f("ix_passings_handoff_id"), "passings", ["handoff_id"])
    op.create_index(
        "uq_passings_unanswered",
        "passings",
        ["handoff_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "calls_taken",
        sa.Column("case_id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_calls_taken_by_staff")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_calls_taken_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_calls_taken")),
    )


def downgrade() -> None:
    """What was known of danger besides its reason goes, and with it who was asked to take over or to call."""
    op.drop_table("calls_taken")
    op.drop_table("passings")
    op.drop_column("handoffs", "waits_from")
    op.drop_column("handoffs", "danger_at")
