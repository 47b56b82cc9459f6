"""What the danger detector needs besides its reviewed phrases."""

from collections.abc import Mapping
from typing import Protocol

from assistant.domain.danger import DangerClass


class DangerClassifier(Protocol):
    """Judges how likely a text tells of each class of danger. Needs no store, no index and no other process."""

    def scores(self, text: str) -> Mapping[DangerClass, float]:
        """The probability of each class, 0..1, together at most 1; what is left is "no danger".

        Empty where the text is too short to be judged.
        """
        ...
