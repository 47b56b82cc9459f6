"""Parts summed by local day, by half hour and by value: the one way from what is recorded to tallies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.measures.counting import Key, Part, half_hour
from assistant.domain.measures.names import EVERYTHING, Dimension, Grain
from assistant.domain.measures.tally import Adding, Tally
from assistant.domain.period import Period, local_day, quarter_of

_ALL = (Dimension.ALL, EVERYTHING)

DaySums = Mapping[Key, Tally]
"""The sums of one local day under every value of every dimension."""


@dataclass(slots=True)
class Sums:
    """What was counted of a period; what lies outside is not taken in."""

    period: Period
    _by_day: dict[date, dict[Key, Adding]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Adding)))
    _by_half_hour: dict[datetime, Adding] = field(default_factory=lambda: defaultdict(Adding))

    def add(self, parts: Iterable[Part]) -> None:
        """Those of the parts that lie in the period come on top."""
        start, end = self.period.start, self.period.end
        for part in parts:
            if start <= part.at < end:
                of_day = self._by_day[local_day(part.at)]
                for key in part.keys:
                    of_day[key].add(part.tally)
                if _ALL in part.keys:
                    self._by_half_hour[half_hour(part.at)].add(part.tally)

    def days(self) -> Mapping[date, DaySums]:
        """Every day of the period, also those on which nothing was."""
        return {day: _told(self._by_day[day]) if day in self._by_day else {} for day in self.period.days()}

    def half_hours(self) -> Mapping[datetime, Tally]:
        """The half hours (aware, UTC) in which something was, in order: those of `Dimension.ALL`."""
        return {start: self._by_half_hour[start].tally() for start in sorted(self._by_half_hour)}


def _told(sums: Mapping[Key, Adding]) -> DaySums:
    return {key: adding.tally() for key, adding in sums.items()}


def first_of(grain: Grain, day: date) -> date:
    """The first day of the stretch that the day lies in: itself, the Monday, the month's or the quarter's first.

    Raises ValueError of hours, which have no first day.
    """
    match grain:
        case Grain.HOUR:
            raise ValueError("an hour has no first day")
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return day - timedelta(days=day.weekday())
        case Grain.MONTH:
            return day.replace(day=1)
        case Grain.QUARTER:  # pragma: no branch - the last of all
            return quarter_of(day).first
