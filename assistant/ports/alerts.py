"""Warnings that a promise is about to break, and what is told of them outside the console."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from assistant.domain.delivery import ChannelName, Delivery
from assistant.domain.target_warning import TargetWarning, WarningKind


class TargetWarnings(Protocol):
    """Warnings, remembered like all else in a `Unit`. One of a kind stands at most."""

    async def add(self, warning: TargetWarning) -> TargetWarning:
        """Recorded, and given back with its number. Raises ConflictError where one of its kind stands already."""
        ...

    async def clear(self, kind: WarningKind, at: datetime) -> TargetWarning | None:
        """The one that stands is taken back; None where none did."""
        ...

    async def standing(self) -> Sequence[TargetWarning]:
        """Those not taken back, oldest first."""
        ...

    async def latest(self, limit: int) -> Sequence[TargetWarning]:
        """All, newest first."""
        ...


class Deliveries(Protocol):
    """What is to be told and was told outside the console, remembered like all else in a `Unit`."""

    async def add(self, delivery: Delivery) -> None:
        """Recorded; where the channel has one about the same already, nothing changes."""
        ...

    async def due(self, now: datetime) -> Sequence[Delivery]:
        """Those to be tried by now, the longest due first."""
        ...

    async def change(self, before: Delivery, after: Delivery) -> None:
        """`after` replaces `before`. Raises ConflictError when the record is no longer equal to `before`."""
        ...

    async def latest(self, limit: int) -> Sequence[Delivery]:
        """All, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Alert:
    """What a channel tells. `name` is the same at every attempt, so that the other side can tell a repetition.

    `facts` are JSON values, for machines.
    """

    name: str
    title: str
    text: str
    at: datetime
    facts: Mapping[str, object] = field(default_factory=dict)


class AlertChannel(Protocol):
    """A way out of the house."""

    @property
    def name(self) -> ChannelName:
        """Which one."""
        ...

    @property
    def leads_to(self) -> str:
        """Where it leads, for a supervisor to read: never a secret, nor an address that is one."""
        ...

    async def send(self, alert: Alert) -> str:
        """The other side has taken it; what it remarked, if anything. Within half a minute.

        Raises:
            DeliveryFailedError: it has not, and why.
        """
        ...
