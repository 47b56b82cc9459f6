"""The gate between what the assistant found and what it may say: three ways out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.knowledge import ArticleId, Candidate

CLARIFY_AT = 0.60
"""How likely it must be (0..1) that a right answer is among the choices of a question back: a citizen who has to choose
between wrong ones has lost time and patience. Lower than the threshold of an answer, because it is the citizen who
decides, with a person one button away."""
LEAST_OF_A_CHOICE = 0.10
"""What is less likely than this (0..1) is no rival of the best, and as a choice only something more to read."""
FEWEST_CHOICES, MOST_CHOICES = 2, 4
"""Of one there is nothing to choose, and five and a way out are more than a narrow screen shows at once."""


class Verdict(StrEnum):
    """What the gate lets through: an answer, a question back that names what it may be, or nothing."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HAND_OFF = "hand_off"


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets an answer through when its calibrated confidence (0..1) reaches the threshold.

    `threshold` holds everywhere but in the areas of `by_area`, which have been found to need a stricter one.
    """

    threshold: float
    by_area: Mapping[str, float] = field(default_factory=dict)

    def threshold_for(self, article: ArticleId) -> float:
        """The confidence from which on this article is given."""
        return self.by_area.get(area_of(article), self.threshold)

    def passes(self, candidate: Candidate) -> bool:
        """Whether it may be given as the answer."""
        return candidate.confidence >= self.threshold_for(candidate.article)

    def judge(self, candidates: Sequence[Candidate]) -> Verdict:
        """The verdict on `candidates`, which come best first."""
        if candidates and self.passes(candidates[0]):
            return Verdict.ANSWER
        return Verdict.CLARIFY if choices_among(candidates) else Verdict.HAND_OFF


def area_of(article: ArticleId) -> str:
    """The area an article lies in, which its id begins with."""
    return article.partition(".")[0]


def choices_among(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those a citizen may be asked to choose between, best first; none where that would help too few.

    Each at least `LEAST_OF_A_CHOICE`, together at least `CLARIFY_AT`. Of several that share a fact only the best: they
    answer the same question, so nobody could tell which to choose.
    """
    apart: list[Candidate] = []
    for candidate in candidates:
        if candidate.confidence >= LEAST_OF_A_CHOICE and not any(share_a_fact(candidate, one) for one in apart):
            apart.append(candidate)
    choices = tuple(apart[:MOST_CHOICES])
    enough = sum(choice.confidence for choice in choices) >= CLARIFY_AT
    return choices if enough and len(choices) >= FEWEST_CHOICES else ()


def share_a_fact(one: Candidate, other: Candidate) -> bool:
    """Whether either is right when the other is."""
    return not set(one.covers).isdisjoint(other.covers)


def margin_of(candidates: Sequence[Candidate]) -> float:
    """How far the best (first) is ahead, in confidence, of the next that shares no fact with it; 0 where none is."""
    if not candidates:
        return 0.0
    best = candidates[0]
    return best.confidence - max((one.confidence for one in candidates[1:] if not share_a_fact(best, one)), default=0.0)
