"""What is expected to come, and how far earlier forecasts by the same rule were from what came."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import exp, floor, lgamma, log
from statistics import mean

from assistant.domain.opening_hours import OpeningHours
from assistant.domain.period import LOCAL, Period, local_day

HALF_HOUR = timedelta(minutes=30)
INSIDE = 0.80
"""What is called the interval of a forecast holds what comes so often."""
LEAST_DAYS = 10
"""Open days with contacts: of fewer, two working weeks, nothing honest can be forecast."""
SILENT = 1e-6
"""An open day without a single contact that chance makes this seldom was not quiet: nothing was recorded on it."""

Counts = Mapping[datetime, int]
"""Contacts by the half hour (aware, its beginning) in which they came."""


class Method(StrEnum):
    """The rules that a forecast may be made by, the plainest first."""

    NONE = "none"
    LAST_WEEK = "last_week"
    RECENT = "recent"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Expectation:
    """Contacts expected in the half hour from `start`: the mean, and the ends of the 80 % interval."""

    start: datetime
    contacts: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Trial:
    """How forecasts made on earlier days (rolling origin) met what came after. Shares, 0..1 and above.

    `wape`: the sum of all misses, over all that came, half hour by half hour; `wape_days`: the same, day by day.
    `chance`: what `wape` would be, were every mean known: what lots alone make. `mase`: the mean miss, over that of
    saying "as a week ago" in the days before (Hyndman and Koehler, Int. Journal of Forecasting 22(4), 2006): below 1 is
    better. `coverage`: how often what came lay in the 80 % interval. `others`: `wape` of the rules not chosen.
    """

    forecasts: int
    half_hours: int
    wape: float
    wape_days: float
    chance: float
    mase: float | None
    coverage: float
    others: Mapping[Method, float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """Half hours to come. `method` NONE: there is too little behind it, and nothing is expected.

    `days_behind`: open days it was made from. `left_out`: days on which the record was silent, not the citizens.
    `trial` None: too few days to try it on.
    """

    method: Method
    days_behind: int
    left_out: int = 0
    expected: tuple[Expectation, ...] = ()
    trial: Trial | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """Contacts expected in all of some days. The ends of the 80 % interval are None where nothing tells them."""

    contacts: float
    low: float | None = None
    high: float | None = None


NO_FORECAST = Forecast(Method.NONE, 0)


def open_half_hours(hours: OpeningHours, days: Period, *, always: bool = False) -> Iterator[datetime]:
    """The half hours (beginnings, UTC) of these days in which people answer for some time, in order.

    `always`: around the clock, as in trials at night.
    """
    day = days.first
    while day <= days.last:
        spans = [(at.opens, at.closes) for at in hours.on(day)] if not always else [(time.min, time.max)]
        for opens, closes in spans:
            start = datetime.combine(day, opens.replace(minute=opens.minute // 30 * 30), LOCAL).astimezone(UTC)
            end = datetime.combine(day, closes, LOCAL).astimezone(UTC)
            while start < end:
                yield start
                start += HALF_HOUR
        day += timedelta(days=1)


def in_half_hours(moments: Iterable[datetime]) -> dict[datetime, int]:
    """How many of the moments (aware) lie in each half hour."""
    counted: dict[datetime, int] = {}
    for moment in moments:
        at = moment.astimezone(UTC)
        start = at.replace(minute=at.minute // 30 * 30, second=0, microsecond=0)
        counted[start] = counted.get(start, 0) + 1
    return counted


def history_of(counts: Counts, opened: Iterable[datetime]) -> dict[datetime, int]:
    """The contacts of the half hours in which people answered, noughts among them, from the first with a contact on."""
    starts = sorted(opened)
    first = next((start for start in starts if counts.get(start, 0)), None)
    if first is None:
        return {}
    began = local_day(first)
    return {start: counts.get(start, 0) for start in starts if local_day(start) >= began}


def by_day(counts: Counts) -> dict[date, int]:
    """The contacts of each local day."""
    days: dict[date, int] = {}
    for start, number in counts.items():
        day = local_day(start)
        days[day] = days.get(day, 0) + number
    return days


def silent_days(days: Mapping[date, int]) -> frozenset[date]:
    """Days without one contact that cannot be quiet days: at their weekday's mean chance would make none so seldom.

    With a mean of m, none come with probability e^-m (Poisson).
    """
    means = {weekday: mean(_of_weekday(days, weekday)) for weekday in {day.weekday() for day in days}}
    return frozenset(day for day, number in days.items() if not number and exp(-means[day.weekday()]) < SILENT)


def _of_weekday(days: Mapping[date, int], weekday: int) -> list[int]:
    return [number for day, number in days.items() if day.weekday() == weekday]


def wape(came: Sequence[float], told: Sequence[float]) -> float | None:
    """The sum of all misses over the sum of what came; None where nothing came.

    Weighted absolute percentage error, also called MAD/mean (Kolassa and Schuetz, Foresight 6, 2007): unlike the mean
    of percentages it can be told where some half hours are empty.
    """
    whole = sum(came)
    return sum(abs(a - b) for a, b in zip(came, told, strict=True)) / whole if whole else None


def chance_miss(expected: float) -> float:
    """The mean distance of a Poisson number from its mean m: 2 e^-m m^(k+1) / k!, where k is m rounded down.

    Source: Crow, "The mean deviation of the Poisson distribution", Biometrika 45, 1958. The least that any forecast of
    single half hours can miss by.
    """
    if expected <= 0:
        return 0.0
    whole = floor(expected)
    return 2 * exp((whole + 1) * log(expected) - expected - lgamma(whole + 1))


def excess(came: Sequence[float], told: Sequence[float]) -> float:
    """How much more than Poisson numbers what came scatters: the alpha of a variance m + alpha m^2, 0 or above.

    The estimate by moments (Cameron and Trivedi, "Regression Analysis of Count Data", 2nd ed. 2013, section 3.3): the
    sum of (y - m)^2 - m over the sum of m^2.
    """
    squares = sum(m * m for m in told)
    return max(0.0, sum((y - m) ** 2 - m for y, m in zip(came, told, strict=True)) / squares) if squares else 0.0
