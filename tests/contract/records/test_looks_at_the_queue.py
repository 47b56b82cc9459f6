"""However many wait, an agent's pane asks the database a fixed number of questions."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

from assistant.adapters.sql.records import SqlRecords
from assistant.services.queue_rows import QueueRow, rows_of
from tests.contract.records.sample_records import NOON, add_handoffs, citizen_says, handoff, open_conversations


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
