"""What staff did that changes what citizens see, in each form of the record; the databases themselves keep it so."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.adapters.sql.tables import audit
from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.handoff import AgentId
from assistant.ports.records import Records
from tests.contract.records.sample_records import MINUTE, NOON, member

EVA = member(AgentId("eva"))
RAISED = AuditEntry(NOON, EVA.id, Act.LEVEL_SET, "topic:bygglov", "94 av 95 rätt", {"from": "approve", "to": "åäö"})
FELL = AuditEntry(NOON + MINUTE, None, Act.LEVEL_FELL, "topic:bygglov", details={"wrong": 3})
ELSEWHERE = AuditEntry(NOON + 2 * MINUTE, EVA.id, Act.SWITCHED_OFF, "topic:bygg_och_bo", "fel uppgifter")


async def add(records: Records, *entries: AuditEntry) -> list[AuditEntry]:
    """Recorded one after another, each in a unit of its own."""
    recorded = []
    for entry in entries:
        async with records.unit() as unit:
            recorded.append(await unit.audit.add(entry))
    return recorded


@pytest.fixture(autouse=True)
async def supervisor(records: Records) -> None:
    async with records.unit() as unit:
        await unit.staff.add(EVA)


async def found(records: Records, wanted: AuditFilter, limit: int = 10, before: int | None = None) -> list[AuditEntry]:
    async with records.reading() as unit:
        return list(await unit.audit.entries(wanted, limit, before))


async def test_an_act_reads_back_as_it_was_done_the_latest_first(records: Records) -> None:
    raised, fell = await add(records, RAISED, FELL)
    assert replace(raised, number=0) == RAISED
    assert replace(fell, number=0) == FELL
    assert await found(records, AuditFilter()) == [fell, raised]


async def test_a_reader_asks_by_time_person_act_and_subject_and_turns_pages(records: Records) -> None:
    raised, fell, elsewhere = await add(records, RAISED, FELL, ELSEWHERE)
    assert await found(records, AuditFilter(since=NOON + MINUTE, until=NOON + 2 * MINUTE)) == [fell]
    assert await found(records, AuditFilter(by=EVA.id)) == [elsewhere, raised]
    assert await found(records, AuditFilter(acts=frozenset({Act.LEVEL_SET, Act.LEVEL_FELL}))) == [fell, raised]
    assert await found(records, AuditFilter(subject="topic:bygglov")) == [fell, raised]
    assert await found(records, AuditFilter(), limit=1) == [elsewhere]
    assert await found(records, AuditFilter(), limit=1, before=elsewhere.number) == [fell]


async def test_what_was_done_in_a_unit_that_failed_has_no_entry(records: Records) -> None:
    async def fail() -> None:
        async with records.unit() as unit:
            await unit.audit.add(RAISED)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await found(records, AuditFilter()) == []


@pytest.mark.parametrize("change", [update(audit).values(reason="nothing"), delete(audit)])
async def test_the_database_refuses_to_change_or_delete_what_was_done(
    connection: AsyncConnection, change: object
) -> None:
    await connection.execute(insert(audit).values(at=NOON, act="level_set", subject="topic:x", reason="", details={}))
    with pytest.raises(IntegrityError, match="the audit cannot be changed"):
        async with connection.begin_nested():
            await connection.execute(change)  # type: ignore[call-overload]
    assert (await connection.execute(select(audit.c.subject))).scalars().all() == ["topic:x"]
