"""Other channels' contacts are read once for all that a page compares."""

from datetime import date, timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.measures.names import CountName
from assistant.domain.period import Period
from assistant.services.contacts_told import ContactsTold
from tests.centre import Centre

MONDAY = date(2026, 11, 23)
"""Today, in these stories."""
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LONG_AGO = Period(date(2021, 3, 1), date(2021, 3, 31))


async def enter(centre: Centre, day: date, contacts: int) -> None:
    async with centre.assistant.figures.records.unit() as unit:
        await unit.contact_volumes.put([ContactVolume(day, Channel.PHONE, contacts)])


@pytest.fixture
async def told(centre: Centre) -> ContactsTold:
    for day in (LONG_AGO.last, date(2024, 2, 29), date(2025, 6, 6), MONDAY):
        await enter(centre, day, day.year)
    figures = centre.assistant.figures
    return ContactsTold(figures.records, figures.sums, figures.clock, timedelta(seconds=2))


async def elsewhere(told: ContactsTold, period: Period) -> dict[date, int]:
    return {day: tally[CountName.CONTACTS_ELSEWHERE] for day, tally in (await told.by_day(period)).items()}


async def test_whatever_days_are_asked_for_in_whatever_order_they_are_told_as_they_are(told: ContactsTold) -> None:
    for _ in range(2):
        assert await elsewhere(told, YEAR) == {MONDAY: 2026}
        assert await elsewhere(told, LONG_AGO) == {LONG_AGO.last: 2021}
        between = Period(date(2024, 1, 1), date(2027, 6, 1))
        assert await elsewhere(told, between) == {date(2024, 2, 29): 2024, date(2025, 6, 6): 2025, MONDAY: 2026}


async def test_a_number_entered_late_is_told_once_a_page_could_be_asked_for_again(
    centre: Centre, told: ContactsTold
) -> None:
    await elsewhere(told, YEAR)
    await enter(centre, MONDAY, 900)
    assert await elsewhere(told, YEAR) == {MONDAY: 2026}
    centre.later(seconds=2)
    assert await elsewhere(told, YEAR) == {MONDAY: 900}
