"""Who suits whom, where a place counts from, planned absences, the mode of routing and answers to offers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Handoffs of before want nothing in particular; staff of before know all areas alike and answer in Swedish."""
    op.add_column("handoffs", sa.Column("area", NAME, nullable=True))
    op.add_column("handoffs", sa.Column("lang", sa.Text(), nullable=True))
    op.add_column("handoffs", sa.Column("queued_from", MOMENT, nullable=True))
    op.add_column("staff", sa.Column("areas", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("staff", sa.Column("languages", sa.JSON(), nullable=False, server_default='["sv"]'))
    op.create_table(
        "planned_absences",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("start", MOMENT, nullable=False),
        sa.Column("end", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_planned_absences_agent_id_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_planned_absences")),
    )
    op.create_index(op.f("ix_planned_absences_start"), "planned_absences", ["start"])
    op.create_table(
        "routing_modes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_routing_modes_by_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_routing_modes")),
    )
    op.create_table(
        "offer_answers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("handoff_id", NAME, nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_offer_answers_handoff_id_handoffs")),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_offer_answers_agent_id_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_offer_answers")),
    )
    op.create_index(op.f("ix_offer_answers_at"), "offer_answers", ["at"])


def downgrade() -> None:
    """Everybody suits everybody again, and agents claim freely."""
    op.drop_table("offer_answers")
    op.drop_table("routing_modes")
    op.drop_table("planned_absences")
    op.drop_column("staff", "languages")
    op.drop_column("staff", "areas")
    op.drop_column("handoffs", "queued_from")
    op.drop_column("handoffs", "lang")
    op.drop_column("handoffs", "area")
