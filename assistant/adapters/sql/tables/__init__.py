"""The tables, in SQL that SQLite and PostgreSQL both speak. The migrations make them; a test holds the two together."""

from assistant.adapters.sql.tables.audit import audit
from assistant.adapters.sql.tables.autonomy import levels
from assistant.adapters.sql.tables.cases import case_events, cases
from assistant.adapters.sql.tables.contacts import contact_volumes
from assistant.adapters.sql.tables.conversations import conversations, surveys, turns, utterances
from assistant.adapters.sql.tables.handoffs import handoffs, under_way
from assistant.adapters.sql.tables.reviews import reviews, samples
from assistant.adapters.sql.tables.revisions import revisions
from assistant.adapters.sql.tables.schema import METADATA, Moment
from assistant.adapters.sql.tables.staff import staff, status_changes, visits

__all__ = [
    "METADATA",
    "Moment",
    "audit",
    "case_events",
    "cases",
    "contact_volumes",
    "conversations",
    "handoffs",
    "levels",
    "reviews",
    "revisions",
    "samples",
    "staff",
    "status_changes",
    "surveys",
    "turns",
    "under_way",
    "utterances",
    "visits",
]
