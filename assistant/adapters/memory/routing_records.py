"""Modes of routing, answers to offers and planned absences, in memory."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.routing import AnsweredOffer, ModeChange
from assistant.domain.staffing import PlannedAbsence
from assistant.ports.interval import Interval


class MemoryRouting:
    """Implements `RoutingRecords`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, change: ModeChange) -> ModeChange:
        if change.by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {change.by}")
        recorded = replace(change, number=len(self._recorded.routing_modes) + 1)
        self._recorded.routing_modes[recorded.number] = recorded
        return recorded

    async def current(self) -> ModeChange | None:
        return self._recorded.routing_modes.get(len(self._recorded.routing_modes))

    async def answer(self, answered: AnsweredOffer) -> AnsweredOffer:
        if answered.agent_id not in self._recorded.staff or answered.handoff_id not in self._recorded.handoffs:
            raise ConflictError(f"no handoff {answered.handoff_id} or member of staff {answered.agent_id}")
        recorded = replace(answered, number=len(self._recorded.offer_answers) + 1)
        self._recorded.offer_answers[recorded.number] = recorded
        return recorded

    async def answers(self, interval: Interval) -> Sequence[AnsweredOffer]:
        found = [each for each in self._recorded.offer_answers.values() if interval.start <= each.at < interval.end]
        return sorted(found, key=lambda each: (each.at, each.number))


class MemoryPlans:
    """Implements `Plans`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, plan: PlannedAbsence) -> PlannedAbsence:
        if plan.agent_id not in self._recorded.staff:
            raise ConflictError(f"no member of staff {plan.agent_id}")
        recorded = replace(plan, number=max(self._recorded.planned_absences, default=0) + 1)
        self._recorded.planned_absences[recorded.number] = recorded
        return recorded

    async def remove(self, agent_id: AgentId, number: int) -> None:
        plan = self._recorded.planned_absences.get(number)
        if plan is not None and plan.agent_id == agent_id:
            del self._recorded.planned_absences[number]

    async def within(self, interval: Interval) -> Sequence[PlannedAbsence]:
        plans = self._recorded.planned_absences.values()
        found = [plan for plan in plans if plan.start < interval.end and plan.end > interval.start]
        return sorted(found, key=lambda plan: (plan.start, plan.number))
