"""What is expected to come: made of the record by the real forecaster, kept, and put beside plan and schedule."""

from datetime import date, time, timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.forecast import Method
from assistant.domain.handoff import AgentId
from assistant.domain.shifts import Shift
from assistant.domain.staffing import Role
from assistant.services.plan import Course
from assistant.services.staffing_plan import Wish
from tests.centre import MONDAY_MORNING, Centre, member
from tests.year_behind import fill

MONDAY = date(2026, 11, 23)


def days_before(count: int) -> list[date]:
    return [MONDAY - timedelta(days=back) for back in range(count, 0, -1)]


async def test_ten_weeks_of_conversations_become_a_forecast_that_says_how_good_it_is(centre: Centre) -> None:
    await fill(centre.assistant.staff.records, days_before(70), 30, centre.anna.id)
    outlook = await centre.assistant.look_ahead.make()
    assert await centre.assistant.look_ahead.latest() == outlook
    forecast = outlook.forecast
    assert forecast.method in {Method.RECENT, Method.CALENDAR}
    assert forecast.days_behind == 50
    assert forecast.trial is not None
    assert forecast.trial.wape_days < 0.25, "these days scatter by a tenth"
    assert forecast.trial.coverage >= 0.75
    monday = sum(each.contacts for each in forecast.expected if each.start.date() == MONDAY + timedelta(days=7))
    assert monday == pytest.approx(30 * 1.3, rel=0.2)
    assert not outlook.times.patience.assumed
    assert outlook.times.handed_off.value == pytest.approx(0.6, abs=0.1)


async def test_an_empty_record_makes_an_outlook_that_expects_nothing(centre: Centre) -> None:
    outlook = await centre.assistant.look_ahead.make()
    assert (outlook.forecast.method, outlook.forecast.expected) == (Method.NONE, ())
    plan = await centre.assistant.staffing_plan.week(MONDAY, Wish())
    assert len(plan.half_hours) == 80
    assert all(each.need is None for each in plan.half_hours)
    year = centre.assistant.plan.of(outlook)
    assert year.contacts is None
    assert year.chats.course is Course.UNKNOWN


async def test_ten_days_are_enough_to_begin_with(centre: Centre) -> None:
    await fill(centre.assistant.staff.records, days_before(14), 30, centre.anna.id)
    forecast = (await centre.assistant.look_ahead.make()).forecast
    assert (forecast.method, forecast.trial) == (Method.RECENT, None)
    assert forecast.expected


async def test_the_sweeper_makes_one_a_day_once_the_night_is_over(centre: Centre) -> None:
    ahead = centre.assistant.sweep.ahead
    await ahead.tend()
    first = await ahead.latest()
    assert first is not None
    centre.later(hours=5)
    await ahead.tend()
    assert await ahead.latest() == first
    centre.later(hours=12)  # half past one or so
    await ahead.tend()
    assert await ahead.latest() == first
    centre.later(hours=4)
    await ahead.tend()
    assert await ahead.latest() != first


async def test_the_year_is_what_came_and_what_is_to_come_with_missing_days_told(centre: Centre) -> None:
    records, anna = centre.assistant.staff.records, centre.anna.id
    told = [day for day in days_before(200) if day.weekday() < 5 and day.day != 3]
    async with records.unit() as unit:
        await unit.contact_volumes.put([ContactVolume(day, Channel.PHONE, 900 + 40 * (day.day % 3)) for day in told])
    await fill(records, days_before(200), 5, anna)
    outlook = await centre.assistant.look_ahead.make()
    others = outlook.year.others
    assert others is not None
    assert others.so_far == sum(900 + 40 * (day.day % 3) for day in told)
    assert others.days_missing > 0
    year = centre.assistant.plan.of(outlook)
    assert year.contacts is not None
    assert year.contacts.low is not None
    assert year.contacts.high is not None
    assert year.contacts.so_far < year.contacts.low < year.contacts.expected < year.contacts.high
    assert year.chats.course is Course.WILL_NOT
    assert year.chats.by_now == pytest.approx(25_000 * 326 / 365), "326 days of the year had gone on that Monday"


async def test_what_if_changes_the_need_and_not_the_measurement(centre: Centre) -> None:
    await fill(centre.assistant.staff.records, days_before(28), 60, centre.anna.id)
    await centre.assistant.look_ahead.make()
    usual = await centre.assistant.staffing_plan.week(MONDAY, Wish())
    slow = await centre.assistant.staffing_plan.week(MONDAY, Wish(handling=1800, at_once=1, handed_off=1))
    assert slow.cost.needed > usual.cost.needed
    assert slow.measured == usual.measured
    assert slow.cost.needed == slow.cost_without.needed, "nothing is left to the assistant"
    with pytest.raises(RefusedError):
        await centre.assistant.staffing_plan.week(MONDAY, Wish(at_once=99))


async def test_a_week_is_copied_without_doubling_anybody(centre: Centre) -> None:
    schedule, anna = centre.assistant.schedule, centre.anna.id
    await schedule.plan(Shift(anna, MONDAY, time(8), time(12)))
    await schedule.plan(Shift(anna, MONDAY + timedelta(days=1), time(8), time(12)))
    await schedule.plan(Shift(anna, MONDAY + timedelta(days=8), time(11), time(15)))
    assert await schedule.copy_last_week(MONDAY + timedelta(days=7)) == 1
    assert await schedule.copy_last_week(MONDAY + timedelta(days=7)) == 0
    assert len((await schedule.week(MONDAY + timedelta(days=7))).shifts) == 2


async def test_who_answers_nobody_or_is_there_already_is_not_planned(centre: Centre) -> None:
    schedule = centre.assistant.schedule
    elsa = member("elsa", Role.EDITOR)
    await centre.assistant.staff.add(elsa)
    with pytest.raises(RefusedError):
        await schedule.plan(Shift(elsa.id, MONDAY, time(8), time(12)))
    with pytest.raises(NotFoundError):
        await schedule.plan(Shift(AgentId("nobody"), MONDAY, time(8), time(12)))
    await schedule.plan(Shift(centre.anna.id, MONDAY, time(8), time(12)))
    with pytest.raises(ConflictError):
        await schedule.plan(Shift(centre.anna.id, MONDAY, time(11), time(13)))


def test_the_stories_begin_on_that_monday() -> None:
    assert MONDAY_MORNING.date() == MONDAY
