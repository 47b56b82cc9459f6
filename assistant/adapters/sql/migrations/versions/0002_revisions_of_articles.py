"""Revisions of articles."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# As in tables.py on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """What editors do to articles in the console."""
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", NAME, nullable=False),
        sa.Column("lang", NAME, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("follows", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("over", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_revisions_by_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revisions")),
        sa.UniqueConstraint("article", "lang", "follows", name=op.f("uq_revisions_article_lang_follows")),
    )


def downgrade() -> None:
    """What was published in the console is lost: export it first."""
    op.drop_table("revisions")
