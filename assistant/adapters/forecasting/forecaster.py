"""The rule that did best on the days gone by, its forecast, and how wide its interval has to be."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import NormalDist

import numpy as np

from assistant.adapters.forecasting.day_models import Past, Vector, fitted
from assistant.adapters.forecasting.day_profile import Profile
from assistant.adapters.forecasting.intervals import ends
from assistant.adapters.forecasting.trials import try_rules
from assistant.domain.forecast import (
    INSIDE,
    LEAST_DAYS,
    Expectation,
    Forecast,
    Method,
    Sum,
    by_day,
    excess,
    silent_days,
)
from assistant.domain.period import local_day

BLOCK = timedelta(days=28)
BLOCKS = 12
LEAST_BLOCKS = 4
"""Months on which the drift of the level is judged, at least and at most."""


class CalendarForecaster:
    """Implements `Forecaster`: the day by one of three rules, spread over its half hours as such weekdays are."""

    def half_hours(self, history: Mapping[datetime, int], ahead: Sequence[datetime]) -> Forecast:
        days = by_day(history)
        silent = silent_days(days)
        known = {start: number for start, number in history.items() if local_day(start) not in silent}
        told = sum(number > 0 for number in days.values())
        if told < LEAST_DAYS or not any(known.values()):
            return Forecast(Method.NONE, len(days) - len(silent), len(silent))
        tried = try_rules(known)
        method = tried.best if tried else Method.RECENT
        means = _means(method, known, ahead)
        spread = excess(tried.came, tried.told) if tried else _in_sample(method, known)
        trial = tried.trial() if tried else None
        return Forecast(method, len(days) - len(silent), len(silent), _expectations(ahead, means, spread), trial)

    def days(self, history: Mapping[date, int], ahead: Sequence[date]) -> Sum:
        known = {day: number for day, number in history.items() if day not in silent_days(history)}
        if sum(number > 0 for number in known.values()) < LEAST_DAYS:
            return Sum(0.0)
        if not ahead:
            return Sum(0.0, 0.0, 0.0)
        past = _past_of_days(known)
        contacts = float(fitted(Method.CALENDAR, past).means(ahead).sum())
        drift = _drift(past)
        if drift is None:
            return Sum(contacts)
        reach = NormalDist().inv_cdf((1 + INSIDE) / 2) * drift * contacts
        return Sum(contacts, max(0.0, contacts - reach), contacts + reach)


def _means(method: Method, known: Mapping[datetime, int], ahead: Sequence[datetime]) -> Vector:
    profile = Profile.of(known)
    model = fitted(method, profile.past(known))
    days = sorted({local_day(start) for start in ahead})
    of_day = dict(zip(days, model.means(days), strict=True)) if days else {}
    return np.array([of_day[local_day(start)] * profile.part(start) for start in ahead])


def _in_sample(method: Method, known: Mapping[datetime, int]) -> float:
    starts = sorted(known)
    return excess([known[start] for start in starts], _means(method, known, starts).tolist())


def _expectations(ahead: Sequence[datetime], means: Vector, spread: float) -> tuple[Expectation, ...]:
    low, high = ends(means, spread, INSIDE)
    return tuple(
        Expectation(start, round(float(mean), 3), int(least), int(most))
        for start, mean, least, most in zip(ahead, means, low, high, strict=True)
    )


def _past_of_days(known: Mapping[date, int]) -> Past:
    days = tuple(sorted(known))
    return Past(days, np.array([known[day] for day in days], dtype=np.float64), np.ones(len(days)))


def _drift(past: Past) -> float | None:
    """The relative error of a month told from all before it, as a root of mean squares; None of too few months.

    A year's rest is told as if all its months missed the same way: wider than if they were independent.
    """
    misses = []
    for back in range(1, BLOCKS + 1):
        first = past.days[-1] - back * BLOCK + timedelta(days=1)
        before = past.before(first)
        within = [index for index, day in enumerate(past.days) if first <= day < first + BLOCK]
        if (first - past.days[0]).days < 2 * BLOCK.days or not within or not len(before.days):
            break
        told = fitted(Method.CALENDAR, before).means([past.days[index] for index in within]).sum()
        misses.append(past.came[within].sum() / told - 1)
    return float(np.sqrt(np.mean(np.square(misses)))) if len(misses) >= LEAST_BLOCKS else None
