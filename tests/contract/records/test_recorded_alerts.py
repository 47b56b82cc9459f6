"""Warnings and what was told of them, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.delivery import AlertKind, ChannelName, Delivery, Fault
from assistant.domain.errors import ConflictError
from assistant.domain.target_warning import Foreseen, TargetWarning, WarningKind
from assistant.ports.records import Records
from tests.contract.records.sample_records import MINUTE, NOON

FORESEEN = Foreseen(45, 48, 0.912, 0.874, 6, 95, 9, 42.0, 480)
LEVEL = TargetWarning(WarningKind.SERVICE_LEVEL, NOON, FORESEEN)
LOST = TargetWarning(WarningKind.ABANDONMENT, NOON + MINUTE, replace(FORESEEN, half_hour=None))
BY_MAIL = Delivery("warning:1", ChannelName.EMAIL, AlertKind.WARNING, NOON, NOON, {"kind": "service_level", "part": 45})
BY_HOOK = replace(BY_MAIL, channel=ChannelName.WEBHOOK, due_at=NOON - MINUTE)


async def test_warnings_stand_until_they_are_taken_back_and_are_all_remembered(records: Records) -> None:
    async with records.unit() as unit:
        level = await unit.warnings.add(LEVEL)
        lost = await unit.warnings.add(LOST)
        assert list(await unit.warnings.standing()) == [level, lost]
    async with records.unit() as unit:
        cleared = await unit.warnings.clear(WarningKind.SERVICE_LEVEL, NOON + 5 * MINUTE)
        assert cleared == replace(level, cleared_at=NOON + 5 * MINUTE)
        assert await unit.warnings.clear(WarningKind.SERVICE_LEVEL, NOON + 6 * MINUTE) is None
    async with records.unit() as unit:
        again = await unit.warnings.add(replace(LEVEL, raised_at=NOON + 9 * MINUTE))
    async with records.reading() as unit:
        assert list(await unit.warnings.standing()) == [lost, again]
        assert list(await unit.warnings.latest(9)) == [again, lost, cleared]
        assert list(await unit.warnings.latest(1)) == [again]
    assert replace(level, number=0) == LEVEL


async def test_two_who_warn_of_the_same_at_once_warn_once(records: Records) -> None:
    async with records.unit() as unit:
        await unit.warnings.add(LEVEL)
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.warnings.add(replace(LEVEL, raised_at=NOON + MINUTE))
    async with records.reading() as unit:
        assert len(await unit.warnings.latest(9)) == 1


async def test_what_is_to_be_told_is_recorded_once_a_channel_and_due_in_order(records: Records) -> None:
    async with records.unit() as unit:
        await unit.deliveries.add(BY_MAIL)
        await unit.deliveries.add(BY_HOOK)
    async with records.unit() as unit:
        await unit.deliveries.add(replace(BY_MAIL, made_at=NOON + MINUTE, facts={}))
    async with records.reading() as unit:
        assert list(await unit.deliveries.due(NOON)) == [BY_HOOK, BY_MAIL]
        assert list(await unit.deliveries.due(NOON - MINUTE)) == [BY_HOOK]
        assert list(await unit.deliveries.due(NOON - 2 * MINUTE)) == []


async def test_only_one_of_two_begins_an_attempt(records: Records) -> None:
    begun = BY_MAIL.begun(NOON)
    async with records.unit() as unit:
        await unit.deliveries.add(BY_MAIL)
    async with records.unit() as unit:
        await unit.deliveries.change(BY_MAIL, begun)
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.deliveries.change(BY_MAIL, begun)
    async with records.reading() as unit:
        assert list(await unit.deliveries.due(NOON)) == []
        assert list(await unit.deliveries.due(NOON + timedelta(seconds=60))) == [begun]


async def test_what_became_of_each_is_kept_newest_first(records: Records) -> None:
    trial = replace(BY_HOOK, about="trial:1", kind=AlertKind.TRIAL, made_at=NOON + MINUTE)
    failed = BY_MAIL.begun(NOON).failed(NOON + MINUTE, Fault.REFUSED, "550 okänd mottagare")
    arrived = trial.begun(NOON).arrived(NOON + MINUTE, "tog emot")
    async with records.unit() as unit:
        for before, after in ((BY_MAIL, failed), (trial, arrived)):
            await unit.deliveries.add(before)
            await unit.deliveries.change(before, after)
    async with records.reading() as unit:
        assert list(await unit.deliveries.latest(9)) == [arrived, failed]
        assert list(await unit.deliveries.latest(1)) == [arrived]
        assert list(await unit.deliveries.due(NOON + timedelta(hours=2))) == [failed]
