"""What the municipality's plan promises: each figure with a bar against its target, and whom it leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.measures import MEASURES, MeasureName
from assistant.domain.measures.left_out import left_out
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import Period
from assistant.services.figures import Readings
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.reports.shown import TO_RISE, Shown

PROMISES = (
    MeasureName.SERVICE_LEVEL,
    MeasureName.ABANDONMENT,
    MeasureName.SATISFACTION,
    MeasureName.RESOLUTION_CITIZEN,
    MeasureName.CHAT_SHARE,
)
"""In the order they are shown."""
SCALES = {MeasureName.ABANDONMENT: 0.2, MeasureName.CHAT_SHARE: 0.2}
"""Where the bar ends, of those whose target lies close to nought; of others at 1."""
LEFT_OUT = {
    MeasureName.SERVICE_LEVEL: (
        "{number} is left out: still waiting, or gone within 120 seconds",
        "{number} are left out: still waiting, or gone within 120 seconds",
    ),
    MeasureName.ABANDONMENT: (
        "{number} is left out: still waiting, or given back to the assistant",
        "{number} are left out: still waiting, or given back to the assistant",
    ),
    MeasureName.SATISFACTION: ("{number} conversation has no rating", "{number} conversations have no rating"),
    MeasureName.RESOLUTION_CITIZEN: (
        "{number} conversation is left out: the citizen has not said",
        "{number} conversations are left out: the citizens have not said",
    ),
    MeasureName.CHAT_SHARE: (
        "{number} conversation is left out: the other channels' numbers are missing for its day",
        "{number} conversations are left out: the other channels' numbers are missing for their days",
    ),
}
"""Who is left out and why, of one and of several."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to `end` with a mark at the target, all in per cent of the bar's length; `end` is its label."""

    filled: float
    mark: float | None
    end: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised figure. `left_out` is empty where nobody is; `bar` None where there is nothing to show."""

    shown: Shown
    bar: Bar | None
    left_out: str


def promise(told: Shown, now: Readings, before: Readings, words: Words) -> Promise:
    """The figure told of `now`, beside the time before."""
    return Promise(told, _bar(told, before[told.name].value, words), left_out_words(told.name, now, words))


def lead(promises: Sequence[Shown], before: Period, words: Words) -> list[str]:
    """What a director asks first: which targets are met, and what has certainly changed since the time before."""
    met = sum(each.kept == "yes" for each in promises)
    told = sum(each.kept != "unknown" for each in promises)
    said = [words("{met} of {all} targets are met.", met=met, all=told)] if told else [words("No data.")]
    changed = [f"{words(each.words.name)}: {each.change}." for each in promises if each.better]
    compared = local_words.days(before, words.lang)
    if changed:
        said.append(words("Certain changes since {before}:", before=compared) + " " + " ".join(changed))
    elif told:
        said.append(words("Nothing has certainly changed since {before}.", before=compared))
    return said


def left_out_words(name: MeasureName, now: Readings, words: Words) -> str:
    """How many are left out and why; few are told as few."""
    number = left_out(name, now.tally)
    if not number:
        return ""
    few = number < FEWEST_TOLD
    told = words("fewer than {number}", number=FEWEST_TOLD) if few else local_words.number(number, words.lang)
    return words.plural(*LEFT_OUT[name], FEWEST_TOLD if few else number, number=told)


def _bar(told: Shown, was: float | None, words: Words) -> Bar | None:
    value, target, scale = told.reading.value, MEASURES[told.name].target, SCALES.get(told.name, 1.0)
    if value is None:
        return None
    aim = target.value if target is not None else was if told.name in TO_RISE else None
    mark = None if aim is None else _per_cent(aim / scale)
    return Bar(_per_cent(value / scale), mark, local_words.percent(scale, words.lang, 0))


def _per_cent(part: float) -> float:
    return round(min(part, 1) * 100, 2)
