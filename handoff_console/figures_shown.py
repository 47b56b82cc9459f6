"""A figure made ready for a page: in words, against its target and the period before. Nothing is counted here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.period import PeriodName
from assistant.domain.turn import TurnOutcome
from assistant.services.report import Figure, FigureName
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.figure_words import FIGURES, OUTCOMES, PERIODS, FigureWords

FEWEST_SHOWN = 5
"""A smaller number of turns with words of danger is not told (requirements C-06, E-11)."""


FEWEST_JUDGED = 5
"""Answers. With fewer, one citizen's opinion would decide whether a target is met; ours, and no claim of statistics."""
OPINIONS = frozenset({FigureName.RESOLUTION, FigureName.SATISFACTION})
"""Figures counted from what people answer, and few do."""


class Verdict(StrEnum):
    """How a figure stands to its target. The value is the message id."""

    MET = "Target met"
    MISSED = "Target not met"
    RISING = "Rising"
    UNCHANGED = "Unchanged"
    FALLING = "Falling"
    UNKNOWN = "Cannot be judged yet"
    FEW = "Too few answers to judge"


ICONS = {
    Verdict.MET: "CheckmarkCircle",
    Verdict.RISING: "CheckmarkCircle",
    Verdict.UNCHANGED: "CheckmarkCircle",
    Verdict.MISSED: "ExclamationmarkTriangle",
    Verdict.FALLING: "ExclamationmarkTriangle",
    Verdict.UNKNOWN: "Hourglass",
    Verdict.FEW: "Hourglass",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to `end` with a mark at the target, all in per cent of the bar's length; `end` is its label."""

    filled: float
    mark: float | None
    end: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as a page shows it. `percent` is empty where there is nothing to count."""

    figure: Figure
    words: FigureWords
    verdict: Verdict
    percent: str
    counted: str
    target: str
    change: str
    rise: int
    left_out: str
    bar: Bar | None

    @property
    def name(self) -> FigureName:
        """Which of the five."""
        return self.figure.name

    @property
    def kept(self) -> str:
        """`yes`, `no` or `unknown`, for styles and tests."""
        if self.verdict is Verdict.FEW:
            return "unknown"
        return {True: "yes", False: "no", None: "unknown"}[self.figure.met]

    @property
    def icon(self) -> str:
        """The verdict's icon."""
        return ICONS[self.verdict]


def shown(figure: Figure, period: PeriodName, words: Words) -> Shown:
    """The figure of that period in words."""
    told = FIGURES[figure.name]
    value, aim = figure.share.value, figure.target.share
    number = {"part": figure.share.part, "whole": figure.share.whole}
    counted = words(told.counted, **{key: local_words.number(n, words.lang) for key, n in number.items()})
    return Shown(
        figure,
        told,
        _verdict(figure),
        "" if value is None else local_words.percent_beside(value, aim, words.lang),
        "" if value is None else counted,
        _target(figure, told, words),
        _change(figure, period, words),
        _rise(figure),
        words.plural(*told.left_out, figure.left_out) if figure.left_out else "",
        _bar(figure, told, words),
    )


def _target(figure: Figure, told: FigureWords, words: Words) -> str:
    aim, before = figure.target.share, figure.before.value
    if aim is not None:
        return words(told.target, aim=local_words.percent(aim, words.lang, 0))
    if before is None:
        return words(told.target)
    return words("Target: shall rise from {aim}", aim=local_words.percent(before, words.lang))


def _verdict(figure: Figure) -> Verdict:
    if figure.name in OPINIONS and 0 < figure.share.whole < FEWEST_JUDGED:
        return Verdict.FEW
    if figure.met is None:
        return Verdict.UNKNOWN
    if figure.target.share is not None:
        return Verdict.MET if figure.met else Verdict.MISSED
    return {1: Verdict.RISING, 0: Verdict.UNCHANGED, -1: Verdict.FALLING}[_rise(figure)]


def _rise(figure: Figure) -> int:
    """1 up, -1 down, 0 unchanged or nothing to compare with."""
    now, then = figure.share.value, figure.before.value
    return 0 if now is None or then is None else (now > then) - (now < then)


def _change(figure: Figure, period: PeriodName, words: Words) -> str:
    before = words(PERIODS[period].before)
    now, then = figure.share.value, figure.before.value
    if then is None:
        if now is None:
            return ""
        return words("Nothing to compare with: no data for {before}", before=before)
    was = local_words.percent(then, words.lang)
    if now is None:
        return words("It was {was} {before}", was=was, before=before)
    if now == then:
        return words("The same as {before}", before=before)
    message = (
        "{points} percentage points higher than {before} ({was})"
        if now > then
        else "{points} percentage points lower than {before} ({was})"
    )
    return words(message, points=local_words.points(now - then, words.lang), before=before, was=was)


def _bar(figure: Figure, told: FigureWords, words: Words) -> Bar | None:
    value, aim = figure.share.value, figure.target.share
    if value is None:
        return None
    mark = figure.before.value if aim is None else aim
    return Bar(
        round(min(value / told.scale, 1) * 100, 2),
        None if mark is None else round(min(mark / told.scale, 1) * 100, 2),
        local_words.percent(told.scale, words.lang, 0),
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The five in a sentence: how many targets are met, and the names of the rest. `empty`: nothing was counted."""

    met: int
    missed: tuple[str, ...]
    unknown: tuple[str, ...]
    empty: tuple[str, ...]


def summary(figures: Sequence[Shown], words: Words) -> Summary:
    """What a director asks first."""
    return Summary(
        sum(each.kept == "yes" for each in figures),
        tuple(words(each.words.name) for each in figures if each.kept == "no"),
        tuple(words(each.words.name) for each in figures if each.kept == "unknown"),
        tuple(words(each.words.name) for each in figures if not each.percent),
    )


def outcomes_shown(counts: Mapping[str, int], words: Words) -> list[tuple[str, str]]:
    """Each outcome that occurred, in words, with its number; few turns with words of danger are told as few."""
    return [
        (words(name), _number(outcome, counts[outcome], words))
        for outcome, name in OUTCOMES.items()
        if counts.get(outcome)
    ]


def _number(outcome: TurnOutcome, number: int, words: Words) -> str:
    if outcome is TurnOutcome.DANGER and number < FEWEST_SHOWN:
        return words("fewer than {number}", number=FEWEST_SHOWN)
    return local_words.number(number, words.lang)
