"""Where the danger classifier's bands lie: as low as ordinary questions bear, what the phrases disturb counted in."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.danger import DangerDetector, Scores
from assistant.domain.danger_features import words_of
from assistant.domain.danger_scores import FEWEST_TO_GO_BY, URGENT, Bands


@dataclass(frozen=True)
class Bearable:
    """Shares of ordinary questions that may be disturbed, 0..1.

    ``alarmed`` of all. Of those with FEWEST_TO_GO_BY words or more: ``helped`` are shown help (or alarmed), and
    ``urgent_helped`` because the classifier takes them for an urgent class. ``short_helped`` of the shorter ones and of
    the dialogue's short examples together: "tack för idag, hejdå" must not be answered with lines of help.

    ``harmless`` is no share but the probability below which the classifier may gainsay a phrase: ours, by trial on the
    labelled utterances of `danger_dev.jsonl`, where it turns 13 of 16 false alarms of the phrases into help shown, and
    1 of 142 true ones.
    """

    alarmed: float = 0.0035
    helped: float = 0.05
    urgent_helped: float = 0.025
    short_helped: float = 0.0025
    harmless: float = 0.05


@dataclass(frozen=True)
class _Judged:
    """One ordinary question: the probability of any danger, the likeliest class, and what the phrases alone do."""

    any_danger: float
    urgent: bool
    short: bool
    alarmed: bool
    helped: bool


def chosen_bands(
    rules: DangerDetector, scores: Scores, questions: Sequence[str], talk: Sequence[str], bearable: Bearable
) -> Bands:
    """The lowest bands with which no more of the ordinary ``questions`` are disturbed than is bearable.

    ``scores`` must be those of a classifier that was not fitted on the questions. Of ``talk``, what citizens say to the
    dialogue engine, the short texts count where short ones do; it may have been fitted on.
    """
    phrases = rules.with_classifier(scores, Bands(1.0, 1.0, 1.0, 1.0, bearable.harmless))
    judged = [_judged(phrases, scores, text) for text in questions]
    long = [one for one in judged if not one.short]
    short = [one for one in [*judged, *(_judged(phrases, scores, text) for text in talk)] if one.short]
    alarm = _lowest([(one.any_danger, one.alarmed) for one in judged], bearable.alarmed)
    urgent = _lowest([(one.any_danger if one.urgent else 0.0, False) for one in long], bearable.urgent_helped)
    shown = [(one.any_danger, one.helped or (one.urgent and one.any_danger >= urgent)) for one in long]
    help_ = min(alarm, _lowest(shown, bearable.helped))
    short_ = _lowest([(one.any_danger, one.helped) for one in short], bearable.short_helped)
    return Bands(alarm, help_, min(urgent, help_), min(alarm, max(help_, short_)), bearable.harmless)


def _judged(phrases: DangerDetector, scores: Scores, text: str) -> _Judged:
    found, shares = phrases.detect(text), scores(text)
    urgent = bool(shares) and max(shares, key=lambda name: shares[name]) in URGENT
    short = len(words_of(text)) < FEWEST_TO_GO_BY
    return _Judged(sum(shares.values()), urgent, short, found is not None and found.alarm, found is not None)


def _lowest(judged: Sequence[tuple[float, bool]], share: float) -> float:
    """The lowest band with at most the share above it or disturbed anyhow; 1 where these are too many already."""
    left = int(share * len(judged)) - sum(anyhow for _, anyhow in judged)
    others = sorted((any_danger for any_danger, anyhow in judged if not anyhow), reverse=True)
    if left < 0 or not others:
        return 1.0
    above, below = [1.0, *others][left], others[min(left, len(others) - 1)]
    return min(1.0, (above + below) / 2)
