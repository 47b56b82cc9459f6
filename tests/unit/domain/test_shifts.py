"""Who is planned to be there, and what their number is worth."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from assistant.domain.errors import RefusedError
from assistant.domain.forecast import Expectation
from assistant.domain.handoff import AgentId
from assistant.domain.shifts import Shift, clashing, moved, roster
from assistant.domain.staffing import PlannedAbsence, Status
from assistant.domain.staffing_need import Conditions, Gap, hours, need, needs

MONDAY = date(2026, 11, 23)
ANNA, BO = AgentId("anna"), AgentId("bo")
DAY = Shift(ANNA, MONDAY, time(8), time(16))
USUAL = Conditions(handling=600, patience=600, first_words=20, handed_off=0.5, at_once=3)


def at(hour: int, minute: int = 0) -> datetime:
    """UTC; the municipality's clock is an hour ahead in November."""
    return datetime(2026, 11, 23, hour - 1, minute, tzinfo=UTC)


def coming(contacts: float, start: datetime | None = None) -> Expectation:
    return Expectation(start or at(9), contacts, 0, 99)


def test_two_shifts_are_two_agents_and_a_quarter_is_half_an_agent() -> None:
    there = roster([DAY, Shift(BO, MONDAY, time(9, 15), time(12))], [])
    assert there.agents(at(8)) == 1
    assert there.agents(at(9)) == 1.5
    assert there.agents(at(9, 30)) == 2
    assert there.agents(at(16)) == 0


def test_a_planned_lunch_is_no_agent() -> None:
    lunch = PlannedAbsence(ANNA, Status.LUNCH, at(12), at(12, 30))
    of_bo = replace(lunch, agent_id=BO)
    assert roster([DAY], [lunch]).agents(at(12)) == 0
    assert roster([DAY], [lunch]).agents(at(12, 30)) == 1
    assert roster([DAY], [of_bo]).agents(at(12)) == 1


@pytest.mark.parametrize("end", [time(8), time(7), time(20, 30)])
def test_a_shift_ends_after_it_begins_within_a_working_day(end: time) -> None:
    with pytest.raises(RefusedError):
        replace(DAY, end=end)


def test_nobody_is_planned_twice_at_once_but_may_come_back() -> None:
    assert clashing([DAY], replace(DAY, start=time(15), end=time(18)))
    assert not clashing([DAY], replace(DAY, start=time(16), end=time(18)))
    assert not clashing([DAY], replace(DAY, agent_id=BO))


def test_a_week_later_the_hours_on_the_clock_are_the_same_though_the_clocks_have_changed() -> None:
    before = Shift(ANNA, date(2026, 10, 19), time(8), time(16))
    later = moved(before, 7)
    assert (later.day, later.start) == (date(2026, 10, 26), time(8))
    assert later.span[0] - before.span[0] == timedelta(days=7, hours=1)


def test_a_half_hour_with_too_few_says_how_many_are_missing() -> None:
    short = need(coming(40), USUAL, planned=1)
    assert short.gap is Gap.SHORT
    assert short.agents is not None
    assert short.missing == short.agents - 1
    assert short.met is not None
    assert short.met.service_level < 0.9
    enough = need(coming(40), USUAL, planned=short.agents)
    assert enough.gap is Gap.ENOUGH
    assert enough.met is not None
    assert enough.met.service_level >= 0.9
    assert need(coming(40), USUAL, planned=short.agents + 1).gap is Gap.OVER


def test_without_the_assistant_it_takes_more() -> None:
    with_it, without = need(coming(40), USUAL, 0), need(coming(40), USUAL.without_assistant, 0)
    assert with_it.agents is not None
    assert without.agents is not None
    assert without.agents > with_it.agents
    assert with_it.met is None, "nobody is there to meet anybody"


def test_hours_are_half_as_many_as_agents_in_half_hours() -> None:
    found = needs([coming(40), coming(0, at(9, 30))], USUAL, roster([DAY], []))
    agents = found[0].agents
    assert agents is not None
    told = hours(found)
    assert (told.needed, told.planned, told.short) == (agents / 2, 1, (agents - 1) / 2)


@pytest.mark.parametrize(
    "odd", [{"handling": 5}, {"patience": 9999}, {"handed_off": 1.1}, {"at_once": 0}, {"first_words": 120}]
)
def test_odd_conditions_are_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        replace(USUAL, **odd)
