"""The audit in memory."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.audit import AuditEntry, AuditFilter
from assistant.domain.errors import ConflictError


class MemoryAudit:
    """Implements `Audit`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, entry: AuditEntry) -> AuditEntry:
        if entry.by is not None and entry.by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {entry.by}")
        recorded = replace(entry, number=len(self._recorded.audit) + 1)
        self._recorded.audit[recorded.number] = recorded
        return recorded

    async def entries(self, wanted: AuditFilter, limit: int, before: int | None = None) -> Sequence[AuditEntry]:
        found = [
            entry
            for entry in reversed(self._recorded.audit.values())
            if wanted.takes(entry) and (before is None or entry.number < before)
        ]
        return found[:limit]
