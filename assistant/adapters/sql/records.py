"""The record, in SQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from assistant.adapters.sql.alerts import SqlDeliveries, SqlTargetWarnings
from assistant.adapters.sql.audit import SqlAudit
from assistant.adapters.sql.canned_replies import SqlCannedReplies
from assistant.adapters.sql.cases import SqlCases
from assistant.adapters.sql.contact_imports import SqlContactImports
from assistant.adapters.sql.contact_uploads import SqlContactKeys, SqlContactUploads
from assistant.adapters.sql.contact_volumes import SqlContactVolumes
from assistant.adapters.sql.conversations import SqlConversations
from assistant.adapters.sql.drafts import SqlDrafts
from assistant.adapters.sql.figures import SqlFigures, SqlReturns
from assistant.adapters.sql.gaps import SqlGaps
from assistant.adapters.sql.handoffs import SqlHandoffs
from assistant.adapters.sql.levels import SqlLevels
from assistant.adapters.sql.messages import SqlMessages
from assistant.adapters.sql.migrate import head_revision, revision_of
from assistant.adapters.sql.notes import SqlNotes
from assistant.adapters.sql.passings import SqlPassings
from assistant.adapters.sql.planning import SqlOutlooks, SqlShifts
from assistant.adapters.sql.plans import SqlPlans
from assistant.adapters.sql.retention import SqlRetention
from assistant.adapters.sql.reviews import SqlReviews
from assistant.adapters.sql.revisions import SqlRevisions
from assistant.adapters.sql.rollups import SqlRollups
from assistant.adapters.sql.routing import SqlRouting
from assistant.adapters.sql.saved_reports import SqlSavedReports
from assistant.adapters.sql.staff import SqlStaff
from assistant.adapters.sql.surveys import SqlSurveys
from assistant.adapters.sql.switches import SqlSwitches
from assistant.adapters.sql.transaction import Transaction, house_errors
from assistant.adapters.sql.transfers import SqlTransfers
from assistant.adapters.sql.turns import SqlTurns
from assistant.domain.errors import UnavailableError
from assistant.ports.records import Unit


@dataclass(frozen=True, slots=True)
class SqlUnit:
    """Implements `Unit` over one transaction."""

    conversations: SqlConversations
    turns: SqlTurns
    handoffs: SqlHandoffs
    staff: SqlStaff
    surveys: SqlSurveys
    contact_volumes: SqlContactVolumes
    contact_imports: SqlContactImports
    contact_uploads: SqlContactUploads
    contact_keys: SqlContactKeys
    revisions: SqlRevisions
    cases: SqlCases
    audit: SqlAudit
    levels: SqlLevels
    gaps: SqlGaps
    retention: SqlRetention
    drafts: SqlDrafts
    switches: SqlSwitches
    routing: SqlRouting
    plans: SqlPlans
    messages: SqlMessages
    notes: SqlNotes
    transfers: SqlTransfers
    passings: SqlPassings
    canned_replies: SqlCannedReplies
    reviews: SqlReviews
    saved_reports: SqlSavedReports
    figures: SqlFigures
    returns: SqlReturns
    rollups: SqlRollups
    warnings: SqlTargetWarnings
    deliveries: SqlDeliveries
    shifts: SqlShifts
    outlooks: SqlOutlooks


class SqlRecords:
    """Implements `Records`. On SQLite units run one after another, in all processes; on PostgreSQL side by side."""

    def __init__(self, engine: AsyncEngine, reading: AsyncEngine | None = None) -> None:
        """`reading` is an engine for looks (see `reading_engine_for`); without it a look is a unit."""
        self._engine = engine
        self._reading = reading or engine

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        with house_errors():
            async with self._engine.begin() as connection:
                yield _unit(Transaction(connection))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        with house_errors():
            async with self._reading.connect() as connection:
                yield _unit(Transaction(connection))

    async def ping(self) -> None:
        with house_errors():
            async with self._reading.connect() as connection:
                found = await connection.run_sync(revision_of)
        if found != head_revision():
            raise UnavailableError(f"the database's schema is {found}, this code needs {head_revision()}")


def _unit(transaction: Transaction) -> SqlUnit:
    return SqlUnit(
        conversations=SqlConversations(transaction),
        turns=SqlTurns(transaction),
        handoffs=SqlHandoffs(transaction),
        staff=SqlStaff(transaction),
        surveys=SqlSurveys(transaction),
        contact_volumes=SqlContactVolumes(transaction),
        contact_imports=SqlContactImports(transaction),
        contact_uploads=SqlContactUploads(transaction),
        contact_keys=SqlContactKeys(transaction),
        revisions=SqlRevisions(transaction),
        cases=SqlCases(transaction),
        audit=SqlAudit(transaction),
        levels=SqlLevels(transaction),
        gaps=SqlGaps(transaction),
        retention=SqlRetention(transaction),
        drafts=SqlDrafts(transaction),
        switches=SqlSwitches(transaction),
        routing=SqlRouting(transaction),
        plans=SqlPlans(transaction),
        messages=SqlMessages(transaction),
        notes=SqlNotes(transaction),
        transfers=SqlTransfers(transaction),
        passings=SqlPassings(transaction),
        canned_replies=SqlCannedReplies(transaction),
        reviews=SqlReviews(transaction),
        saved_reports=SqlSavedReports(transaction),
        figures=SqlFigures(transaction),
        returns=SqlReturns(transaction),
        rollups=SqlRollups(transaction),
        warnings=SqlTargetWarnings(transaction),
        deliveries=SqlDeliveries(transaction),
        shifts=SqlShifts(transaction),
        outlooks=SqlOutlooks(transaction),
    )
