"""A promise that is about to break: told while somebody can still be called in, and told once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.measures import MeasureName, aim_of
from assistant.domain.outlook import Ahead, Expected
from assistant.domain.share import Share


class WarningKind(StrEnum):
    """Which promise. A value once recorded is never renamed."""

    SERVICE_LEVEL = "service_level"
    ABANDONMENT = "abandonment"


class Change(StrEnum):
    """What has to be done about a warning."""

    RAISE = "raise"
    CLEAR = "clear"


GOALS = {
    WarningKind.SERVICE_LEVEL: aim_of(MeasureName.SERVICE_LEVEL),
    WarningKind.ABANDONMENT: aim_of(MeasureName.ABANDONMENT),
}
"""From the municipality's plan for Kontakt Linköping: at least 90 % answered in time, under 5 % lost."""
CLEAR_OF = {WarningKind.SERVICE_LEVEL: 0.01, WarningKind.ABANDONMENT: 0.005}
"""By how much both today and what is expected must be on the good side before a warning is taken back. It is raised at
the goal itself: between the two bounds it stays as it is, so that a figure that hovers does not make it come and go.
"""
LEAST_CASES = 10
"""Of fewer, a single citizen let down breaks nine in ten: there is nothing to warn of yet, only bad luck."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Why a warning was raised: today so far, what was expected, and the load it was reckoned from.

    `half_hour` and `hour` are shares (0..1), None where nothing was expected; `handling` and `longest` are seconds.
    """

    part: int
    whole: int
    half_hour: float | None
    hour: float | None
    waiting: int
    longest: int
    places: int
    arrivals_an_hour: float
    handling: int


@dataclass(frozen=True, slots=True)
class TargetWarning:
    """One warning, from when it was raised until it was taken back. `number` is 0 until recorded."""

    kind: WarningKind
    raised_at: datetime
    foreseen: Foreseen
    cleared_at: datetime | None = None
    number: int = 0

    @property
    def was_broken(self) -> bool:
        """Whether the promise had already broken when the warning was raised."""
        return broken(self.kind, Expected(self.foreseen.part, self.foreseen.whole))

    @property
    def breaks_within(self) -> timedelta:
        """When the promise was expected to have broken: half an hour or an hour after `raised_at`."""
        soon = self.foreseen.half_hour
        return timedelta(minutes=30) if soon is not None and _missed(self.kind, soon) else timedelta(hours=1)


def counted(kind: WarningKind, ahead: Ahead) -> Expected:
    """What is expected of the figure that the promise is about, without what today has counted already."""
    return ahead.in_time if kind is WarningKind.SERVICE_LEVEL else ahead.lost


def broken(kind: WarningKind, share: Expected) -> bool:
    """Whether the promise is broken, by enough cases to say so."""
    return share.whole >= LEAST_CASES and share.value is not None and _missed(kind, share.value)


def change(kind: WarningKind, today: Share, coming: Sequence[Expected], *, stands: bool) -> Change | None:
    """Whether a warning must be raised, or the one that `stands` taken back; None where all stays as it is.

    `coming`: the day's figure as it is expected to be at each horizon, today's cases among it.
    """
    shares = [Expected(today.part, today.whole), *coming]
    if not stands:
        return Change.RAISE if any(broken(kind, share) for share in shares) else None
    return None if any(_near(kind, share) for share in shares) else Change.CLEAR


def _near(kind: WarningKind, share: Expected) -> bool:
    if share.value is None or share.whole < LEAST_CASES:
        return False
    goal, clear = GOALS[kind], CLEAR_OF[kind]
    return share.value < goal + clear if kind is WarningKind.SERVICE_LEVEL else share.value >= goal - clear


def _missed(kind: WarningKind, value: float) -> bool:
    return value < GOALS[kind] if kind is WarningKind.SERVICE_LEVEL else value >= GOALS[kind]
