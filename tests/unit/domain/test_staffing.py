"""Absences that can be planned, and room for one more conversation."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import PlannedAbsence, Status, may_take, overlapping

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
LUNCH = PlannedAbsence(AgentId("anna"), Status.LUNCH, NOON, NOON + HALF_HOUR)


@pytest.mark.parametrize("status", [Status.AVAILABLE, Status.AWAY, Status.SIGNED_OUT])
def test_only_what_keeps_an_agent_from_the_queue_can_be_planned(status: Status) -> None:
    with pytest.raises(RefusedError):
        replace(LUNCH, status=status)


@pytest.mark.parametrize("length", [timedelta(0), -HALF_HOUR, timedelta(hours=10, seconds=1)])
def test_an_absence_has_a_length_within_a_working_day(length: timedelta) -> None:
    with pytest.raises(RefusedError):
        replace(LUNCH, end=NOON + length)


@pytest.mark.parametrize(
    ("start", "minutes", "by", "overlaps"),
    [
        (-10, 10, "anna", False),
        (-10, 11, "anna", True),
        (30, 5, "anna", False),
        (5, 5, "anna", True),
        (5, 5, "bo", False),
    ],
)
def test_plans_of_one_agent_may_touch_but_not_overlap(start: int, minutes: int, by: str, overlaps: bool) -> None:
    began = NOON + timedelta(minutes=start)
    new = PlannedAbsence(AgentId(by), Status.BREAK, began, began + timedelta(minutes=minutes))
    assert overlapping([LUNCH], new) is overlaps


@pytest.mark.parametrize(
    ("load", "in_danger", "may"), [(2, False, True), (3, False, False), (3, True, True), (4, True, False)]
)
def test_danger_alone_may_exceed_the_capacity_and_by_one_alone(load: int, in_danger: bool, may: bool) -> None:
    assert may_take(load, 3, in_danger=in_danger) is may
