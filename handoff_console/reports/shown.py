"""Readings made ready for a page: written out, against target and the time before. Nothing is counted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.domain.measures import MEASURES, MeasureName, Reading, Unit
from assistant.domain.measures.difference import Difference, difference
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.measure_words import WORDS_OF_MEASURES, MeasureWords

MINUTE = 60


class Stands(StrEnum):
    """How a figure stands to its target. The value is the message id."""

    MET = "Target met"
    MISSED = "Target not met"
    FEW = "Too few to show"
    NOTHING = "No data"
    NO_TARGET = "No target"
    RISING = "Rising"
    FALLING = "Falling"
    UNCHANGED = "No certain change"


ICONS = {
    Stands.MET: "CheckmarkCircle",
    Stands.MISSED: "ExclamationmarkTriangle",
    Stands.FEW: "Hourglass",
    Stands.NOTHING: "Hourglass",
    Stands.NO_TARGET: "",
    Stands.RISING: "CheckmarkCircle",
    Stands.FALLING: "ExclamationmarkTriangle",
    Stands.UNCHANGED: "Hourglass",
}
KEPT = {Stands.MET: "yes", Stands.MISSED: "no", Stands.RISING: "yes", Stands.FALLING: "no"}
TO_RISE = frozenset({MeasureName.RESOLUTION_CITIZEN})
"""Of these the plan says that they shall rise, and not to what."""


class Standing:
    """Something that stands somehow to its target."""

    __slots__ = ()
    stands: Stands

    @property
    def icon(self) -> str:
        """The standing's icon; empty for none."""
        return ICONS[self.stands]

    @property
    def kept(self) -> str:
        """`yes`, `no` or `unknown`, for styles and tests."""
        return KEPT.get(self.stands, "unknown")


@dataclass(frozen=True, slots=True)
class Shown(Standing):
    """One figure in words. `change` compares with the time before; `better`: 1, 0 or -1 where the change is certain."""

    name: MeasureName
    words: MeasureWords
    reading: Reading
    value: str
    between: str
    cases: str
    stands: Stands
    target: str
    change: str
    better: int


def written(name: MeasureName, value: float | None, lang: str) -> str:
    """The value with its unit: `91,2 %`, `45 s`, `2 min 5 s`, `78,4`. Empty for none."""
    if value is None:
        return ""
    measure = MEASURES[name]
    match measure.unit:
        case Unit.INDEX:
            return local_words.rate(value, lang)
        case Unit.SECONDS:
            return _duration(value, lang)
        case Unit.SHARE:  # pragma: no branch - the last of all
            return local_words.percent_beside(value, measure.target.value if measure.target else None, lang)


def _duration(seconds: float, lang: str) -> str:
    if seconds < MINUTE:
        text = local_words.rate(seconds, lang) if seconds < 10 else local_words.number(round(seconds), lang)
        return f"{text}{local_words.NO_BREAK_SPACE}s"
    minutes, rest = divmod(round(seconds), MINUTE)
    space = local_words.NO_BREAK_SPACE
    return f"{local_words.number(minutes, lang)}{space}min" + (f"{space}{rest}{space}s" if rest else "")


def shown(name: MeasureName, reading: Reading, before: Reading, words: Words) -> Shown:
    """The figure with what it stands against."""
    told = WORDS_OF_MEASURES[name]
    changed = difference(reading, before)
    return Shown(
        name,
        told,
        reading,
        written(name, reading.value, words.lang),
        _between(name, reading, words),
        cases_words(name, reading, words),
        _stands_after(name, reading, changed),
        target_words(name, words),
        _change(name, changed, before, words),
        _better(name, changed),
    )


def stands(name: MeasureName, reading: Reading) -> Stands:
    """Against the target by the value itself, as the promise is; of too few cases nothing is said."""
    if reading.suppressed:
        return Stands.FEW
    if reading.value is None:
        return Stands.NOTHING
    target = MEASURES[name].target
    if target is None:
        return Stands.NO_TARGET
    return Stands.MET if target.met_by(reading.value) else Stands.MISSED


def _stands_after(name: MeasureName, reading: Reading, changed: Difference | None) -> Stands:
    """As `stands`; what shall rise stands by whether it has, as far as chance can be told from change."""
    if name not in TO_RISE or changed is None:
        return stands(name, reading)
    if not changed.certain:
        return Stands.UNCHANGED
    return Stands.RISING if changed.by > 0 else Stands.FALLING


def cases_words(name: MeasureName, reading: Reading, words: Words) -> str:
    """How many cases, in words; few are told as few."""
    if reading.suppressed:
        return words("fewer than {number}", number=5)
    one, many = WORDS_OF_MEASURES[name].cases
    return words.plural(one, many, reading.cases, number=local_words.number(reading.cases, words.lang))


def _between(name: MeasureName, reading: Reading, words: Words) -> str:
    if reading.low is None or reading.high is None:
        return ""
    low, high = (written(name, end, words.lang) for end in (reading.low, reading.high))
    return words("between {low} and {high}", low=low, high=high)


def target_words(name: MeasureName, words: Words) -> str:
    """What was promised of the figure; empty for nothing."""
    target = MEASURES[name].target
    if target is None:
        return words("Target: shall rise") if name in TO_RISE else ""
    aim = local_words.percent(target.value, words.lang, 0)
    return words("Target: at least {aim}" if target.at_least else "Target: below {aim}", aim=aim)


def _change(name: MeasureName, changed: Difference | None, before: Reading, words: Words) -> str:
    if changed is None:
        return ""
    was = written(name, before.value, words.lang)
    if not changed.certain:
        return words("No certain change from {was}", was=was)
    return words("Up from {was}" if changed.by > 0 else "Down from {was}", was=was)


def _better(name: MeasureName, changed: Difference | None) -> int:
    rising = MEASURES[name].rising
    if changed is None or not changed.certain or rising is None:
        return 0
    return 1 if (changed.by > 0) == rising else -1


def chart(
    kind: str, name: MeasureName, points: Sequence[Mapping[str, Any]], middle: float | None = None
) -> dict[str, Any]:
    """What `charts.js` draws: beside it stands the table that says the same."""
    measure = MEASURES[name]
    target = measure.target.value if measure.target else None
    return {"kind": kind, "unit": measure.unit, "points": list(points), "middle": middle, "target": target}
