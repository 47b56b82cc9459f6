"""Which of the assistant's answers are reviewed: some of each topic, all of a rare one, whatever the confidence.

Poisson sampling: each answer is drawn by itself with a probability that is known and recorded, so that what is found in
the sample can be weighted back to all answers (Särndal, Swensson and Wretman, "Model Assisted Survey Sampling", 1992,
sections 3.5 and 5.7).
"""

import hashlib
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.conversation import ConversationId
from assistant.domain.knowledge import ArticleId
from assistant.domain.wilson import wilson

WEEK = timedelta(days=7)
_DRAWN, _TWICE = "drawn", "twice"
_BITS = 53
"""As many as a float between 0 and 1 holds exactly."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer that is to be reviewed: `article` in `topic`, given (or proposed to a person) in answer to utterance
    `seq` at `asked_at`. `probability` (0..1, above 0): with which it was drawn. `twice`: two are to judge it.
    """

    conversation_id: ConversationId
    seq: int
    topic: str
    article: ArticleId
    asked_at: datetime
    probability: float
    twice: bool = False


def probability_of(place: int, moments: Sequence[datetime], quota: int) -> float:
    """How probably the answer at `place` of a topic's answers, in order of time, is drawn.

    `quota` over the answers of the week up to and with it, 1 at most: a rare topic is seen whole, of a common one about
    `quota` answers a week. It hangs on nothing that comes later, so that it need not be waited for.
    """
    week_ago = moments[place] - WEEK
    recent = place + 1 - bisect_right(moments, week_ago, hi=place + 1)
    return min(1.0, quota / recent)


def is_drawn(conversation_id: ConversationId, seq: int, probability: float) -> bool:
    """Whether an answer of that probability is drawn: anybody, at any time, comes to the same."""
    return _lot(_DRAWN, conversation_id, seq) < probability


def is_judged_twice(conversation_id: ConversationId, seq: int, share: float) -> bool:
    """Whether it belongs to the `share` (0..1) that two are to judge."""
    return _lot(_TWICE, conversation_id, seq) < share


def order_of(conversation_id: ConversationId, seq: int) -> float:
    """A place (0..1) in the queue that has nothing to do with what was asked or answered."""
    return _lot("order", conversation_id, seq)


def _lot(what: str, conversation_id: ConversationId, seq: int) -> float:
    """As good as uniform between 0 and 1, from the id that was made by chance when the conversation was opened."""
    digest = hashlib.sha256(f"{what}:{conversation_id}:{seq}".encode()).digest()
    return math.ldexp(int.from_bytes(digest[:8]) >> (64 - _BITS), -_BITS)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0..1) of all answers, estimated from the sample, and its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(judged: Sequence[tuple[bool, float]]) -> Estimate | None:
    """The share that is true, from pairs of what was found and the probability with which it was drawn.

    Hájek's estimator: each counts 1/probability. The interval is Wilson's (J. Am. Stat. Assoc. 22, 1927) at Kish's
    effective number of answers, (sum of weights)^2 / sum of squared weights ("Survey Sampling", 1965), the way Korn and
    Graubard (Survey Methodology 24, 1998) treat shares near 1. It is right for one look at one moment: what decides
    over levels is `earned`.
    """
    if not judged:
        return None
    weights = [1 / probability for _, probability in judged]
    whole = sum(weights)
    share = sum(weight for weight, (found, _) in zip(weights, judged, strict=True) if found) / whole
    effective = whole**2 / sum(weight**2 for weight in weights)
    bounds = wilson(share, effective)
    return Estimate(share, bounds.low, bounds.high)
