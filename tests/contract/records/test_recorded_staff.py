"""Members of staff, in each form of the record."""

from dataclasses import replace

import pytest

from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, Status, StatusChange
from assistant.ports.records import Records
from tests.contract.records.sample_records import ANNA, BO, MINUTE, NOON, add_staff, member, visit


async def test_a_member_reads_back_as_added(records: Records) -> None:
    chief = replace(member(BO), role=Role.SUPERVISOR, capacity=0, demo=True)
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.staff.add(chief)
    async with records.unit() as unit:
        assert await unit.staff.get(ANNA) == member(ANNA)
        assert await unit.staff.get(BO) == chief


async def test_an_unknown_member_is_not_found(records: Records) -> None:
    async with records.unit() as unit:
        with pytest.raises(NotFoundError):
            await unit.staff.get(ANNA)
        assert await unit.staff.named("anna") is None


async def test_a_sign_in_name_is_found_whatever_its_case(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.add(member(ANNA, sign_in_name="Åsa.Öberg"))
    async with records.unit() as unit:
        assert await unit.staff.named("åSA.öBERG") == member(ANNA, sign_in_name="Åsa.Öberg")
        assert await unit.staff.named("asa.oberg") is None


async def test_a_taken_id_or_sign_in_name_is_a_conflict(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.add(member(ANNA, sign_in_name="Åsa"))
        with pytest.raises(ConflictError):
            await unit.staff.add(member(ANNA, sign_in_name="another"))
        with pytest.raises(ConflictError):
            await unit.staff.add(member(BO, sign_in_name="åsa"))
    async with records.unit() as unit:
        assert await unit.staff.get(ANNA) == member(ANNA, sign_in_name="Åsa")


async def test_members_come_by_full_name(records: Records) -> None:
    await add_staff(records, BO, AgentId("zeb"), ANNA)
    async with records.unit() as unit:
        await unit.staff.add(replace(member(AgentId("ada")), full_name="ada åberg"))
        names = [one.full_name for one in await unit.staff.members()]
    assert names == ["ada åberg", "Anna Åberg", "Bo Åberg", "Noise Åberg", "Zeb Åberg"]


async def test_a_visit_begins_is_seen_and_ends_once(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.staff.begin_visit(visit("k"))
        assert await unit.staff.visit("k") == visit("k")
        await unit.staff.touch_visit("k", NOON + MINUTE)
    async with records.unit() as unit:
        await unit.staff.end_visit("k", NOON + 2 * MINUTE)
        await unit.staff.end_visit("k", NOON + 3 * MINUTE)
    async with records.unit() as unit:
        seen = replace(visit("k"), last_seen_at=NOON + MINUTE, ended_at=NOON + 2 * MINUTE)
        assert await unit.staff.visit("k") == seen
        assert await unit.staff.visit("noise") == visit("noise", AgentId("noise"))


async def test_an_unknown_visit_is_none_and_touching_it_does_nothing(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.touch_visit("k", NOON)
        await unit.staff.end_visit("k", NOON)
        assert await unit.staff.visit("k") is None


async def test_what_an_unknown_member_does_is_a_conflict(records: Records) -> None:
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.staff.begin_visit(visit("k", AgentId("nobody")))
        with pytest.raises(ConflictError):
            await unit.staff.change_status(StatusChange(AgentId("nobody"), Status.AVAILABLE, NOON))


async def test_the_latest_change_of_status_is_the_present_one(records: Records) -> None:
    await add_staff(records, ANNA, BO, AgentId("cia"))
    changes = [
        StatusChange(ANNA, Status.BREAK, NOON + MINUTE),
        StatusChange(ANNA, Status.AVAILABLE, NOON),
        StatusChange(BO, Status.AVAILABLE, NOON + 2 * MINUTE),
        StatusChange(BO, Status.OTHER_WORK, NOON + 2 * MINUTE),
    ]
    async with records.unit() as unit:
        for change in changes:
            await unit.staff.change_status(change)
    async with records.unit() as unit:
        statuses = dict(await unit.staff.statuses())
        assert await unit.staff.status(ANNA) is Status.BREAK
        assert await unit.staff.status(BO) is Status.OTHER_WORK
        assert await unit.staff.status(AgentId("cia")) is Status.SIGNED_OUT
    del statuses[AgentId("noise")]
    assert statuses == {ANNA: changes[0], BO: changes[3]}
