"""The tables, in SQL that SQLite and PostgreSQL both speak. The migrations make them; a test holds the two together."""

from assistant.adapters.sql.tables.audit import audit
from assistant.adapters.sql.tables.autonomy import drafts, levels, switches
from assistant.adapters.sql.tables.cases import case_events, case_links, cases
from assistant.adapters.sql.tables.contacts import contact_volumes
from assistant.adapters.sql.tables.conversations import conversations, surveys, turns, utterances
from assistant.adapters.sql.tables.desk import canned_replies, corrections, mentions, messages, notes, transfers
from assistant.adapters.sql.tables.gaps import gap_marks
from assistant.adapters.sql.tables.handoffs import handoffs, under_way
from assistant.adapters.sql.tables.planning import forecasts, shifts
from assistant.adapters.sql.tables.reviews import reviews, samples
from assistant.adapters.sql.tables.revisions import revisions
from assistant.adapters.sql.tables.routing import offer_answers, routing_modes
from assistant.adapters.sql.tables.schema import METADATA, Moment
from assistant.adapters.sql.tables.staff import planned_absences, staff, status_changes, visits

__all__ = [
    "METADATA",
    "Moment",
    "audit",
    "canned_replies",
    "case_events",
    "case_links",
    "cases",
    "contact_volumes",
    "conversations",
    "corrections",
    "drafts",
    "forecasts",
    "gap_marks",
    "handoffs",
    "levels",
    "mentions",
    "messages",
    "notes",
    "offer_answers",
    "planned_absences",
    "reviews",
    "revisions",
    "routing_modes",
    "samples",
    "shifts",
    "staff",
    "status_changes",
    "surveys",
    "switches",
    "transfers",
    "turns",
    "under_way",
    "utterances",
    "visits",
]
