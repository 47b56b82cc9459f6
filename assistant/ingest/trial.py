"""The calibration questions as conversations: asked first, asked after something else, and following upon a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.labelled import LabelledQuestion
from assistant.retrieval.fitting import Trial
from assistant.retrieval.ranker import Ranker
from assistant.retrieval.topic import NO_TOPIC, Surroundings, weigh_on_topic

SEED = 20261130

EVERY = 6
"""Of first questions, one in so many is asked once more after something else: one for every two follow-ups. With one in
three, follow-ups came out right first as often (.88 of 284), and first questions asked anew .93 instead of .94:
calibration questions, cross-fitted, 30 November 2026."""


@dataclass(frozen=True, slots=True)
class Conversations:
    """All rows of a trial, and which of them are first questions and which follow-ups.

    The rest are first questions once more, after an article on something else: so that the combiner learns how far to
    trust a topic, and not only that it helps.
    """

    trial: Trial
    first: NDArray[np.int64]
    following: NDArray[np.int64]


def conversations_of(questions: Sequence[LabelledQuestion], ranker: Ranker, near: Surroundings) -> Conversations:
    """The trial of labelled questions, those of several turns as follow-ups to the article their first turns found."""
    single = [number for number, question in enumerate(questions) if len(question.turns) == 1]
    follow = [number for number, question in enumerate(questions) if len(question.turns) > 1]
    chance = np.random.default_rng(SEED)
    again = single[::EVERY]
    elsewhere = chance.integers(0, len(near.same_area), len(again)).tolist()
    found = [_topic(questions[number].turns[:-1], ranker) for number in follow]
    numbers = [*single, *again, *follow]
    topics = [*[NO_TOPIC] * len(single), *elsewhere, *found]
    weighed = weigh_on_topic(ranker, near, [questions[number].text for number in numbers], topics)
    covers = tuple(questions[number].covers for number in numbers)
    trial = Trial(weighed, covers, np.array(numbers, dtype=np.int64))
    return Conversations(trial, np.arange(len(single)), np.arange(len(single) + len(again), len(numbers)))


def _topic(turns: Sequence[str], ranker: Ranker) -> int:
    """The article that the latest of the turns to be of our own is about; the head's word is enough here."""
    learnt = ranker.dense.head.score(ranker.dense.encoder.encode(turns))
    ours = [int(row[:-1].argmax()) for row in learnt if row[:-1].max() > row[-1]]
    return ours[-1] if ours else int(learnt[-1, :-1].argmax())
