"""Levels of topics in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.levels import LevelChange


class MemoryLevels:
    """Implements `Levels`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, change: LevelChange) -> LevelChange:
        if change.by is not None and change.by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {change.by}")
        recorded = replace(change, number=len(self._recorded.levels) + 1)
        self._recorded.levels[recorded.number] = recorded
        return recorded

    async def current(self) -> Mapping[str, LevelChange]:
        return {change.topic: change for change in self._recorded.levels.values()}

    async def history(self, topic: str) -> Sequence[LevelChange]:
        return [change for change in reversed(self._recorded.levels.values()) if change.topic == topic]
