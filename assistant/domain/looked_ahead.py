"""What the latest look ahead found: half hours, the year, and the times that a need is told from. Made once a night."""

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.forecast import Expectation, Forecast, Sum
from assistant.domain.talk_times import TalkTimes


@dataclass(frozen=True, slots=True)
class YearCount:
    """One kind of contacts in one calendar year.

    `so_far`: counted on days before today. `days_missing`: open days before today for which nobody has entered
    anything; they are in `to_come`, as are today and the rest of the year.
    """

    so_far: int
    days_missing: int
    to_come: Sum

    @property
    def contacts(self) -> float:
        """Expected of the whole year."""
        return self.so_far + self.to_come.contacts

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 80 % interval of the whole year; None where too few months tell how far a forecast drifts."""
        if self.to_come.low is None or self.to_come.high is None:
            return None
        return self.so_far + self.to_come.low, self.so_far + self.to_come.high


@dataclass(frozen=True, slots=True)
class YearOutlook:
    """A year's contacts: by chat, and by all channels together. `others` None: other channels tell too little."""

    year: int
    chats: YearCount
    others: YearCount | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """`made_at` is aware. `first` and `last`: the days that the half hours are forecast for."""

    made_at: datetime
    first: date
    last: date
    forecast: Forecast
    times: TalkTimes
    year: YearOutlook

    def between(self, start: datetime, end: datetime) -> tuple[Expectation, ...]:
        """The half hours expected from `start` until `end` (aware)."""
        return tuple(each for each in self.forecast.expected if start <= each.start < end)
