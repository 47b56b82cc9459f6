"""Conversations held out to colleagues, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import HandoffId
from assistant.domain.passing import Passing, PassingAnswer


class MemoryPassings:
    """Implements `Passings`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, passing: Passing) -> Passing:
        recorded = self._recorded
        if passing.handoff_id not in recorded.handoffs or not {passing.by, passing.to} <= recorded.staff.keys():
            raise ConflictError(f"handoff {passing.handoff_id} or a member of staff is not there")
        if await self.unanswered_of(passing.handoff_id) is not None:
            raise ConflictError(f"handoff {passing.handoff_id} is held out to somebody already")
        numbered = replace(passing, number=max(recorded.passings, default=0) + 1)
        recorded.passings[numbered.number] = numbered
        return numbered

    async def answer(self, passing: Passing, answer: PassingAnswer, at: datetime, reason: str = "") -> None:
        known = self._recorded.passings.get(passing.number)
        if known is None or known.answer is not None:
            raise ConflictError(f"passing {passing.number} is answered already")
        self._recorded.passings[passing.number] = replace(known, answer=answer, answered_at=at, reason=reason)

    async def unanswered(self) -> Sequence[Passing]:
        return [passing for passing in self._recorded.passings.values() if passing.answer is None]

    async def unanswered_of(self, handoff_id: HandoffId) -> Passing | None:
        return next((passing for passing in await self.unanswered() if passing.handoff_id == handoff_id), None)

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Passing]:
        wanted = set(handoffs)
        return {each.handoff_id: each for each in self._recorded.passings.values() if each.handoff_id in wanted}
