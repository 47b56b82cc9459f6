"""From a classifier's probabilities to what they ask of us: nothing, lines of help shown, or an alarm."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Name = TypeVar("Name", bound=str)


FEWEST_TO_JUDGE, FEWEST_TO_GO_BY = 3, 6
"""Words a text must have to be judged at all, and to be judged like any other: "och om man missar det?" says little."""


URGENT = frozenset({"life_in_danger", "suicide"})
"""Classes in which missing somebody costs most: help is shown for them at a probability of their own."""


class Level(StrEnum):
    """How sure the classifier is: sure enough to call a person in, or only to show where help is."""

    ALARM = "alarm"
    HELP = "help"


@dataclass(frozen=True)
class Bands:
    """The probabilities of any danger, 0..1, from which a person is alarmed and from which help is shown.

    ``urgent`` is the one from which help is shown where the likeliest class is an urgent one, ``short`` the one for a
    text with fewer than FEWEST_TO_GO_BY words. Below ``harmless`` the classifier is sure that nothing is the matter.
    All but the last are chosen on ordinary questions that the classifier had not seen, by the share of them that may
    be disturbed (`assistant/ingest/danger_bands.py`).
    """

    alarm: float
    help: float
    urgent: float
    short: float
    harmless: float

    def __post_init__(self) -> None:
        """Raises ValueError where the bands are not in order."""
        if not 0 <= self.harmless < self.urgent <= self.help <= self.short <= self.alarm <= 1:
            raise ValueError(
                f"0 <= harmless {self.harmless} < urgent {self.urgent} <= help {self.help} <= short {self.short} "
                f"<= alarm {self.alarm} <= 1 does not hold"
            )

    def judge(self, scores: Mapping[Name, float], words: int) -> tuple[Name, Level] | None:
        """The likeliest class in a text of so many words and what it asks of us; None below the bands."""
        if not scores or words < FEWEST_TO_JUDGE:
            return None
        any_danger = sum(scores.values())
        likeliest = max(scores, key=lambda name: scores[name])
        if any_danger >= self.alarm:
            return likeliest, Level.ALARM
        enough = self.short if words < FEWEST_TO_GO_BY else self.urgent if likeliest in URGENT else self.help
        return (likeliest, Level.HELP) if any_danger >= enough else None

    def is_harmless(self, scores: Mapping[Name, float], words: int) -> bool:
        """Whether a text of so many words is surely no danger."""
        return bool(scores) and words >= FEWEST_TO_GO_BY and sum(scores.values()) < self.harmless
