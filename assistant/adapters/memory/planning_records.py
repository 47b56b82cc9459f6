"""Shifts and looks ahead, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.looked_ahead import Outlook
from assistant.domain.shifts import Shift

KEPT = timedelta(days=31)


class MemoryShifts:
    """Implements `Shifts`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, shift: Shift) -> Shift:
        if shift.agent_id not in self._recorded.staff:
            raise ConflictError(f"no member of staff {shift.agent_id}")
        recorded = replace(shift, number=max(self._recorded.shifts, default=0) + 1)
        self._recorded.shifts[recorded.number] = recorded
        return recorded

    async def remove(self, number: int) -> None:
        self._recorded.shifts.pop(number, None)

    async def between(self, first: date, last: date) -> Sequence[Shift]:
        found = [shift for shift in self._recorded.shifts.values() if first <= shift.day <= last]
        return sorted(found, key=lambda shift: (shift.day, shift.start, shift.number))


class MemoryOutlooks:
    """Implements `Outlooks`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def keep(self, day: date, outlook: Outlook) -> None:
        self._recorded.outlooks[day] = outlook
        for old in [each for each in self._recorded.outlooks if each < day - KEPT]:
            del self._recorded.outlooks[old]

    async def latest(self) -> Outlook | None:
        return self._recorded.outlooks[max(self._recorded.outlooks)] if self._recorded.outlooks else None
