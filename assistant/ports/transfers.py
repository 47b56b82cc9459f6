"""Conversations that agents have passed on, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from assistant.domain.handoff import HandoffId
from assistant.domain.transfer import Transfer


class Transfers(Protocol):
    """Each passing on, with its summary. Rows are added, never changed."""

    async def add(self, transfer: Transfer) -> Transfer:
        """Recorded, with its number. Raises ConflictError where handoff or member of staff is not there."""
        ...

    async def of(self, handoff_id: HandoffId) -> Sequence[Transfer]:
        """All of the handoff, oldest first."""
        ...

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Transfer]:
        """The latest of each of these handoffs that has any."""
        ...
