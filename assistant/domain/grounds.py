"""Why the gate did what it did with a question, kept with its turn and told to staff in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.confidence import Gate, Verdict, margin_of
from assistant.domain.knowledge import Candidate


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a question an article has: `nearest` is its way of asking most like it, empty where none is at all alike.

    `missing` are words of the question, as they were written, that stand nowhere among the article's.
    """

    nearest: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the gate went by: the threshold that held (0..1), and how the best candidate is like the question.

    `margin`: how far, in confidence, it is ahead of the next that would be another answer.
    """

    verdict: Verdict
    threshold: float
    margin: float
    likeness: Likeness


def grounds_of(gate: Gate, candidates: Sequence[Candidate], likeness: Likeness) -> Grounds:
    """The grounds of the verdict on `candidates`, best first, at least one; `likeness` is the best one's."""
    threshold = gate.threshold_for(candidates[0].article)
    return Grounds(gate.judge(candidates), threshold, margin_of(candidates), likeness)
