"""Other channels' contacts by interval: imports, files on their way, keys to the API."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """What was entered by hand stands where it stood."""
    op.create_table(
        "contact_keys",
        sa.Column("id", NAME, nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("made_by", NAME, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_contact_keys_made_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_contact_keys_digest")),
    )
    op.create_table(
        "contact_imports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", NAME, nullable=True),
        sa.Column("key", NAME, nullable=True),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        *(sa.Column(n, sa.Integer(), nullable=False) for n in ("intervals", "added", "changed", "same", "removed")),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", NAME, nullable=True),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_contact_imports_by_staff")),
        sa.ForeignKeyConstraint(["key"], ["contact_keys.id"], name=op.f("fk_contact_imports_key_contact_keys")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_contact_imports_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_contact_imports")),
    )
    op.create_index(op.f("ix_contact_imports_source_number"), "contact_imports", ["source", "number"])
    op.create_table(
        "contact_accounts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("import", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("slots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import"], ["contact_imports.number"], name=op.f("fk_contact_accounts_import_contact_imports")
        ),
        sa.PrimaryKeyConstraint("day", "channel", "import", name=op.f("pk_contact_accounts")),
    )
    op.create_table(
        "contact_uploads",
        sa.Column("id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", NAME, nullable=False),
        sa.Column("source", NAME, nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("sheet", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["staff.id"], name=op.f("fk_contact_uploads_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_uploads")),
    )
    op.create_index(op.f("ix_contact_uploads_at"), "contact_uploads", ["at"])
    op.create_table(
        "contact_layouts",
        sa.Column("source", NAME, nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_contact_layouts")),
    )


def downgrade() -> None:
    """What was imported is gone; what was entered by hand stands again."""
    for table in ("contact_layouts", "contact_uploads", "contact_accounts", "contact_imports", "contact_keys"):
        op.drop_table(table)
