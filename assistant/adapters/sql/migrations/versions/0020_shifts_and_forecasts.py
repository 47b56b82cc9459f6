"""Who is planned to answer and when, and what is expected to come."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Nobody is planned, and nothing forecast, before."""
    op.create_table(
        "shifts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("end", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_shifts_agent_id_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_shifts")),
    )
    op.create_index(op.f("ix_shifts_day"), "shifts", ["day"])
    op.create_table(
        "forecasts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outlook", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_forecasts")),
    )


def downgrade() -> None:
    """The schedule is gone; forecasts can be made again."""
    op.drop_table("forecasts")
    op.drop_table("shifts")
