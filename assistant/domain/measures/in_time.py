"""What one wait counts as: answered in time, lost, or still to be told. The figures made of it are in `waits`.

A handoff is *answered* at a person's first words to the citizen, not at the claim: that is what the citizen waits for.
One still waiting is in no figure until it is answered or abandoned, except that one that has waited longer than the
threshold has already missed it. Where an agent stepped in by themselves nobody had waited: such handoffs are in no
figure of waiting, until the agent leaves the citizen waiting for another (`Handoff.waits_from`); from that moment on
they count like all others.
"""

from datetime import datetime, timedelta

from assistant.domain.handoff import Handoff

THRESHOLD = timedelta(seconds=120)
"""The service we promise: the municipality's plan asks for 90 % answered within 120 seconds."""


def answered_within(handoff: Handoff, threshold: timedelta = THRESHOLD) -> bool:
    """Whether a person's first words came within `threshold` of the request."""
    return handoff.answered_at is not None and handoff.answered_at - handoff.asked_at <= threshold


def counts_in_service_level(handoff: Handoff, now: datetime, threshold: timedelta = THRESHOLD) -> bool:
    """Whether the handoff belongs in the whole: answered, or abandoned or still unanswered after `threshold`."""
    if not handoff.was_asked_for:
        return False
    if handoff.answered_at is not None:
        return True
    until = handoff.abandoned_at or handoff.returned_at or handoff.ended_at or now
    return until - handoff.asked_at > threshold


def lost(handoff: Handoff) -> bool:
    """Whether it ended without a person's words: the citizen left the queue, or either closed it after a claim.

    One given back unanswered to the assistant is not: the citizen is served on.
    """
    return handoff.answered_at is None and (handoff.abandoned_at is not None or handoff.ended_at is not None)
