"""What of the assistant is switched off, remembered like all else in a `Unit`."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from assistant.domain.switches import SwitchChange


class Switches(Protocol):
    """Switching off and on again."""

    async def add(self, change: SwitchChange) -> SwitchChange:
        """Recorded, and given back with its number. Raises ConflictError where `by` is no member of staff."""
        ...

    async def off(self, subjects: Collection[str]) -> Mapping[str, SwitchChange]:
        """Those of the subjects that are off now, with the change that switched them off."""
        ...

    async def history(self, subject: str) -> Sequence[SwitchChange]:
        """All of a subject, newest first."""
        ...
