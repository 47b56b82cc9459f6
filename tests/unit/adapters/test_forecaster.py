"""The real forecaster, on histories that are made up so that what it should find is known."""

from datetime import UTC, date, datetime, time, timedelta
from math import exp, pi, sin
from random import Random

import pytest

from assistant.adapters.forecasting import CalendarForecaster
from assistant.adapters.forecasting.calendar_days import special_days
from assistant.domain.forecast import Method, by_day, open_half_hours
from assistant.domain.opening_hours import Hours, OpeningHours
from assistant.domain.period import LOCAL, Period, local_day

HOURS = OpeningHours("chat", {}, {day: (Hours(time(8), time(16)),) for day in range(5)})
MONDAY = date(2026, 11, 23)
AHEAD = list(open_half_hours(HOURS, Period(MONDAY, MONDAY + timedelta(days=13))))


def mean(start: datetime) -> float:
    """Three a half hour on average: Mondays busier, a hump at noon, half as many in July."""
    here = start.astimezone(LOCAL)
    hump = 1 + 0.5 * sin((here.hour + here.minute / 60 - 8) / 8 * pi)
    summer = 1 - 0.5 * exp(-(((here.timetuple().tm_yday - 200) / 25) ** 2))
    return 2.3 * (1.4, 1.1, 1.0, 0.9, 0.8)[here.weekday()] * hump * summer


def poisson(expected: float, chance: Random) -> int:
    number, left = 0, chance.random()
    term = exp(-expected)
    while left > term:
        left -= term
        number += 1
        term *= expected / number
    return number


def history(days: int, seed: int = 1) -> dict[datetime, int]:
    chance = Random(seed)
    past = Period(MONDAY - timedelta(days=days), MONDAY - timedelta(days=1))
    return {start: poisson(mean(start), chance) for start in open_half_hours(HOURS, past)}


def test_a_year_and_a_half_is_forecast_nearly_as_well_as_chance_allows() -> None:
    forecast = CalendarForecaster().half_hours(history(550), AHEAD)
    trial = forecast.trial
    assert trial is not None
    assert trial.wape < 1.08 * trial.chance
    assert trial.mase is not None
    assert trial.mase < 0.85
    assert 0.78 <= trial.coverage <= 0.95
    told, real = sum(each.contacts for each in forecast.expected), sum(map(mean, AHEAD))
    assert told == pytest.approx(real, rel=0.1)
    assert all(each.low <= each.contacts <= each.high for each in forecast.expected)


def test_days_on_which_nothing_was_recorded_are_left_out_and_told() -> None:
    known = history(120)
    hole = {start: 0 if local_day(start) in {MONDAY - timedelta(days=10)} else n for start, n in known.items()}
    forecast = CalendarForecaster().half_hours(hole, AHEAD)
    assert forecast.left_out == 1


@pytest.mark.parametrize("days", [0, 3, 9])
def test_of_too_few_days_nothing_is_forecast(days: int) -> None:
    forecast = CalendarForecaster().half_hours(history(days), AHEAD)
    assert (forecast.method, forecast.expected) == (Method.NONE, ())


def test_of_no_contacts_at_all_nothing_is_forecast() -> None:
    assert CalendarForecaster().half_hours(dict.fromkeys(history(100), 0), AHEAD).method is Method.NONE


def test_a_half_hour_never_open_before_is_expected_as_on_other_days() -> None:
    saturday = datetime.combine(MONDAY + timedelta(days=5), time(9), UTC)
    forecast = CalendarForecaster().half_hours(history(100), [saturday])
    assert 0 < forecast.expected[0].contacts < 20


def test_an_hour_longer_open_than_before_does_not_fail() -> None:
    evening = datetime.combine(MONDAY, time(17), UTC)
    assert CalendarForecaster().half_hours(history(100), [evening]).expected[0].contacts == 0


def test_the_sum_of_some_weeks_lies_in_its_interval() -> None:
    told = CalendarForecaster().days(by_day(history(550)), sorted({local_day(start) for start in AHEAD}))
    assert told.low is not None
    assert told.high is not None
    assert told.low < sum(map(mean, AHEAD)) < told.high


def test_a_sum_of_no_days_is_nought_and_one_of_few_behind_has_no_interval() -> None:
    assert CalendarForecaster().days(by_day(history(550)), []).contacts == 0
    assert CalendarForecaster().days(by_day(history(40)), [MONDAY]).low is None


def test_the_days_around_swedish_holidays_are_told_apart() -> None:
    """2026: Ascension is Thursday 14 May; Epiphany Tuesday 6 January; Good Friday 3 April."""
    kinds = special_days(
        [date(2026, 5, 13), date(2026, 5, 15), date(2026, 1, 5), date(2026, 1, 7), date(2026, 4, 7), date(2026, 3, 18)]
    ).tolist()
    assert kinds == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [0, 0, 0]]
