"""How long talks last, how long citizens wait before they leave, and how many get a person: estimated from handoffs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from statistics import NormalDist, mean, median, stdev

from assistant.domain.handoff import Handoff
from assistant.domain.waiting import erlang_of_mean

LEAST_TALKS = 30
"""Fewer talks than this say too little about their mean."""
LEAST_LEFT = 10
"""Fewer who left than this say too little about patience: its interval would reach from half to twice and beyond."""
LONGEST_TALK = timedelta(hours=2)
"""A talk that lasts longer was forgotten, not held: it is left out."""
ASSUMED_HANDLING = 600.0
ASSUMED_PATIENCE = 600.0
ASSUMED_FIRST_WORDS = 20.0
"""Seconds. Taken where the record tells too little: round numbers of ours, not findings, and marked so on the page."""
ASSUMED_SHARE = 1.0
"""Where nobody has been counted every contact is taken to need a person."""
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with what it was counted from and its 95 % interval. `cases` 0: assumed, not measured."""

    value: float
    cases: int = 0
    low: float | None = None
    high: float | None = None

    @property
    def assumed(self) -> bool:
        """Whether nothing in the record stands behind it."""
        return self.cases == 0


@dataclass(frozen=True, slots=True)
class TalkTimes:
    """What a need for agents is told from.

    `handling`: mean seconds that a talk takes one of an agent's places. `patience`: mean seconds that a citizen would
    wait. `first_words`: median seconds from the claim to a person's first words. `handed_off`: the share (0..1) of the
    chat's contacts in which a person was asked for.
    """

    handling: Estimate
    patience: Estimate
    first_words: Estimate
    handed_off: Estimate


def talk_times(handoffs: Sequence[Handoff], contacts: int, now: datetime) -> TalkTimes:
    """The estimates. `contacts`: the conversations that the handoffs are from, in which the citizen said something."""
    asked_for = [each for each in handoffs if each.was_asked_for]
    return TalkTimes(
        handling(handoffs), patience(asked_for, now), first_words(asked_for), handed_off(asked_for, contacts)
    )


def handling(handoffs: Iterable[Handoff]) -> Estimate:
    """The mean time from claim to end, or giving back, of talks in which a person spoke.

    A mean, not a median: Erlang's formulas ask for the work that comes. Wrap-up takes no place (`services/room.py`).
    The interval is the mean's by the normal distribution.
    """
    spans = [each.handling_time for each in handoffs if each.answered_at is not None]
    seconds = [span.total_seconds() for span in spans if span is not None and span <= LONGEST_TALK]
    if len(seconds) < LEAST_TALKS:
        return Estimate(ASSUMED_HANDLING)
    reach = _Z * stdev(seconds) / sqrt(len(seconds))
    return Estimate(max(1.0, mean(seconds)), len(seconds), max(1.0, mean(seconds) - reach), mean(seconds) + reach)


def patience(handoffs: Iterable[Handoff], now: datetime) -> Estimate:
    """All time that was waited, over how many left: the greatest likelihood for exponential patience.

    Who was answered would have waited longer still: their wait counts in the time and not among those who left
    (censored). Source: Mandelbaum and Zeltyn, "Service Engineering in Action: The Palm/Erlang-A Queue", in Advances in
    Services Innovations, 2007, section 4. The interval is that of a gamma distribution. A page that is closed is only
    noticed after a while, so patience is told a little too long where citizens leave by closing it.
    """
    waited, left = 0.0, 0
    for each in handoffs:
        until = each.answered_at or each.abandoned_at or each.returned_at or each.ended_at or now
        waited += max(0.0, (until - each.requested_at).total_seconds())
        left += each.answered_at is None and each.abandoned_at is not None
    if left < LEAST_LEFT or waited <= 0:
        return Estimate(ASSUMED_PATIENCE)
    found = waited / left
    return Estimate(found, left, found / erlang_of_mean(left, 0.975), found / erlang_of_mean(left, 0.025))


def first_words(handoffs: Iterable[Handoff]) -> Estimate:
    """The median time from the claim to a person's first words: the citizen's clock runs on while they are written."""
    seconds = [
        (each.answered_at - each.claimed_at).total_seconds()
        for each in handoffs
        if each.answered_at is not None and each.claimed_at is not None and each.answered_at >= each.claimed_at
    ]
    if len(seconds) < LEAST_TALKS:
        return Estimate(ASSUMED_FIRST_WORDS)
    return Estimate(median(seconds), len(seconds))


def handed_off(handoffs: Iterable[Handoff], contacts: int) -> Estimate:
    """The share of conversations in which a person was asked for.

    The interval is Wilson's (J. Am. Stat. Assoc. 22, 1927).
    """
    conversations = len({each.conversation_id for each in handoffs})
    if contacts < LEAST_TALKS:
        return Estimate(ASSUMED_SHARE)
    share = min(1.0, conversations / contacts)
    middle = (share + _Z**2 / (2 * contacts)) / (1 + _Z**2 / contacts)
    reach = _Z * sqrt(share * (1 - share) / contacts + _Z**2 / (4 * contacts**2)) / (1 + _Z**2 / contacts)
    return Estimate(share, contacts, max(0.0, middle - reach), min(1.0, middle + reach))
