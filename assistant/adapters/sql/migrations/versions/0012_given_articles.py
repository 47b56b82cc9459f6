"""Who was given an article is found at once."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """An index; the rows stay as they are."""
    op.create_index(op.f("ix_utterances_article_at"), "utterances", ["article", "at"])


def downgrade() -> None:
    """The index goes."""
    op.drop_index(op.f("ix_utterances_article_at"), "utterances")
