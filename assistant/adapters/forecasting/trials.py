"""Forecasts made as if it were earlier, and how they met what came (rolling origin)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from assistant.adapters.forecasting.day_models import RULES, Past, Vector, fitted
from assistant.adapters.forecasting.day_profile import Profile
from assistant.adapters.forecasting.intervals import ends
from assistant.domain.forecast import INSIDE, Method, Trial, chance_miss, excess, wape
from assistant.domain.period import LOCAL, local_day

AHEAD = timedelta(days=14)
"""How far each trial looks: as far as a schedule is usually laid."""
TRIALS = 8
FIRST_AFTER = timedelta(days=28)
"""So much history before the first trial."""
LEAST_TRIALS = 2
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _One:
    """One trial: what came in each half hour, and what each rule had told."""

    days: tuple[date, ...]
    came: tuple[float, ...]
    told: Mapping[Method, tuple[float, ...]]
    scale: float | None


@dataclass(frozen=True, slots=True)
class Tried:
    """All trials. `best` is the rule of the least `wape`."""

    trials: tuple[_One, ...]

    @property
    def came(self) -> list[float]:
        """What came, half hour by half hour."""
        return [number for one in self.trials for number in one.came]

    @property
    def told(self) -> list[float]:
        """What the best rule had told."""
        return self._told(self.best)

    def _told(self, method: Method) -> list[float]:
        return [number for one in self.trials for number in one.told[method]]

    @property
    def errors(self) -> dict[Method, float]:
        """The `wape` of every rule."""
        return {method: wape(self.came, self._told(method)) or 0.0 for method in RULES}

    @property
    def best(self) -> Method:
        """The plainest among equals."""
        return min(self.errors, key=lambda method: self.errors[method])

    def trial(self) -> Trial:
        """The figures told of it."""
        came, told, best = self.came, self.told, self.best
        scales = [one.scale for one in self.trials if one.scale]
        mean_miss = float(np.mean(np.abs(np.subtract(came, told))))
        return Trial(
            forecasts=len(self.trials),
            half_hours=len(came),
            wape=self.errors[best],
            wape_days=self._by_day(best),
            chance=sum(map(chance_miss, told)) / (sum(came) or 1),
            mase=mean_miss / float(np.mean(scales)) if scales else None,
            coverage=self._coverage(best),
            others={method: error for method, error in self.errors.items() if method is not best},
        )

    def _by_day(self, method: Method) -> float:
        came: dict[tuple[int, date], float] = {}
        told: dict[tuple[int, date], float] = {}
        for number, one in enumerate(self.trials):
            for day, real, guess in zip(one.days, one.came, one.told[method], strict=True):
                came[number, day] = came.get((number, day), 0.0) + real
                told[number, day] = told.get((number, day), 0.0) + guess
        return wape(list(came.values()), [told[key] for key in came]) or 0.0

    def _coverage(self, method: Method) -> float:
        """How often what came lay inside, each trial's interval being as wide as the *other* trials ask for."""
        inside: list[bool] = []
        for one in self.trials:
            others = [each for each in self.trials if each is not one]
            spread = excess(
                [number for each in others for number in each.came],
                [number for each in others for number in each.told[method]],
            )
            low, high = ends(np.array(one.told[method]), spread, INSIDE)
            inside.extend((low <= np.array(one.came)) & (np.array(one.came) <= high))
        return float(np.mean(inside))


def try_rules(known: Mapping[datetime, int]) -> Tried | None:
    """The rules tried on the latest days; None where there are too few."""
    starts = sorted(known)
    end, begin = local_day(starts[-1]) + timedelta(days=1), local_day(starts[0])
    found = []
    for back in range(1, TRIALS + 1):
        origin = end - back * AHEAD
        if origin - begin < FIRST_AFTER:
            break
        one = _tried(known, starts, origin)
        if one is not None:
            found.append(one)
    return Tried(tuple(found)) if len(found) >= LEAST_TRIALS and any(sum(one.came) for one in found) else None


def _tried(known: Mapping[datetime, int], starts: list[datetime], origin: date) -> _One | None:
    before = {start: known[start] for start in starts if local_day(start) < origin}
    after = [start for start in starts if origin <= local_day(start) < origin + AHEAD]
    if not after or not any(before.values()):
        return None
    profile = Profile.of(before)
    past = profile.past(before)
    parts = np.array([profile.part(start) for start in after])
    days = [local_day(start) for start in after]
    told = {method: tuple((_means(method, past, days) * parts).tolist()) for method in RULES}
    return _One(tuple(days), tuple(float(known[start]) for start in after), told, _scale(before))


def _means(method: Method, past: Past, days: list[date]) -> Vector:
    single = sorted(set(days))
    by_day = dict(zip(single, fitted(method, past).means(single), strict=True))
    return np.array([by_day[day] for day in days])


def _scale(before: Mapping[datetime, int]) -> float | None:
    """The mean miss of "as in the same half hour a week before" in the history (Hyndman and Koehler 2006)."""
    pairs = ((number, before.get(_week_before(start))) for start, number in before.items())
    misses = [abs(number - earlier) for number, earlier in pairs if earlier is not None]
    return float(np.mean(misses)) if misses and any(misses) else None


def _week_before(start: datetime) -> datetime:
    """By the clock on the wall, summer time or not."""
    return (start.astimezone(LOCAL) - WEEK).astimezone(UTC)
