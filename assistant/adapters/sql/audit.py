"""The audit in SQL."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, RowMapping, insert, select

from assistant.adapters.sql.tables import audit
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.handoff import AgentId


class SqlAudit:
    """Implements `Audit`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, entry: AuditEntry) -> AuditEntry:
        added = insert(audit).values(
            at=entry.at,
            by=entry.by,
            act=entry.act,
            subject=entry.subject,
            reason=entry.reason,
            details=dict(entry.details),
        )
        row = await self._transaction.first(added.returning(audit))
        return entry if row is None else _entry(row)

    async def entries(self, wanted: AuditFilter, limit: int, before: int | None = None) -> Sequence[AuditEntry]:
        conditions = [*_conditions(wanted), *([] if before is None else [audit.c.number < before])]
        rows = await self._transaction.all(
            select(audit).where(*conditions).order_by(audit.c.number.desc()).limit(limit)
        )
        return [_entry(row) for row in rows]


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield audit.c.at >= wanted.since
    if wanted.until is not None:
        yield audit.c.at < wanted.until
    if wanted.by is not None:
        yield audit.c.by == wanted.by
    if wanted.acts:
        yield audit.c.act.in_(sorted(wanted.acts))
    if wanted.subject:
        yield audit.c.subject.startswith(wanted.subject, autoescape=True)


def _entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(
        at=row["at"],
        by=None if row["by"] is None else AgentId(row["by"]),
        act=Act(row["act"]),
        subject=row["subject"],
        reason=row["reason"],
        details=row["details"],
        number=row["number"],
    )
