"""From a classifier's probabilities to what they ask of us: nothing, lines of help shown, or an alarm."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Name = TypeVar("Name", bound=str)


class Level(StrEnum):
    """How sure the classifier is: sure enough to call a person in, or only to show where help is."""

    ALARM = "alarm"
    HELP = "help"


@dataclass(frozen=True)
class Bands:
    """The probabilities of any danger, 0..1, from which a person is alarmed and from which help is shown.

    Chosen on ordinary questions that the classifier had not seen, by the share of them that may be disturbed.
    """

    alarm: float
    help: float

    def __post_init__(self) -> None:
        """Raises ValueError where the bands are not in order."""
        if not 0 < self.help <= self.alarm <= 1:
            raise ValueError(f"0 < help {self.help} <= alarm {self.alarm} <= 1 does not hold")

    def judge(self, scores: Mapping[Name, float]) -> tuple[Name, Level] | None:
        """The likeliest class and what it asks of us; None below both bands."""
        if not scores:
            return None
        any_danger = sum(scores.values())
        likeliest = max(scores, key=lambda name: scores[name])
        if any_danger >= self.alarm:
            return likeliest, Level.ALARM
        return (likeliest, Level.HELP) if any_danger >= self.help else None
