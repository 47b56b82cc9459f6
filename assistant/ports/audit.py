"""The audit, remembered like all else in a `Unit`, so that no act is done without its entry."""

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.audit import AuditEntry, AuditFilter


class Audit(Protocol):
    """What staff did that changes what citizens see. Entries are added, never changed."""

    async def add(self, entry: AuditEntry) -> AuditEntry:
        """Recorded, and given back with its number. Raises ConflictError where `by` is no member of staff."""
        ...

    async def entries(self, wanted: AuditFilter, limit: int, before: int | None = None) -> Sequence[AuditEntry]:
        """The latest that are wanted, newest first, at most `limit`, with numbers below `before` where it is given."""
        ...
