"""A file on its way keeps its text, so that how it is written can be told by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Files on their way, a day old at most, are sent again: their tables were packed otherwise."""
    op.execute("DELETE FROM contact_uploads")
    op.add_column("contact_uploads", sa.Column("content", sa.LargeBinary(), nullable=False))


def downgrade() -> None:
    """Likewise."""
    op.execute("DELETE FROM contact_uploads")
    op.drop_column("contact_uploads", "content")
