"""Shifts that supervisors plan, and looks ahead, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.domain.looked_ahead import Outlook
from assistant.domain.shifts import Shift


class Shifts(Protocol):
    """Who is planned to answer, and when."""

    async def add(self, shift: Shift) -> Shift:
        """Recorded, and given back with its number. Raises ConflictError where there is no such agent."""
        ...

    async def remove(self, number: int) -> None:
        """It is no longer planned; repeating changes nothing."""
        ...

    async def between(self, first: date, last: date) -> Sequence[Shift]:
        """Those of the local days from `first` to `last`, both included, by day, start and number."""
        ...


class Outlooks(Protocol):
    """Looks ahead, one for each local day on which one was made."""

    async def keep(self, day: date, outlook: Outlook) -> None:
        """Recorded as that day's; an earlier one of the day is replaced, and those older than a month are gone."""
        ...

    async def latest(self) -> Outlook | None:
        """The one made last; None before the first."""
        ...
