"""Switches in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.switches import SwitchChange


class MemorySwitches:
    """Implements `Switches`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, change: SwitchChange) -> SwitchChange:
        if change.by is not None and change.by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {change.by}")
        recorded = replace(change, number=len(self._recorded.switches) + 1)
        self._recorded.switches[recorded.number] = recorded
        return recorded

    async def off(self, subjects: Collection[str]) -> Mapping[str, SwitchChange]:
        latest = {change.subject: change for change in self._recorded.switches.values() if change.subject in subjects}
        return {subject: change for subject, change in latest.items() if change.off}

    async def history(self, subject: str) -> Sequence[SwitchChange]:
        return [change for change in reversed(self._recorded.switches.values()) if change.subject == subject]
