"""A reviewer may take a word back."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

WHO = ["conversation_id", "seq", "reviewer"]
STANDS = sa.text("taken_back_at IS NULL")


def upgrade() -> None:
    """All that was said before stands."""
    with op.batch_alter_table("reviews") as reviews:
        reviews.add_column(sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True))
        reviews.drop_constraint(op.f("uq_reviews_conversation_id_seq_reviewer"), type_="unique")
    op.create_index("uq_reviews_standing", "reviews", WHO, unique=True, sqlite_where=STANDS, postgresql_where=STANDS)


def downgrade() -> None:
    """What was taken back is forgotten."""
    op.execute("DELETE FROM reviews WHERE taken_back_at IS NOT NULL")
    op.drop_index("uq_reviews_standing", "reviews")
    with op.batch_alter_table("reviews") as reviews:
        reviews.create_unique_constraint(op.f("uq_reviews_conversation_id_seq_reviewer"), WHO)
        reviews.drop_column("taken_back_at")
