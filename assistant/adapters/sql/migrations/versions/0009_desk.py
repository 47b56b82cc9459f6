"""The desk: messages held and corrected, notes, transfers, canned replies, linked cases, what the wrap-up tells."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# As in the tables on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
HELD = sa.text("said_at IS NULL AND withdrawn_at IS NULL")
SHARED = sa.text("owner IS NULL")


def _refers(table: str, column: str, to: str, key: str = "id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.{key}"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    """Nothing has been held back or corrected before."""
    op.add_column("utterances", sa.Column("corrected_at", MOMENT, nullable=True))
    op.add_column("handoffs", sa.Column("subject_area", NAME, nullable=True))
    op.add_column("handoffs", sa.Column("resolved", sa.Boolean(), nullable=True))
    op.add_column("handoffs", sa.Column("wrap_up_note", sa.Text(), server_default="", nullable=False))
    _messages()
    _corrections()
    _notes()
    _transfers()
    _canned_replies()
    _case_links()


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("handoff_id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("speaker_name", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("article", NAME, nullable=True),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.CheckConstraint("said_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_messages_said_or_withdrawn")),
        _refers("messages", "conversation_id", "conversations"),
        _refers("messages", "handoff_id", "handoffs"),
        _refers("messages", "by", "staff"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_messages")),
        sa.UniqueConstraint("conversation_id", "id", name=op.f("uq_messages_conversation_id_id")),
    )
    op.create_index("ix_messages_held", "messages", ["due_at"], sqlite_where=HELD, postgresql_where=HELD)


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["utterances.conversation_id", "utterances.seq"],
            name=op.f("fk_corrections_conversation_id_seq_utterances"),
        ),
        _refers("corrections", "by", "staff"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_conversation_id_number"), "corrections", ["conversation_id", "number"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _refers("notes", "conversation_id", "conversations"),
        _refers("notes", "by", "staff"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_notes")),
        sa.UniqueConstraint("conversation_id", "id", name=op.f("uq_notes_conversation_id_id")),
    )
    op.create_table(
        "mentions",
        sa.Column("note", sa.Integer(), nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        _refers("mentions", "note", "notes", "number"),
        _refers("mentions", "agent_id", "staff"),
        sa.PrimaryKeyConstraint("note", "agent_id", name=op.f("pk_mentions")),
    )
    op.create_index(op.f("ix_mentions_agent_id_note"), "mentions", ["agent_id", "note"])


def _transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("handoff_id", NAME, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("to", NAME, nullable=True),
        sa.Column("area", NAME, nullable=True),
        sa.Column("whom", sa.Text(), nullable=False),
        _refers("transfers", "handoff_id", "handoffs"),
        _refers("transfers", "by", "staff"),
        _refers("transfers", "to", "staff"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_transfers")),
    )
    op.create_index(op.f("ix_transfers_handoff_id"), "transfers", ["handoff_id"])


def _canned_replies() -> None:
    op.create_table(
        "canned_replies",
        sa.Column("id", NAME, nullable=False),
        sa.Column("owner", NAME, nullable=True),
        sa.Column("shortcut", NAME, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", NAME, nullable=False),
        _refers("canned_replies", "owner", "staff"),
        _refers("canned_replies", "changed_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_replies")),
        sa.UniqueConstraint("owner", "shortcut", name=op.f("uq_canned_replies_owner_shortcut")),
    )
    op.create_index(
        "uq_canned_replies_shared",
        "canned_replies",
        ["shortcut"],
        unique=True,
        sqlite_where=SHARED,
        postgresql_where=SHARED,
    )


def _case_links() -> None:
    op.create_table(
        "case_links",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("case_id", NAME, nullable=False),
        sa.Column("by", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _refers("case_links", "conversation_id", "conversations"),
        _refers("case_links", "case_id", "cases"),
        _refers("case_links", "by", "staff"),
        sa.PrimaryKeyConstraint("conversation_id", "case_id", name=op.f("pk_case_links")),
    )


def downgrade() -> None:
    """What agents sent, wrote and corrected is forgotten."""
    for table in ("case_links", "canned_replies", "transfers", "mentions", "notes", "corrections", "messages"):
        op.drop_table(table)
    for column in ("wrap_up_note", "resolved", "subject_area"):
        op.drop_column("handoffs", column)
    op.drop_column("utterances", "corrected_at")
