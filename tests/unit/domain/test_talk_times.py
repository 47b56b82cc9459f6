"""How long talks last, and how long citizens would wait."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffId, HandoffReason
from assistant.domain.talk_times import (
    ASSUMED_HANDLING,
    ASSUMED_PATIENCE,
    first_words,
    handed_off,
    handling,
    patience,
    talk_times,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def handoff(
    number: int, *, answered: float | None = None, left: float | None = None, talk: float = 300, claim: float = 0
) -> Handoff:
    """Asked for at noon; `answered`, `left` and `talk` in seconds, `claim` so long before the first words."""

    def after(seconds: float | None) -> datetime | None:
        return None if seconds is None else NOON + timedelta(seconds=seconds)

    return Handoff(
        HandoffId(f"h{number}"),
        ConversationId(f"c{number}"),
        GENERAL,
        HandoffReason.CITIZEN_ASKED,
        NOON,
        claimed_by=None if answered is None else AgentId("anna"),
        claimed_at=None if answered is None else after(answered - claim),
        answered_at=after(answered),
        abandoned_at=after(left),
        ended_at=None if answered is None else after(answered - claim + talk),
    )


def test_patience_is_all_that_was_waited_over_how_many_left() -> None:
    """Twenty waited a minute and were answered, ten left after two: (20 + 20) minutes over ten."""
    handoffs = [handoff(n, answered=60) for n in range(20)] + [handoff(n, left=120) for n in range(20, 30)]
    told = patience(handoffs, NOON)
    assert (told.value, told.cases) == (240, 10)
    assert told.low is not None
    assert told.high is not None
    assert told.low < 240 < told.high


def test_patience_is_found_again_where_it_is_known() -> None:
    """Exponential patience of 400 s, cut short by answers: the estimate forgets nobody."""
    chance = Random(7)
    handoffs = []
    for number in range(4000):
        stays, served = chance.expovariate(1 / 400), chance.expovariate(1 / 90)
        handoffs.append(handoff(number, left=stays) if stays < served else handoff(number, answered=served))
    told = patience(handoffs, NOON)
    assert told.low is not None
    assert told.high is not None
    assert told.low < 400 < told.high
    assert told.value == pytest.approx(400, rel=0.1)


def test_who_still_waits_has_shown_patience_too() -> None:
    left = [handoff(n, left=60) for n in range(10)]
    later = NOON + timedelta(seconds=600)
    assert patience([*left, handoff(10)], later).value == pytest.approx((10 * 60 + 600) / 10)


def test_where_few_have_left_patience_is_assumed_and_says_so() -> None:
    told = patience([handoff(n, left=60) for n in range(9)], NOON)
    assert (told.value, told.assumed, told.low) == (ASSUMED_PATIENCE, True, None)


def test_handling_is_the_mean_and_leaves_out_what_was_forgotten() -> None:
    handoffs = [handoff(n, answered=30, talk=200 if n % 2 else 400) for n in range(40)]
    told = handling([*handoffs, handoff(99, answered=30, talk=3 * 3600)])
    assert (told.value, told.cases) == (300, 40)
    assert handling(handoffs[:29]).value == ASSUMED_HANDLING


def test_the_first_words_come_after_the_claim() -> None:
    assert first_words([handoff(n, answered=60, claim=25) for n in range(30)]).value == 25


def test_the_share_who_need_a_person_counts_each_conversation_once() -> None:
    told = handed_off([handoff(1, answered=9), handoff(1, answered=9), handoff(2, left=9)], 40)
    assert told.value == pytest.approx(2 / 40)
    assert told.low is not None
    assert told.low < 2 / 40


def test_an_empty_record_assumes_everything() -> None:
    times = talk_times([], 0, NOON)
    assert all(each.assumed for each in (times.handling, times.patience, times.first_words, times.handed_off))
    assert times.handed_off.value == 1
