"""However many wait, an agent's pane asks the database a fixed number of questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import event
from sqlalchemy.engine import Engine

from assistant.adapters.memory.clock import StandingClock
from assistant.adapters.memory.live import MemoryEventStream
from assistant.adapters.sql.records import SqlRecords
from assistant.domain.case import CaseKind
from assistant.services.call_backs import CallBacks
from assistant.services.queue_rows import QueueRow, rows_of
from tests.contract.records.sample_records import (
    ANNA,
    MINE,
    NOON,
    add_handoffs,
    case,
    citizen_says,
    handoff,
    open_conversations,
)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SELECTs of whoever asks meanwhile."""
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.extend(part for part in given if isinstance(part, str) and part.lstrip().upper().startswith("SELECT"))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def waits(records: SqlRecords, *names: str) -> None:
    await open_conversations(records, *names)
    async with records.unit() as unit:
        for name in names:
            said = await unit.conversations.say(handoff(name, name).conversation_id, citizen_says("1", name), NOON)
            await unit.turns.open(said.conversation_id, said.seq, NOON)
    await add_handoffs(records, *(handoff(name, name) for name in names))


async def looked_at(records: SqlRecords) -> tuple[int, tuple[QueueRow, ...]]:
    with counted() as asked:
        async with records.reading() as unit:
            rows = await rows_of(unit, await unit.handoffs.waiting(), NOON)
    return len(asked), rows


async def test_forty_who_wait_cost_as_many_questions_as_one(sql_records: SqlRecords) -> None:
    await waits(sql_records, "first")
    one, _ = await looked_at(sql_records)
    await waits(sql_records, *(f"more{number}" for number in range(39)))
    forty, rows = await looked_at(sql_records)
    assert (len(rows), {row.opening for row in rows} >= {"first", "more7"}) == (40, True)
    assert one == forty == 5


async def calls_due(records: SqlRecords, *names: str) -> None:
    """Call-backs of one conversation that are due, each from an utterance of its own."""
    for name in names:
        async with records.unit() as unit:
            said = await unit.conversations.say(MINE, citizen_says(name), NOON)
            await unit.cases.add(replace(case(name, seq=said.seq), kind=CaseKind.CALLBACK, due_at=NOON))


async def test_twenty_calls_that_are_due_cost_as_many_questions_as_one(sql_records: SqlRecords) -> None:
    await open_conversations(sql_records, MINE)
    call_backs = CallBacks(sql_records, MemoryEventStream(), StandingClock(NOON))
    await calls_due(sql_records, "first")
    with counted() as for_one:
        await call_backs.due_for(ANNA)
    await calls_due(sql_records, *(f"more{number}" for number in range(19)))
    with counted() as for_twenty:
        assert len(await call_backs.due_for(ANNA)) == 20
    assert len(for_one) == len(for_twenty) == 3
