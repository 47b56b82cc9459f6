"""The gate between what the assistant found and what it may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.knowledge import Candidate


class Verdict(StrEnum):
    """What the gate lets through."""

    ANSWER = "answer"
    HAND_OFF = "hand_off"


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets an answer through when its calibrated confidence (0..1) reaches `threshold`."""

    threshold: float

    def judge(self, candidates: Sequence[Candidate]) -> Verdict:
        """The verdict on the best of `candidates`, which come best first."""
        if candidates and candidates[0].confidence >= self.threshold:
            return Verdict.ANSWER
        return Verdict.HAND_OFF
