"""Shifts and looks ahead, in each form of the record."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from assistant.domain.errors import ConflictError
from assistant.domain.forecast import Expectation, Forecast, Method, Sum, Trial
from assistant.domain.handoff import AgentId
from assistant.domain.looked_ahead import Outlook, YearCount, YearOutlook
from assistant.domain.shifts import Shift
from assistant.domain.talk_times import Estimate, TalkTimes
from assistant.ports.records import Records
from tests.contract.records.sample_records import ANNA, BO, MINUTE, NOON, add_staff

MONDAY = date(2026, 11, 23)
MORNING = Shift(ANNA, MONDAY, time(8), time(12, 30))
OUTLOOK = Outlook(
    NOON,
    MONDAY,
    MONDAY + timedelta(days=63),
    Forecast(
        Method.CALENDAR,
        250,
        1,
        (Expectation(NOON, 3.25, 1, 6), Expectation(NOON + 30 * MINUTE, 0.0, 0, 0)),
        Trial(8, 1280, 0.41, 0.1, 0.39, 0.72, 0.86, {Method.RECENT: 0.42, Method.LAST_WEEK: 0.5}),
    ),
    TalkTimes(Estimate(480.5, 142, 405.5, 556.1), Estimate(600.0), Estimate(25.0, 142), Estimate(0.6, 275, 0.5, 0.7)),
    YearOutlook(2026, YearCount(3215, 0, Sum(399.5, 387.3, 411.8)), None),
)


async def test_shifts_are_read_by_day_and_start_and_go_by_their_number(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    async with records.unit() as unit:
        later = await unit.shifts.add(replace(MORNING, day=MONDAY + timedelta(days=1)))
        afternoon = await unit.shifts.add(replace(MORNING, agent_id=BO, start=time(12), end=time(16)))
        morning = await unit.shifts.add(MORNING)
    async with records.reading() as unit:
        assert list(await unit.shifts.between(MONDAY, MONDAY + timedelta(days=1))) == [morning, afternoon, later]
        assert list(await unit.shifts.between(MONDAY, MONDAY)) == [morning, afternoon]
    assert replace(morning, number=0) == MORNING
    async with records.unit() as unit:
        await unit.shifts.remove(afternoon.number)
        await unit.shifts.remove(afternoon.number)
    async with records.reading() as unit:
        assert list(await unit.shifts.between(MONDAY, MONDAY)) == [morning]


async def test_nobody_unknown_is_planned(records: Records) -> None:
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.shifts.add(replace(MORNING, agent_id=AgentId("nobody")))


async def test_the_outlook_made_last_reads_back_whole(records: Records) -> None:
    async with records.unit() as unit:
        assert await unit.outlooks.latest() is None
        await unit.outlooks.keep(MONDAY, replace(OUTLOOK, forecast=Forecast(Method.NONE, 3)))
        await unit.outlooks.keep(MONDAY, OUTLOOK)
    async with records.reading() as unit:
        assert await unit.outlooks.latest() == OUTLOOK


async def test_outlooks_older_than_a_month_are_gone_and_the_newest_day_holds(records: Records) -> None:
    later = replace(OUTLOOK, made_at=NOON + timedelta(days=40), forecast=Forecast(Method.NONE, 0))
    async with records.unit() as unit:
        await unit.outlooks.keep(MONDAY, OUTLOOK)
        await unit.outlooks.keep(MONDAY + timedelta(days=40), later)
    async with records.reading() as unit:
        assert await unit.outlooks.latest() == later
