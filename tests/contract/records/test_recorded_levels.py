"""How far the assistant may go, by topic, in each form of the record."""

from dataclasses import replace

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.handoff import AgentId
from assistant.domain.levels import LevelChange
from assistant.ports.records import Records
from tests.contract.records.sample_records import NOON, member

EVA = member(AgentId("eva"))
RAISED = LevelChange("bygglov", AutonomyLevel.AUTONOMOUS, NOON, EVA.id, "94 av 95 rätt")
FELL = LevelChange("bygglov", AutonomyLevel.APPROVE, NOON, None, "fel i rad")


@pytest.fixture(autouse=True)
async def supervisor(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.add(EVA)


async def test_of_two_changes_at_the_same_instant_the_later_holds_and_both_are_remembered(records: Records) -> None:
    async with records.unit() as unit:
        raised = await unit.levels.add(RAISED)
        fell = await unit.levels.add(FELL)
        other = await unit.levels.add(replace(RAISED, topic="avfall"))
    async with records.reading() as unit:
        assert await unit.levels.current() == {"bygglov": fell, "avfall": other}
        assert list(await unit.levels.history("bygglov")) == [fell, raised]
    assert replace(fell, number=0) == FELL
