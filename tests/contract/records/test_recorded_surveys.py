"""Surveys and contacts by other channels, in each form of the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume, DayContacts
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.survey import Survey
from assistant.ports.records import Records
from tests.contract.records.sample_records import AROUND_NOON, MINE, MINUTE, NOON, conversation, open_conversations

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)


async def test_a_survey_reads_back_as_given_and_a_later_one_replaces_it(records: Records) -> None:
    first = Survey(MINE, NOON)
    second = Survey(MINE, NOON + MINUTE, resolved=True, treatment=5, comment="Tack så mycket!")
    await open_conversations(records, MINE)
    for survey in (first, second):
        async with records.unit() as unit:
            await unit.surveys.give(survey)
        async with records.unit() as unit:
            assert await unit.surveys.of(MINE) == survey


async def test_a_conversation_without_a_survey_has_none(records: Records) -> None:
    async with records.unit() as unit:
        assert await unit.surveys.of(MINE) is None


async def test_a_survey_of_a_conversation_nobody_opened_is_a_conflict(records: Records) -> None:
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.surveys.give(Survey(MINE, NOON))


async def test_surveys_are_found_by_when_their_conversations_opened(records: Records) -> None:
    async with records.unit() as unit:
        for name, moment in {
            "before": AROUND_NOON.start - timedelta(microseconds=1),
            "in it": NOON,
            "at the start": AROUND_NOON.start,
            "at the end": AROUND_NOON.end,
        }.items():
            await unit.conversations.open(conversation(name, opened_at=moment))
            await unit.surveys.give(Survey(ConversationId(name), NOON + 600 * MINUTE))
    async with records.unit() as unit:
        found = await unit.surveys.of_conversations_opened(AROUND_NOON)
    assert [survey.conversation_id for survey in found] == ["at the start", "in it"]


async def test_contacts_come_by_day_and_channel_both_ends_included(records: Records) -> None:
    volumes = [
        ContactVolume(day, channel, contacts)
        for contacts, (day, channel) in enumerate(
            (day, channel)
            for day in (TUESDAY, MONDAY, MONDAY - timedelta(1), TUESDAY + timedelta(1))
            for channel in (Channel.PHONE, Channel.EMAIL)
        )
    ]
    async with records.unit() as unit:
        await unit.contact_volumes.put(volumes)
    async with records.unit() as unit:
        found = await unit.contact_volumes.between(MONDAY, TUESDAY)
        by_day = await unit.contact_volumes.by_day(MONDAY, TUESDAY)
    assert list(found) == [volumes[3], volumes[2], volumes[1], volumes[0]]
    assert by_day == {MONDAY: DayContacts(5, by_phone=2), TUESDAY: DayContacts(1, by_phone=0)}


async def test_a_later_entry_of_the_same_day_and_channel_replaces_the_former(records: Records) -> None:
    entry = ContactVolume(MONDAY, Channel.PHONE, 400)
    async with records.unit() as unit:
        await unit.contact_volumes.put([entry, replace(entry, contacts=401)])
    async with records.unit() as unit:
        assert list(await unit.contact_volumes.between(MONDAY, MONDAY)) == [replace(entry, contacts=401)]
        await unit.contact_volumes.put([replace(entry, contacts=402, demo=True)])
    async with records.unit() as unit:
        assert list(await unit.contact_volumes.between(MONDAY, MONDAY)) == [replace(entry, contacts=402, demo=True)]
