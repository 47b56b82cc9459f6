"""What is told outside the console, by e-mail or to another system: recorded first, sent then, tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self


class ChannelName(StrEnum):
    """The ways out. A value once recorded is never renamed."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class AlertKind(StrEnum):
    """What it is about. A value once recorded is never renamed."""

    WARNING = "warning"
    DANGER = "danger"
    TRIAL = "trial"


class Fault(StrEnum):
    """Why one did not arrive. A value once recorded is never renamed."""

    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    NOT_LET_IN = "not_let_in"
    REFUSED = "refused"
    CUT_OFF = "cut_off"


class DeliveryFailedError(Exception):
    """The other side did not take it. `detail`: what it said itself, for whoever must mend it."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault}: {detail}")
        self.fault = fault
        self.detail = detail


PAUSES = (timedelta(seconds=15), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15))
"""How long after each failure it is tried again. After the last, 21 minutes on, it is given up: an hour's warning that
comes later helps nobody, and the console has shown it all along."""
ATTEMPT_LASTS = timedelta(seconds=60)
"""An attempt without an end by then has lost its process. Both ways out give up on a silent server long before."""
LONGEST_DETAIL = 300


@dataclass(frozen=True, slots=True)
class Delivery:
    """One telling by one channel; `about` and `channel` name it, so that nothing is told twice on purpose.

    `facts` are JSON values, never a citizen's words or an agent's name. `due_at`: when it is to be tried next; None
    once it is sent or given up.
    """

    about: str
    channel: ChannelName
    kind: AlertKind
    made_at: datetime
    due_at: datetime | None
    facts: Mapping[str, object] = field(default_factory=dict)
    tried: int = 0
    sent_at: datetime | None = None
    fault: Fault | None = None
    detail: str = ""

    @property
    def given_up(self) -> bool:
        """Whether nobody tries any longer."""
        return self.due_at is None and self.sent_at is None

    def begun(self, now: datetime) -> Self:
        """An attempt is under way: others keep off until it must have ended.

        The fault stands for an attempt whose process dies; the end of the attempt puts the true one in its place.
        """
        return replace(self, tried=self.tried + 1, due_at=now + ATTEMPT_LASTS, fault=Fault.CUT_OFF, detail="")

    def arrived(self, now: datetime, note: str = "") -> Self:
        """The other side has it. `note`: what it said besides."""
        return replace(self, sent_at=now, due_at=None, fault=None, detail=note[:LONGEST_DETAIL])

    def failed(self, now: datetime, fault: Fault, detail: str) -> Self:
        """It did not arrive: it is tried again after the next pause, or given up."""
        again = now + PAUSES[self.tried - 1] if self.tried <= len(PAUSES) else None
        return replace(self, due_at=again, fault=fault, detail=detail[:LONGEST_DETAIL])
