"""An agent's day, counted by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffId, HandoffReason
from assistant.domain.share import Share
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.working_day import day_figures, in_both, joined, length

EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANNA, BO = AgentId("anna"), AgentId("bo")


def at(minutes: float) -> datetime:
    return EIGHT + timedelta(minutes=minutes)


DAY = (EIGHT, at(120))


def talk(
    claimed: float, ended: float | None, answered: float | None = None, by: AgentId = ANNA, asked: float | None = None
) -> Handoff:
    return Handoff(
        HandoffId(f"{by}-{claimed}"),
        ConversationId("c"),
        GENERAL,
        HandoffReason.CITIZEN_ASKED,
        at(claimed if asked is None else asked),
        claimed_by=by,
        claimed_at=at(claimed),
        answered_at=None if answered is None else at(answered),
        ended_at=None if ended is None else at(ended),
    )


def change(minutes: float, status: Status, by: AgentId = ANNA) -> StatusChange:
    return StatusChange(by, status, at(minutes))


def test_a_day_in_figures() -> None:
    """Available 8.00–8.30 and 9.00–10.00; talks 8.10–8.20, 8.15–8.40, 9.30– (still on), one of Bo's."""
    handoffs = [talk(10, 20, 11), talk(15, 40, 18), talk(90, None, None), talk(30, 31, 30, BO)]
    changes = [
        change(-600, Status.AVAILABLE),  # since yesterday: it counts from the day's beginning
        change(5, Status.BREAK, BO),
        change(30, Status.LUNCH),
        change(60, Status.AVAILABLE),
    ]
    figures = day_figures(ANNA, handoffs, changes, DAY)
    assert figures.handled == 2
    assert figures.answered == Share(1, 2)  # one minute and three
    assert figures.median_handling == timedelta(minutes=17.5)
    assert figures.available == timedelta(minutes=90)
    assert figures.occupied == timedelta(minutes=20 + 30)  # 8.10–8.30, 9.30–10.00
    assert figures.occupancy == pytest.approx(50 / 90)
    assert figures.per_hour == pytest.approx(2 / 1.5)


def test_words_of_an_agent_before_the_claim_are_not_this_agents() -> None:
    taken_over = talk(10, 20, answered=5, asked=4)
    assert day_figures(ANNA, [taken_over], [], DAY).answered == Share(0, 0)


def test_given_back_to_the_assistant_is_handled_too() -> None:
    given_back = replace(talk(10, None), returned_at=at(14))
    figures = day_figures(ANNA, [given_back], [], DAY)
    assert (figures.handled, figures.median_handling) == (1, timedelta(minutes=4))


def test_of_a_day_without_work_nothing_is_told_as_nought() -> None:
    figures = day_figures(ANNA, [], [], DAY)
    assert (figures.median_handling, figures.occupancy, figures.per_hour, figures.answered.value) == (None,) * 4
    short = day_figures(ANNA, [talk(1, 2)], [change(0, Status.AVAILABLE), change(14, Status.BREAK)], DAY)
    assert (short.handled, short.per_hour) == (1, None)


def test_time_is_counted_once_however_many_talks_overlap() -> None:
    spans = [(at(5), at(10)), (at(0), at(6)), (at(10), at(12)), (at(20), at(20)), (at(30), at(31))]
    assert joined(spans) == [(at(0), at(12)), (at(30), at(31))]
    assert length(joined(spans)) == timedelta(minutes=13)
    assert in_both([(at(0), at(12))], [(at(11), at(20)), (at(1), at(2))]) == [(at(1), at(2)), (at(11), at(12))]
