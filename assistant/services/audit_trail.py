"""The audit, to read."""

from dataclasses import dataclass

from assistant.domain.audit import AuditEntry, AuditFilter
from assistant.ports import Records


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """What staff did that changes what citizens see."""

    records: Records

    async def entries(self, wanted: AuditFilter, limit: int, before: int | None = None) -> tuple[AuditEntry, ...]:
        """The latest that are wanted, newest first, at most `limit`, with numbers below `before` where it is given."""
        async with self.records.reading() as unit:
            return tuple(await unit.audit.entries(wanted, limit, before))
