"""The record, in memory: for tests and trying out. It keeps the same promises, until the process ends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from assistant.adapters.memory.alert_records import MemoryDeliveries, MemoryTargetWarnings
from assistant.adapters.memory.audit_records import MemoryAudit
from assistant.adapters.memory.case_records import MemoryCases
from assistant.adapters.memory.contact_records import MemoryContactImports, MemoryContactKeys, MemoryContactUploads
from assistant.adapters.memory.conversation_records import MemoryConversations
from assistant.adapters.memory.desk_records import MemoryCannedReplies, MemoryNotes, MemoryTransfers
from assistant.adapters.memory.draft_records import MemoryDrafts
from assistant.adapters.memory.figure_records import MemoryFigures, MemoryReturns
from assistant.adapters.memory.gap_records import MemoryGaps
from assistant.adapters.memory.handoff_records import MemoryHandoffs
from assistant.adapters.memory.level_records import MemoryLevels
from assistant.adapters.memory.message_records import MemoryMessages
from assistant.adapters.memory.passing_records import MemoryPassings
from assistant.adapters.memory.planning_records import MemoryOutlooks, MemoryShifts
from assistant.adapters.memory.recorded import Recorded
from assistant.adapters.memory.report_records import MemorySavedReports
from assistant.adapters.memory.retention_records import MemoryRetention
from assistant.adapters.memory.review_records import MemoryReviews
from assistant.adapters.memory.revision_records import MemoryRevisions
from assistant.adapters.memory.rollup_records import MemoryRollups
from assistant.adapters.memory.routing_records import MemoryPlans, MemoryRouting
from assistant.adapters.memory.staff_records import MemoryStaff
from assistant.adapters.memory.survey_records import MemoryContactVolumes, MemorySurveys
from assistant.adapters.memory.switch_records import MemorySwitches
from assistant.adapters.memory.turn_records import MemoryTurns
from assistant.ports.records import Unit


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """Implements `Unit` over one copy of the record."""

    conversations: MemoryConversations
    turns: MemoryTurns
    handoffs: MemoryHandoffs
    staff: MemoryStaff
    surveys: MemorySurveys
    contact_volumes: MemoryContactVolumes
    contact_imports: MemoryContactImports
    contact_uploads: MemoryContactUploads
    contact_keys: MemoryContactKeys
    revisions: MemoryRevisions
    cases: MemoryCases
    audit: MemoryAudit
    levels: MemoryLevels
    gaps: MemoryGaps
    retention: MemoryRetention
    drafts: MemoryDrafts
    switches: MemorySwitches
    routing: MemoryRouting
    plans: MemoryPlans
    messages: MemoryMessages
    notes: MemoryNotes
    transfers: MemoryTransfers
    passings: MemoryPassings
    canned_replies: MemoryCannedReplies
    reviews: MemoryReviews
    saved_reports: MemorySavedReports
    figures: MemoryFigures
    returns: MemoryReturns
    rollups: MemoryRollups
    warnings: MemoryTargetWarnings
    deliveries: MemoryDeliveries
    shifts: MemoryShifts
    outlooks: MemoryOutlooks


class MemoryRecords:
    """Implements `Records`. Units run one after another, each on a copy that replaces the record when all went well."""

    def __init__(self) -> None:
        self._recorded = Recorded()
        self._turnstile = asyncio.Lock()
        self._inside: asyncio.Task[object] | None = None

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        if self._inside is not None and self._inside is asyncio.current_task():
            # Waiting for itself it would hang for ever, and a test with it.
            raise RuntimeError("units do not nest")
        async with self._turnstile:
            self._inside = asyncio.current_task()
            try:
                copy = self._recorded.copy()
                yield _unit(copy)
                self._recorded = copy
            finally:
                self._inside = None

    async def ping(self) -> None:
        """Memory is never away."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        yield _unit(self._recorded.copy())


def _unit(recorded: Recorded) -> MemoryUnit:
    return MemoryUnit(
        conversations=MemoryConversations(recorded),
        turns=MemoryTurns(recorded),
        handoffs=MemoryHandoffs(recorded),
        staff=MemoryStaff(recorded),
        surveys=MemorySurveys(recorded),
        contact_volumes=MemoryContactVolumes(recorded),
        contact_imports=MemoryContactImports(recorded),
        contact_uploads=MemoryContactUploads(recorded),
        contact_keys=MemoryContactKeys(recorded),
        revisions=MemoryRevisions(recorded),
        cases=MemoryCases(recorded),
        audit=MemoryAudit(recorded),
        levels=MemoryLevels(recorded),
        gaps=MemoryGaps(recorded),
        retention=MemoryRetention(recorded),
        drafts=MemoryDrafts(recorded),
        switches=MemorySwitches(recorded),
        routing=MemoryRouting(recorded),
        plans=MemoryPlans(recorded),
        messages=MemoryMessages(recorded),
        notes=MemoryNotes(recorded),
        transfers=MemoryTransfers(recorded),
        passings=MemoryPassings(recorded),
        canned_replies=MemoryCannedReplies(recorded),
        reviews=MemoryReviews(recorded),
        saved_reports=MemorySavedReports(recorded),
        figures=MemoryFigures(recorded),
        returns=MemoryReturns(recorded),
        rollups=MemoryRollups(recorded),
        warnings=MemoryTargetWarnings(recorded),
        deliveries=MemoryDeliveries(recorded),
        shifts=MemoryShifts(recorded),
        outlooks=MemoryOutlooks(recorded),
    )
