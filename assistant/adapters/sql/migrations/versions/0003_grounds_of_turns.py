"""Why the gate did what it did with a turn."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Turns closed before have none."""
    op.add_column("turns", sa.Column("grounds", sa.JSON(), nullable=True))


def downgrade() -> None:
    """The grounds are lost; outcomes, candidates and confidence stay."""
    op.drop_column("turns", "grounds")
