"""Conversations held out to colleagues, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.handoff import HandoffId
from assistant.domain.passing import Passing, PassingAnswer


class Passings(Protocol):
    """Each conversation held out to a colleague. A handoff has at most one that stands, whichever process adds it."""

    async def add(self, passing: Passing) -> Passing:
        """Recorded, with its number.

        Raises ConflictError where one of the handoff is unanswered, or handoff or member of staff is not there.
        """
        ...

    async def answer(self, passing: Passing, answer: PassingAnswer, at: datetime, reason: str = "") -> None:
        """Answered, once: raises ConflictError when it was answered before."""
        ...

    async def unanswered(self) -> Sequence[Passing]:
        """All that have no answer yet, oldest first."""
        ...

    async def unanswered_of(self, handoff_id: HandoffId) -> Passing | None:
        """The handoff's that has no answer yet."""
        ...

    async def latest_of(self, handoffs: Sequence[HandoffId]) -> Mapping[HandoffId, Passing]:
        """The latest of each of these handoffs that has any."""
        ...
