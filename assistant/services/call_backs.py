"""Call-backs whose time has come stand in the queue, and an agent takes one before calling, so that no two call."""

from dataclasses import dataclass

from assistant.domain.call_back import SOON, TO_CALL, CallTaken, is_due, summary_in
from assistant.domain.case import Case, CaseFilter, CaseKind, Reference, read_reference
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels

MOST = 50
"""More than anybody calls in a day; the list of cases has the others."""


@dataclass(frozen=True, slots=True)
class DueCall:
    """A call-back that is due; `mine`: the agent who looks has taken it.

    `summary`: what the agent wrote who promised the call in a chat; empty where the citizen asked for it alone.
    """

    case: Case
    mine: bool
    summary: str


@dataclass(frozen=True, slots=True)
class CallBacks:
    """The agents' side of calling back."""

    records: Records
    stream: EventStream
    clock: Clock

    async def due_for(self, agent_id: AgentId) -> tuple[DueCall, ...]:
        """Whom the agent could call now, the earliest promise first: nobody whom a colleague calls just now."""
        now = self.clock.now()
        wanted = CaseFilter(kind=CaseKind.CALLBACK, statuses=TO_CALL, due_before=now + SOON)
        async with self.records.reading() as unit:
            found = await unit.cases.found(wanted, MOST)
            happened = await unit.cases.events_of_each([case.id for case in found])
            due = [case for case in found if is_due(case, happened.get(case.id, ()), now)]
            taken = await unit.cases.calls_taken([case.id for case in due])
        holding = {case_id: call.by for case_id, call in taken.items() if call.holds(now)}
        return tuple(
            DueCall(case, case.id in holding, summary_in(happened.get(case.id, ())))
            for case in due
            if holding.get(case.id, agent_id) == agent_id
        )

    async def taken(self, case: Case) -> CallTaken | None:
        """Who calls the citizen back just now."""
        async with self.records.reading() as unit:
            return await self._taken(unit, case)

    async def take(self, reference: str, agent: StaffMember) -> Case:
        """The call is the agent's for a time; repeating the press changes nothing.

        Raises:
            ConflictError: a colleague has taken it, or nobody is to be called.
            NotFoundError: there is no such case.
        """
        async with self.records.unit() as unit:
            case = await _called(unit, reference)
            if case.kind is not CaseKind.CALLBACK or case.status not in TO_CALL:
                raise ConflictError(f"in case {case.reference} nobody is to be called")
            holding = await self._taken(unit, case)
            if holding is not None and holding.by == agent.id:
                return case
            if holding is not None:
                raise ConflictError(f"{holding.by} calls in case {case.reference}")
            before = (await unit.cases.calls_taken([case.id])).get(case.id)
            await unit.cases.take_call(CallTaken(case.id, agent.id, self.clock.now()), before)
        await self._tell()
        return case

    async def let_go(self, reference: str, agent: StaffMember) -> Case:
        """The call, if it was the agent's, is anybody's again.

        Raises:
            NotFoundError: there is no such case.
        """
        async with self.records.unit() as unit:
            case = await _called(unit, reference)
            holding = await self._taken(unit, case)
            if holding is None or holding.by != agent.id:
                return case
            await unit.cases.let_go_call(case.id)
        await self._tell()
        return case

    async def _taken(self, unit: Unit, case: Case) -> CallTaken | None:
        call = (await unit.cases.calls_taken([case.id])).get(case.id)
        return call if call is not None and call.holds(self.clock.now()) else None

    async def _tell(self) -> None:
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))


async def _called(unit: Unit, reference: str) -> Case:
    read: Reference | None = read_reference(reference)
    case = None if read is None else await unit.cases.called(read)
    if case is None:
        raise NotFoundError("there is no such case")
    return case
