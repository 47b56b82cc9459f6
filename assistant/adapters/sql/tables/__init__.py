"""The tables, in SQL that SQLite and PostgreSQL both speak. The migrations make them; a test holds the two together."""

from assistant.adapters.sql.tables.alerts import deliveries, warnings
from assistant.adapters.sql.tables.audit import audit
from assistant.adapters.sql.tables.autonomy import drafts, levels, switches
from assistant.adapters.sql.tables.cases import calls_taken, case_events, case_links, cases
from assistant.adapters.sql.tables.contact_imports import (
    contact_accounts,
    contact_imports,
    contact_keys,
    contact_layouts,
    contact_uploads,
)
from assistant.adapters.sql.tables.contacts import contact_volumes
from assistant.adapters.sql.tables.conversations import conversations, surveys, turns, utterances
from assistant.adapters.sql.tables.desk import (
    canned_replies,
    corrections,
    mentions,
    messages,
    notes,
    passings,
    transfers,
)
from assistant.adapters.sql.tables.figures import built_days, returns, rollups
from assistant.adapters.sql.tables.gaps import gap_marks
from assistant.adapters.sql.tables.handoffs import handoffs, under_way, unfinished
from assistant.adapters.sql.tables.planning import forecasts, shifts
from assistant.adapters.sql.tables.reports import saved_reports
from assistant.adapters.sql.tables.reviews import reviews, samples
from assistant.adapters.sql.tables.revisions import revisions
from assistant.adapters.sql.tables.routing import offer_answers, routing_modes
from assistant.adapters.sql.tables.schema import METADATA, Moment
from assistant.adapters.sql.tables.staff import planned_absences, staff, status_changes, visits

__all__ = [
    "METADATA",
    "Moment",
    "audit",
    "built_days",
    "calls_taken",
    "canned_replies",
    "case_events",
    "case_links",
    "cases",
    "contact_accounts",
    "contact_imports",
    "contact_keys",
    "contact_layouts",
    "contact_uploads",
    "contact_volumes",
    "conversations",
    "corrections",
    "deliveries",
    "drafts",
    "forecasts",
    "gap_marks",
    "handoffs",
    "levels",
    "mentions",
    "messages",
    "notes",
    "offer_answers",
    "passings",
    "planned_absences",
    "returns",
    "reviews",
    "revisions",
    "rollups",
    "routing_modes",
    "samples",
    "saved_reports",
    "shifts",
    "staff",
    "status_changes",
    "surveys",
    "switches",
    "transfers",
    "turns",
    "under_way",
    "unfinished",
    "utterances",
    "visits",
    "warnings",
]
