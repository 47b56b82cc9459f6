"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As in tables.py on the day this was written; a migration does not change when the tables do.
NAME = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")
STAMPS = ("claimed_at", "answered_at", "ended_at", "returned_at", "abandoned_at", "wrapped_up_at")
UNDER_WAY = sa.text("ended_at IS NULL AND returned_at IS NULL AND abandoned_at IS NULL AND wrapped_up_at IS NULL")


def upgrade() -> None:
    """The first tables."""
    _create_conversations()
    _create_utterances()
    _create_turns()
    _create_staff()
    _create_visits()
    _create_status_changes()
    _create_handoffs()
    _create_surveys()
    _create_contact_volumes()


def downgrade() -> None:
    """Nothing is left; indexes go with their tables."""
    op.drop_table("contact_volumes")
    op.drop_table("surveys")
    op.drop_table("handoffs")
    op.drop_table("status_changes")
    op.drop_table("visits")
    op.drop_table("staff")
    op.drop_table("turns")
    op.drop_table("utterances")
    op.drop_table("conversations")


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", NAME, nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index("ix_conversations_holder", "conversations", ["holder"])
    op.create_index("ix_conversations_opened_at", "conversations", ["opened_at"])


def _create_utterances() -> None:
    op.create_table(
        "utterances",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("speaker_name", sa.Text()),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("article", NAME),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("quick_replies", sa.JSON(), nullable=False),
        sa.Column("quick_exit", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "article IS NULL OR json_array_length(citations) > 0", name=op.f("ck_utterances_article_is_cited")
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_utterances_seq_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_utterances_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_utterances")),
        sa.UniqueConstraint("conversation_id", "id", name=op.f("uq_utterances_conversation_id_id")),
    )


def _create_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.Text()),
        sa.Column("intent", sa.Text()),
        sa.Column("intent_confidence", sa.Double()),
        sa.Column("article", NAME),
        sa.Column("confidence", sa.Double()),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("danger", sa.Text()),
        sa.Column("durations_ms", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.CheckConstraint("(closed_at IS NULL) = (outcome IS NULL)", name=op.f("ck_turns_closed_with_an_outcome")),
        sa.CheckConstraint(
            "(intent IS NULL) = (intent_confidence IS NULL)", name=op.f("ck_turns_intent_with_its_confidence")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["utterances.conversation_id", "utterances.seq"],
            name=op.f("fk_turns_conversation_id_seq_utterances"),
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name=op.f("pk_turns")),
    )
    op.create_index("ix_turns_open", "turns", ["opened_at"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index("ix_turns_opened_at", "turns", ["opened_at"])


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", NAME, nullable=False),
        sa.Column("sign_in_name", sa.Text(), nullable=False),
        sa.Column("sign_in_key", NAME, nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("sign_in_key", name=op.f("uq_staff_sign_in_key")),
    )


def _create_visits() -> None:
    op.create_table(
        "visits",
        sa.Column("key_digest", NAME, nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("csrf_key", sa.Text(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_visits_agent_id_staff")),
        sa.PrimaryKeyConstraint("key_digest", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_agent_id", "visits", ["agent_id"])


def _create_status_changes() -> None:
    op.create_table(
        "status_changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agent_id", NAME, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["staff.id"], name=op.f("fk_status_changes_agent_id_staff")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_status_changes")),
    )
    op.create_index("ix_status_changes_agent_id_at", "status_changes", ["agent_id", "at"])


def _create_handoffs() -> None:
    op.create_table(
        "handoffs",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", NAME, nullable=False),
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_at", MOMENT, nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("claimed_by", NAME),
        *(sa.Column(stamp, MOMENT) for stamp in STAMPS),
        sa.Column("disposition", sa.Text()),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name=op.f("fk_handoffs_claimed_by_staff")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_handoffs_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_handoffs")),
        sa.UniqueConstraint("id", name=op.f("uq_handoffs_id")),
    )
    for indexed in ("claimed_by", "conversation_id", "ended_at", "requested_at"):
        op.create_index(f"ix_handoffs_{indexed}", "handoffs", [indexed])
    op.create_index(
        "uq_handoffs_under_way",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=UNDER_WAY,
        postgresql_where=UNDER_WAY,
    )


def _create_surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("conversation_id", NAME, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("resolved", sa.Boolean()),
        sa.Column("treatment", sa.Integer()),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "treatment IS NULL OR treatment BETWEEN 1 AND 5", name=op.f("ck_surveys_treatment_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_surveys_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_surveys")),
    )


def _create_contact_volumes() -> None:
    op.create_table(
        "contact_volumes",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", NAME, nullable=False),
        sa.Column("contacts", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", "channel", name=op.f("pk_contact_volumes")),
    )
