"""Rules for how many contacts a day brings: as a week ago, as lately, or by weekday, season and kind of day."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.adapters.forecasting.calendar_days import seasons, special_days
from assistant.domain.forecast import Method

RECENT_DAYS = 42
"""Six weeks: what "lately" means."""
HALF_LIFE_DAYS = 180.0
"""A day half a year back weighs half as much: the level is today's, while last year still tells of the season."""
FROM_A_YEAR = 350
"""Days of history from which the year's waves are fitted; of a shorter time they would be made up."""
LEAST_SPECIAL = 3
"""Days of a kind that must have been seen before it is told apart."""
SHRINK_DAYS = 0.5
"""A weekday's mean is drawn to the mean of all, as if so much of such a day had been seen besides."""
_LEAST = 1e-3

Vector = NDArray[np.float64]


class DayModel(Protocol):
    """A rule that has seen some days."""

    def means(self, days: Sequence[date]) -> Vector:
        """The contacts expected of each of these days, were it open for its weekday's whole hours."""
        ...


@dataclass(frozen=True, slots=True)
class Past:
    """Open days in order, what came, and the part of the weekday's ordinary hours that was open (0..1 and above)."""

    days: tuple[date, ...]
    came: Vector
    open_part: Vector

    def before(self, day: date) -> "Past":
        """Only the days before."""
        upto = sum(each < day for each in self.days)
        return Past(self.days[:upto], self.came[:upto], self.open_part[:upto])


@dataclass(frozen=True, slots=True)
class LastWeek:
    """As on the same weekday last: the rule that every other must beat."""

    last: Mapping[int, float]
    mean: float

    @classmethod
    def fitted(cls, past: Past) -> "LastWeek":
        """By what came."""
        last = {
            day.weekday(): float(n / part) for day, n, part in zip(past.days, past.came, past.open_part, strict=True)
        }
        return cls(last, float(past.came.mean()))

    def means(self, days: Sequence[date]) -> Vector:
        """The last of each weekday; the mean of all for one not seen."""
        return np.array([self.last.get(day.weekday(), self.mean) for day in days])


@dataclass(frozen=True, slots=True)
class Recent:
    """The mean of each weekday over the last six weeks, drawn a little to the mean of all days."""

    by_weekday: Vector

    @classmethod
    def fitted(cls, past: Past) -> "Recent":
        """By what came."""
        since = past.days[-1] - timedelta(days=RECENT_DAYS)
        late = np.array([day > since for day in past.days])
        return cls(weekday_means(past, late.astype(np.float64)))

    def means(self, days: Sequence[date]) -> Vector:
        """Each weekday's."""
        return self.by_weekday[[day.weekday() for day in days]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A Poisson regression over weekday, season and kind of day, in which late days weigh more."""

    by_weekday: Vector
    columns: tuple[bool, ...]
    waves: bool
    effects: Vector

    @classmethod
    def fitted(cls, past: Past) -> "Calendar":
        """By what came. Raises ValueError where the regression finds no answer."""
        # Imported here: it takes seconds, and only who forecasts needs it.
        from statsmodels.genmod.families import Poisson
        from statsmodels.genmod.generalized_linear_model import GLM

        ages = np.array([(past.days[-1] - day).days for day in past.days], dtype=np.float64)
        weights = 0.5 ** (ages / HALF_LIFE_DAYS)
        base = weekday_means(past, weights)
        waves = ages[0] >= FROM_A_YEAR
        seen = special_days(past.days)
        columns = tuple(bool(kind.sum() >= LEAST_SPECIAL and past.came[kind > 0].sum() > 0) for kind in seen.T)
        offset = np.log(base[[day.weekday() for day in past.days]] * past.open_part)
        regression = GLM(past.came, _design(past.days, columns, waves), Poisson(), offset=offset, var_weights=weights)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it warns of shows in the answer, which is looked at below
            effects = np.asarray(regression.fit(maxiter=50).params, dtype=np.float64)
        if not np.isfinite(effects).all() or np.abs(effects).max() > 10:
            raise ValueError("the regression found no answer")
        return cls(base, columns, waves, effects)

    def means(self, days: Sequence[date]) -> Vector:
        """Weekday times season times kind of day."""
        factor = np.exp(_design(days, self.columns, self.waves) @ self.effects)
        return self.by_weekday[[day.weekday() for day in days]] * factor


RULES: Mapping[Method, type[LastWeek] | type[Recent] | type[Calendar]] = {
    Method.LAST_WEEK: LastWeek,
    Method.RECENT: Recent,
    Method.CALENDAR: Calendar,
}


def fitted(method: Method, past: Past) -> DayModel:
    """The rule, having seen these days; where the regression finds no answer, the plainer one."""
    try:
        return RULES[method].fitted(past)
    except (ValueError, np.linalg.LinAlgError):
        return Recent.fitted(past)


def weekday_means(past: Past, weights: Vector) -> Vector:
    """The weighted mean of each weekday, drawn to the mean of all days by `SHRINK_DAYS`; never nought."""
    exposed = weights * past.open_part
    whole = max(_LEAST, float((weights * past.came).sum() / max(_LEAST, exposed.sum())))
    weekdays = np.array([day.weekday() for day in past.days])
    means = np.empty(7)
    for weekday in range(7):
        here = weekdays == weekday
        came, seen = float((weights * past.came)[here].sum()), float(exposed[here].sum())
        means[weekday] = (came + SHRINK_DAYS * whole) / (seen + SHRINK_DAYS)
    return np.maximum(means, _LEAST)


def _design(days: Sequence[date], columns: Sequence[bool], waves: bool) -> Vector:
    parts = [np.ones((len(days), 1)), special_days(days)[:, list(columns)]]
    return np.hstack([*parts, seasons(days)] if waves else parts)
