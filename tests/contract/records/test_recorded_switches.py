"""What of the assistant is switched off, in each form of the record."""

from dataclasses import replace

import pytest

from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.switches import EVERYTHING, SwitchChange, of_topic
from assistant.ports.records import Records
from tests.contract.records.sample_records import NOON, add_staff

EVA = AgentId("eva")
OFF = SwitchChange(EVERYTHING, True, NOON, EVA, "svarar fel")
ON = SwitchChange(EVERYTHING, False, NOON, None, "rättat")


async def test_the_latest_of_a_subject_holds_and_all_are_remembered(records: Records) -> None:
    await add_staff(records, EVA)
    async with records.unit() as unit:
        topic = await unit.switches.add(replace(OFF, subject=of_topic("bygglov")))
        off = await unit.switches.add(OFF)
        assert await unit.switches.off([EVERYTHING, of_topic("bygglov")]) == {
            EVERYTHING: off,
            of_topic("bygglov"): topic,
        }
        on = await unit.switches.add(ON)
    async with records.reading() as unit:
        assert await unit.switches.off([EVERYTHING, of_topic("avfall")]) == {}
        assert await unit.switches.off([]) == {}
        assert list(await unit.switches.history(EVERYTHING)) == [on, off]
    assert replace(on, number=0) == ON


async def test_nobody_unknown_switches_anything_off(records: Records) -> None:
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.switches.add(OFF)
