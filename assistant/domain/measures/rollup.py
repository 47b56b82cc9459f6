"""Sums that are kept, and which of them are due to be counted anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistant.domain.measures.names import Dimension
from assistant.domain.measures.tally import Tally
from assistant.domain.period import Period, month_of, week_of, year_of

LATEST = timedelta(days=8)
"""So long after a day its figures still move of themselves: a return counts for seven days, a survey comes late."""
LATEST_EVERY = timedelta(minutes=10)
REVIEWED = timedelta(days=35)
"""So long after a day reviews of its answers are still expected."""
REVIEWED_EVERY = timedelta(days=1)


class StoredGrain(StrEnum):
    """What stretches of time are kept as sums. A value once recorded is never renamed."""

    HALF_HOUR = "half_hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


LONG: Mapping[StoredGrain, Callable[[date], Period]] = {
    StoredGrain.WEEK: week_of,
    StoredGrain.MONTH: month_of,
    StoredGrain.YEAR: year_of,
}
"""What is kept of more than a day, in the order of summing, by the stretch that a day lies in."""


def part_of(grain: StoredGrain) -> StoredGrain:
    """What a long one is summed from: a year from months, the others from days."""
    return StoredGrain.MONTH if grain is StoredGrain.YEAR else StoredGrain.DAY


@dataclass(frozen=True, slots=True)
class Rollup:
    """The sum of one stretch under one value of one dimension. `start`: its first moment (aware, UTC)."""

    start: datetime
    dimension: Dimension
    value: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class BuiltDay:
    """A local day whose sums are kept, as they were at `built_at`. `frozen`: some of its conversations have lost their
    words by age, and it is not counted anew.
    """

    day: date
    built_at: datetime
    frozen: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it was counted when it was over, and not on the day itself."""
        return self.frozen or self.built_at >= Period(self.day, self.day).end


def due(known: Mapping[date, BuiltDay], past: Iterable[date], today: date, now: datetime) -> list[date]:
    """The days of the past that are to be counted, the latest first: those never counted, and those that may have moved
    since they were, as one has that was counted before it was over.
    """
    return sorted((day for day in past if _is_due(known.get(day), day, today, now)), reverse=True)


def _is_due(built: BuiltDay | None, day: date, today: date, now: datetime) -> bool:
    if built is None or built.frozen:
        return built is None
    if not built.is_whole:
        return True
    age = today - day
    if age > REVIEWED:
        return False
    return now - built.built_at >= (LATEST_EVERY if age <= LATEST else REVIEWED_EVERY)
