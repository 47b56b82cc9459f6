"""The words of forecasts, needs and the year's plan: message ids of the catalogue."""

from collections.abc import Mapping

from assistant.domain.forecast import Forecast, Method, Trial
from assistant.domain.staffing_need import Gap, Need
from assistant.domain.talk_times import Estimate
from assistant.services.plan import Course
from assistant.wording.catalogue import Words
from handoff_console import local_words

METHODS: Mapping[Method, str] = {
    Method.NONE: "too few days to go by",
    Method.LAST_WEEK: "as on the same day a week ago",
    Method.RECENT: "the mean of each weekday over the last six weeks",
    Method.CALENDAR: "weekday, season and holidays, where the latest half year weighs most",
}
COURSES: Mapping[Course, tuple[str, str]] = {
    Course.REACHED: ("The plan is reached", "CheckmarkCircle"),
    Course.WILL: ("On course to reach the plan", "CheckmarkCircle"),
    Course.MAY: ("May reach the plan", "Hourglass"),
    Course.WILL_NOT: ("On course to stay below the plan", "ExclamationmarkTriangle"),
    Course.UNKNOWN: ("Too few months to say how sure this is", "InformationSquare"),
}


def gap_words(need: Need | None, words: Words) -> str:
    """Whether those planned are enough, in a few words."""
    if need is None:
        return words("no forecast")
    if need.agents is None:
        return words("more than any number would do")
    number = local_words.agents(abs(need.missing), words.lang)
    match need.gap:
        case Gap.SHORT:
            return words("{number} too few", number=number)
        case Gap.OVER:
            return words("{number} more than needed", number=number)
        case Gap.ENOUGH:  # pragma: no branch - the last of all
            return words("enough")


def estimate_words(estimate: Estimate, words: Words) -> str:
    """What an estimate rests on."""
    if estimate.assumed:
        return words("Assumed: the record has too few cases.")
    number = local_words.number(estimate.cases, words.lang)
    return words("Measured over the last four weeks, {number} cases.", number=number)


def forecast_words(forecast: Forecast, words: Words) -> str:
    """What the forecast rests on, and the days that it leaves out."""
    if forecast.method is Method.NONE:
        return words(
            "There is no forecast yet: {number} open days are counted, and at least ten with contacts are needed.",
            number=forecast.days_behind,
        )
    told = words(
        "Made from {number} open days: {rule}.", number=forecast.days_behind, rule=words(METHODS[forecast.method])
    )
    if not forecast.left_out:
        return told
    left = words.plural(
        "{number} day without any contact is left out: nothing was recorded on it.",
        "{number} days without any contact are left out: nothing was recorded on them.",
        forecast.left_out,
    )
    return f"{told} {left}"


def trial_words(trial: Trial | None, words: Words) -> tuple[str, ...]:
    """How earlier forecasts by the same rule met what came."""
    if trial is None:
        return (words("It has not been tried on days gone by: at least eight weeks are needed for that."),)
    tried = words("Tried {number} times, each on two weeks gone by.", number=trial.forecasts)
    miss = words(
        "It missed by {miss} of all contacts half hour by half hour, and by {days} day by day (WAPE).",
        miss=_share(trial.wape, words),
        days=_share(trial.wape_days, words),
    )
    least = words(
        "Chance alone makes {least}: no forecast of half hours can miss by less.", least=_share(trial.chance, words)
    )
    inside = words(
        "{inside} of what came lay in the interval, which is made to hold at least 80 %.",
        inside=_share(trial.coverage, words),
    )
    if trial.mase is None:
        return tried, miss, least, inside
    naive = words(
        "Its misses are {mase} times those of saying “as a week ago” (MASE; below 1 is better).",
        mase=local_words.decimal(trial.mase, words.lang),
    )
    return tried, miss, least, naive, inside


def _share(value: float, words: Words) -> str:
    return local_words.percent(value, words.lang, 0)
