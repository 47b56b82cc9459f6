"""Cases in SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import ColumnElement, RowMapping, delete, func, insert, select, update

from assistant.adapters.sql.tables import calls_taken, case_events, case_links, cases
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.call_back import CallTaken
from assistant.domain.case import (
    Case,
    CaseEvent,
    CaseEventId,
    CaseFilter,
    CaseId,
    CaseKind,
    CaseStatus,
    Doer,
    Reference,
    read_reference,
    searched,
)
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId

_TRIES = 20
"""Each time that a number is lost somebody else has got it: so many at one moment are not met in a municipality."""
_BY_DUE = (cases.c.due_at.is_(None), cases.c.due_at, cases.c.opened_at, cases.c.year, cases.c.number)
"""Those without a due time last, on both databases."""


class SqlCases:
    """Implements `Cases`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, case: Case) -> Case:
        for _ in range(_TRIES):
            known = await self.of_utterance(case.conversation_id, case.seq)
            if known is not None:
                return known
            numbered = replace(case, number=await self._next_number(case.year))
            try:
                await self._transaction.change_or_conflict(insert(cases).values(**_row(numbered)))
            except ConflictError:
                if self._transaction.holds_all:
                    raise  # nobody else writes: the number was free, and something else is wrong
                continue
            return numbered
        raise ConflictError(f"no number for the case of {case.conversation_id}/{case.seq}")

    async def _next_number(self, year: int) -> int:
        row = await self._transaction.first(select(func.max(cases.c.number).label("last")).where(cases.c.year == year))
        return 1 + (int(row["last"]) if row and row["last"] is not None else 0)

    async def of_utterance(self, conversation_id: ConversationId, seq: int) -> Case | None:
        return await self._one(cases.c.conversation_id == conversation_id, cases.c.seq == seq)

    async def called(self, reference: Reference) -> Case | None:
        if read_reference(reference) != reference:
            return None
        _, year, number = reference.split("-")
        return await self._one(cases.c.year == int(year), cases.c.number == int(number))

    async def get(self, case_id: CaseId) -> Case:
        case = await self._one(cases.c.id == case_id)
        if case is None:
            raise NotFoundError(f"no case {case_id}")
        return case

    async def record(self, event: CaseEvent) -> Case:
        case = await self.get(event.case_id)
        if any(one.id == event.id for one in await self.events(case.id)):
            return case
        become = replace(case, status=event.status or case.status, events=event.seq)
        changed = await self._transaction.change(
            update(cases)
            .where(cases.c.id == case.id, cases.c.events == event.seq - 1)
            .values(status=become.status, events=become.events)
        )
        if changed == 0:
            raise ConflictError(f"case {case.id} has changed meanwhile")
        await self._transaction.change_or_conflict(insert(case_events).values(**asdict(event)))
        return become

    async def events(self, case_id: CaseId) -> Sequence[CaseEvent]:
        return (await self.events_of_each([case_id])).get(case_id, [])

    async def events_of_each(self, cases: Sequence[CaseId]) -> Mapping[CaseId, Sequence[CaseEvent]]:
        wanted = select(case_events).where(case_events.c.case_id.in_(cases))
        found: dict[CaseId, list[CaseEvent]] = {}
        for row in await self._transaction.all(wanted.order_by(case_events.c.case_id, case_events.c.seq)):
            event = _event(row)
            found.setdefault(event.case_id, []).append(event)
        return found

    async def link(self, case_id: CaseId, conversation_id: ConversationId, by: AgentId, at: datetime) -> None:
        values = {"conversation_id": conversation_id, "case_id": case_id, "by": by, "at": at}
        await self._transaction.add_unless_there(case_links, values)

    async def unlink(self, case_id: CaseId, conversation_id: ConversationId) -> None:
        linked = (case_links.c.case_id == case_id, case_links.c.conversation_id == conversation_id)
        await self._transaction.change(delete(case_links).where(*linked))

    async def take_call(self, taken: CallTaken, before: CallTaken | None) -> None:
        if before is None:
            await self._transaction.change_or_conflict(insert(calls_taken).values(**asdict(taken)))
            return
        as_before = (calls_taken.c[name] == value for name, value in asdict(before).items())
        changed = await self._transaction.change(update(calls_taken).where(*as_before).values(**asdict(taken)))
        if changed == 0:
            raise ConflictError(f"the call of case {taken.case_id} was taken meanwhile")

    async def let_go_call(self, case_id: CaseId) -> None:
        await self._transaction.change(delete(calls_taken).where(calls_taken.c.case_id == case_id))

    async def calls_taken(self, cases: Sequence[CaseId]) -> Mapping[CaseId, CallTaken]:
        rows = await self._transaction.all(select(calls_taken).where(calls_taken.c.case_id.in_(cases)))
        return {CaseId(row["case_id"]): CallTaken(**row) for row in rows}

    async def of_conversation(self, conversation_id: ConversationId) -> Sequence[Case]:
        linked = select(case_links.c.case_id).where(case_links.c.conversation_id == conversation_id)
        rows = await self._transaction.all(
            select(cases)
            .where((cases.c.conversation_id == conversation_id) | cases.c.id.in_(linked))
            .order_by(cases.c.opened_at, cases.c.year, cases.c.number)
        )
        return [_case(row) for row in rows]

    async def found(self, wanted: CaseFilter, limit: int, skipped: int = 0) -> Sequence[Case]:
        rows = await self._transaction.all(
            select(cases).where(*_conditions(wanted)).order_by(*_BY_DUE).limit(limit).offset(skipped)
        )
        return [_case(row) for row in rows]

    async def count(self, wanted: CaseFilter) -> int:
        row = await self._transaction.first(select(func.count().label("cases")).where(*_conditions(wanted)))
        return int(row["cases"]) if row else 0

    async def _one(self, *conditions: ColumnElement[bool]) -> Case | None:
        row = await self._transaction.first(select(cases).where(*conditions))
        return None if row is None else _case(row)


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(cases.c.kind == wanted.kind)
    if wanted.statuses:
        conditions.append(cases.c.status.in_(sorted(wanted.statuses)))
    if wanted.due_before is not None:
        conditions.append(cases.c.due_at < wanted.due_before)
    if wanted.text:
        conditions.append(cases.c.searched.contains(wanted.text.casefold(), autoescape=True))
    return conditions


def _row(case: Case) -> dict[str, object]:
    return {**asdict(case), "details": dict(case.details), "searched": searched(case.reference, case.details)}


def _case(row: RowMapping) -> Case:
    kept = {name: value for name, value in row.items() if name != "searched"}
    kept["id"], kept["lang"] = CaseId(row["id"]), Language(row["lang"])
    kept["kind"], kept["status"] = CaseKind(row["kind"]), CaseStatus(row["status"])
    return Case(**kept)


def _event(row: RowMapping) -> CaseEvent:
    kept = dict(row)
    kept["id"], kept["by"] = CaseEventId(row["id"]), Doer(row["by"])
    kept["agent_id"] = None if row["agent_id"] is None else AgentId(row["agent_id"])
    kept["status"] = None if row["status"] is None else CaseStatus(row["status"])
    return CaseEvent(**kept)
