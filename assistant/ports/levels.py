"""How far the assistant may go by itself, by topic, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.domain.levels import LevelChange


class Levels(Protocol):
    """Levels that supervisors have set and the system has lowered. A topic without any has its catalogue's level."""

    async def add(self, change: LevelChange) -> LevelChange:
        """Recorded, and given back with its number. Raises ConflictError where `by` is no member of staff."""
        ...

    async def current(self) -> Mapping[str, LevelChange]:
        """The latest change of each topic that has any."""
        ...

    async def history(self, topic: str) -> Sequence[LevelChange]:
        """All of a topic, newest first."""
        ...
