"""A supervisor says how far the assistant may go with a topic, and it holds from the next question on."""

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.turn import TurnOutcome
from tests.centre import WASTE_QUESTION, Centre, open_centre


async def entries(centre: Centre) -> list[AuditEntry]:
    async with centre.assistant.staff.records.reading() as unit:
        return list(await unit.audit.entries(AuditFilter(), 10))


async def test_a_topic_set_to_approve_is_answered_by_nobody_alone_from_the_next_question_on() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    assert (await centre.says(citizen, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    await centre.assistant.autonomy.set_level("avfall_atervinning", AutonomyLevel.APPROVE, centre.sofia, "nya dagar")
    assert (await centre.says(await centre.opens(), WASTE_QUESTION)).article is None
    (entry,) = await entries(centre)
    assert (entry.act, entry.by, entry.subject, entry.reason) == (
        Act.LEVEL_SET,
        centre.sofia.id,
        "topic:avfall_atervinning",
        "nya dagar",
    )
    assert entry.details == {"from": "autonomous", "to": "approve"}


async def test_setting_what_holds_already_is_no_act() -> None:
    centre = await open_centre()
    await centre.assistant.autonomy.set_level("avfall_atervinning", AutonomyLevel.AUTONOMOUS, centre.sofia, "som förut")
    assert await entries(centre) == []


async def test_a_level_needs_a_topic_and_a_reason() -> None:
    centre = await open_centre()
    with pytest.raises(RefusedError):
        await centre.assistant.autonomy.set_level("avfall_atervinning", AutonomyLevel.SHADOW, centre.sofia, "  ")
    with pytest.raises(NotFoundError):
        await centre.assistant.autonomy.set_level("rymdfart", AutonomyLevel.SHADOW, centre.sofia, "ny")
    assert await entries(centre) == []


async def test_a_topic_falls_by_rule_once_and_never_rises_by_it() -> None:
    centre = await open_centre()
    autonomy = centre.assistant.autonomy
    async with centre.assistant.staff.records.unit() as unit:
        assert await autonomy.fall(unit, "avfall_atervinning", AutonomyLevel.APPROVE, "fel i rad", {"wrong": 3})
        assert not await autonomy.fall(unit, "avfall_atervinning", AutonomyLevel.APPROVE, "fel i rad", {"wrong": 4})
        assert not await autonomy.fall(unit, "avfall_atervinning", AutonomyLevel.AUTONOMOUS, "rätt i rad", {})
    assert (await autonomy.levels())["avfall_atervinning"] is AutonomyLevel.APPROVE
    (entry,) = await entries(centre)
    assert (entry.act, entry.by) == (Act.LEVEL_FELL, None)
