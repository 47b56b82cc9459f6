"""Answers that citizens dispute, and languages that they choose."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing was disputed or chosen before."""
    op.add_column("turns", sa.Column("disputes", sa.Integer(), nullable=True))
    op.add_column("conversations", sa.Column("lang_chosen", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """What was disputed is lost, and chosen languages are as if detected."""
    op.drop_column("conversations", "lang_chosen")
    op.drop_column("turns", "disputes")
