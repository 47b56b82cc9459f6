"""Cases in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.call_back import CallTaken
from assistant.domain.case import Case, CaseEvent, CaseFilter, CaseId, Reference, searched
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId

_NEVER = datetime.max.replace(tzinfo=UTC)


class MemoryCases:
    """Implements `Cases`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, case: Case) -> Case:
        known = await self.of_utterance(case.conversation_id, case.seq)
        if known is not None:
            return known
        if (case.conversation_id, case.seq) not in self._recorded.utterances:
            raise ConflictError(f"no utterance {case.conversation_id}/{case.seq}")
        if case.id in self._recorded.cases:
            raise ConflictError(f"case {case.id} is there already")
        numbers = (one.number for one in self._recorded.cases.values() if one.year == case.year)
        numbered = replace(case, number=max(numbers, default=0) + 1)
        self._recorded.cases[case.id] = numbered
        return numbered

    async def of_utterance(self, conversation_id: ConversationId, seq: int) -> Case | None:
        return next((one for one in self._cases() if (one.conversation_id, one.seq) == (conversation_id, seq)), None)

    async def called(self, reference: Reference) -> Case | None:
        return next((one for one in self._cases() if one.reference == reference), None)

    async def get(self, case_id: CaseId) -> Case:
        if case_id not in self._recorded.cases:
            raise NotFoundError(f"no case {case_id}")
        return self._recorded.cases[case_id]

    async def record(self, event: CaseEvent) -> Case:
        case = await self.get(event.case_id)
        if any(one.id == event.id for one in await self.events(case.id)):
            return case
        if event.seq != case.events + 1:
            raise ConflictError(f"case {case.id} has changed meanwhile")
        if event.agent_id is not None and event.agent_id not in self._recorded.staff:
            raise ConflictError(f"no member of staff {event.agent_id}")
        self._recorded.case_events[case.id, event.seq] = event
        self._recorded.cases[case.id] = replace(case, status=event.status or case.status, events=event.seq)
        return self._recorded.cases[case.id]

    async def events(self, case_id: CaseId) -> Sequence[CaseEvent]:
        return [event for (of, _), event in sorted(self._recorded.case_events.items()) if of == case_id]

    async def events_of_each(self, cases: Sequence[CaseId]) -> Mapping[CaseId, Sequence[CaseEvent]]:
        found = {case_id: await self.events(case_id) for case_id in cases}
        return {case_id: events for case_id, events in found.items() if events}

    async def link(self, case_id: CaseId, conversation_id: ConversationId, by: AgentId, at: datetime) -> None:
        del at
        recorded = self._recorded
        if case_id not in recorded.cases or conversation_id not in recorded.conversations or by not in recorded.staff:
            raise ConflictError(f"case {case_id}, conversation {conversation_id} or agent {by} is not there")
        recorded.case_links.setdefault((conversation_id, case_id), by)

    async def unlink(self, case_id: CaseId, conversation_id: ConversationId) -> None:
        self._recorded.case_links.pop((conversation_id, case_id), None)

    async def take_call(self, taken: CallTaken, before: CallTaken | None) -> None:
        recorded = self._recorded
        if taken.case_id not in recorded.cases or taken.by not in recorded.staff:
            raise ConflictError(f"case {taken.case_id} or agent {taken.by} is not there")
        if recorded.calls_taken.get(taken.case_id) != before:
            raise ConflictError(f"the call of case {taken.case_id} was taken meanwhile")
        recorded.calls_taken[taken.case_id] = taken

    async def let_go_call(self, case_id: CaseId) -> None:
        self._recorded.calls_taken.pop(case_id, None)

    async def calls_taken(self, cases: Sequence[CaseId]) -> Mapping[CaseId, CallTaken]:
        wanted = set(cases)
        return {case_id: taken for case_id, taken in self._recorded.calls_taken.items() if case_id in wanted}

    async def of_conversation(self, conversation_id: ConversationId) -> Sequence[Case]:
        linked = {case_id for of, case_id in self._recorded.case_links if of == conversation_id}
        found = [case for case in self._cases() if case.conversation_id == conversation_id or case.id in linked]
        return sorted(found, key=lambda case: (case.opened_at, case.year, case.number))

    async def found(self, wanted: CaseFilter, limit: int, skipped: int = 0) -> Sequence[Case]:
        by_due = sorted(self._of(wanted), key=lambda one: (one.due_at or _NEVER, one.opened_at, one.year, one.number))
        return by_due[skipped : skipped + limit]

    async def count(self, wanted: CaseFilter) -> int:
        return len(self._of(wanted))

    def _cases(self) -> Sequence[Case]:
        return list(self._recorded.cases.values())

    def _of(self, wanted: CaseFilter) -> list[Case]:
        return [case for case in self._cases() if _is_wanted(case, wanted)]


def _is_wanted(case: Case, wanted: CaseFilter) -> bool:
    in_time = wanted.due_before is None or (case.due_at is not None and case.due_at < wanted.due_before)
    return (
        (wanted.kind is None or case.kind is wanted.kind)
        and (not wanted.statuses or case.status in wanted.statuses)
        and in_time
        and wanted.text.casefold() in searched(case.reference, case.details)
    )
