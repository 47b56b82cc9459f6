"""Where the danger classifier's bands lie: as low as ordinary questions bear, what the phrases disturb counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.danger import DangerDetector, Scores
from assistant.domain.danger_features import words_of
from assistant.domain.danger_scores import FEWEST_TO_GO_BY, Bands


@dataclass(frozen=True)
class Bearable:
    """Shares of ordinary questions that may be disturbed, 0..1: alarmed, shown help, and of short ones shown help.

    ``harmless`` is no share but the probability below which the classifier may gainsay a phrase: ours, by trial on the
    labelled utterances of `danger_dev.jsonl`, where it turns 13 of 16 false alarms of the phrases into help shown, and
    2 of 131 true ones.
    """

    alarmed: float = 0.0035
    helped: float = 0.04
    short_helped: float = 0.01
    harmless: float = 0.05


@dataclass(frozen=True)
class _Judged:
    """One ordinary question: the probability of any danger, whether it is short, and what the phrases alone do."""

    any_danger: float
    short: bool
    alarmed: bool
    helped: bool


def chosen_bands(rules: DangerDetector, scores: Scores, questions: Sequence[str], bearable: Bearable) -> Bands:
    """The lowest bands with which no more of the ordinary ``questions`` are disturbed than is bearable.

    ``scores`` must be those of a classifier that was not fitted on the questions.
    """
    phrases = rules.with_classifier(scores, Bands(1.0, 1.0, 1.0, bearable.harmless))
    judged = [_judged(phrases, scores, text) for text in questions]
    alarm = _lowest([(one.any_danger, one.alarmed) for one in judged], bearable.alarmed)
    seen = [(one.any_danger, one.alarmed or one.helped) for one in judged if not one.short]
    short = [(one.any_danger, one.alarmed or one.helped) for one in judged if one.short]
    help_ = min(alarm, _lowest(seen, bearable.helped))
    return Bands(alarm, help_, min(alarm, max(help_, _lowest(short, bearable.short_helped))), bearable.harmless)


def _judged(phrases: DangerDetector, scores: Scores, text: str) -> _Judged:
    found = phrases.detect(text)
    short = len(words_of(text)) < FEWEST_TO_GO_BY
    return _Judged(sum(scores(text).values()), short, found is not None and found.alarm, found is not None)


def _lowest(judged: Sequence[tuple[float, bool]], share: float) -> float:
    """The lowest band with at most the share above it or disturbed anyhow; 1 where these are too many already."""
    left = int(share * len(judged)) - sum(anyhow for _, anyhow in judged)
    others = sorted((any_danger for any_danger, anyhow in judged if not anyhow), reverse=True)
    if left < 0 or not others:
        return 1.0
    above, below = [1.0, *others][left], others[min(left, len(others) - 1)]
    return min(1.0, (above + below) / 2)
