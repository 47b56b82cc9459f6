"""What only a real database shows: other processes, crashes, constraints, and the database being away."""

import asyncio
import sys
import threading
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.adapters.sql.engine import database_address, engine_for
from assistant.adapters.sql.migrate import downgrade
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import conversations, utterances
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.conversation import Holder
from assistant.domain.errors import ConflictError, RefusedError, UnavailableError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.revision import Place, Revision, RevisionKind
from tests.contract.records.sample_records import MINE, NOON, citizen_says, conversation, member, open_conversations

ROOT = Path(__file__).parents[3]
EVA = member(AgentId("eva"))
PUBLISHED = Revision(Place(ArticleId("bygglov.altan"), "sv"), RevisionKind.PUBLISHED, "text", EVA.id, NOON)


@asynccontextmanager
async def _started(database_url: str, *names: str) -> AsyncIterator[Process]:
    program = "tests.contract.records.second_process"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", program, database_url, *names, cwd=ROOT, stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _hear(process: Process, word: str) -> None:
    assert process.stdout is not None
    assert (await process.stdout.readline()).decode().strip() == word


async def _release(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"go\n")
    await process.stdin.drain()


async def _read_and_say(records: SqlRecords, name: str) -> None:
    """Reading first is what would make SQLite refuse the writing, had the unit not taken the lock at its start."""
    async with records.unit() as unit:
        await unit.conversations.get(MINE)
        await unit.conversations.say(MINE, citizen_says(name), NOON)


async def test_three_processes_writing_at_once_leave_no_gap_and_no_double(
    sql_records: SqlRecords, database_url: str
) -> None:
    await open_conversations(sql_records, MINE)
    shared = [f"shared {number}" for number in range(20)]
    alone = {who: [f"{who} {number}" for number in range(20)] for who in ("first", "second")}
    async with (
        _started(database_url, *shared, *alone["first"]) as first,
        _started(database_url, *shared, *alone["second"]) as second,
    ):
        for process in (first, second):
            await _hear(process, "ready")
        for process in (first, second):
            await _release(process)
        for name in shared:
            await _read_and_say(sql_records, name)
        assert [await first.wait(), await second.wait()] == [0, 0]
    async with sql_records.unit() as unit:
        kept = await unit.conversations.utterances(MINE)
    assert [utterance.seq for utterance in kept] == list(range(1, 61))
    assert len({utterance.said.id for utterance in kept}) == 60


async def test_a_process_killed_inside_a_unit_leaves_nothing_and_blocks_nobody(
    sql_records: SqlRecords, database_url: str
) -> None:
    await open_conversations(sql_records, MINE)
    async with _started(database_url) as process:
        await _hear(process, "inside")
    async with sql_records.unit() as unit:
        assert (await unit.conversations.say(MINE, citizen_says("kept"), NOON)).seq == 1
        assert [utterance.said.id for utterance in await unit.conversations.utterances(MINE)] == ["kept"]


@pytest.mark.postgres
async def test_a_move_after_another_unit_moved_it_is_a_conflict(postgres_records: SqlRecords) -> None:
    await open_conversations(postgres_records, MINE)
    async with postgres_records.unit() as mine:
        assert (await mine.conversations.get(MINE)).holder is Holder.ASSISTANT
        async with postgres_records.unit() as theirs:
            await theirs.conversations.move(MINE, Holder.QUEUE, NOON)
        with pytest.raises(ConflictError):
            await mine.conversations.move(MINE, Holder.NOBODY, NOON)
    async with postgres_records.unit() as unit:
        assert (await unit.conversations.get(MINE)).holder is Holder.QUEUE


@pytest.mark.postgres
async def test_while_a_unit_holds_a_conversation_nobody_else_can_move_it(
    postgres_records: SqlRecords, postgres_url: str
) -> None:
    """Whoever looks before speaking must not be overtaken by a person in between (requirement G-06)."""
    await open_conversations(postgres_records, MINE)
    row = select(conversations.c.id).where(conversations.c.id == MINE).with_for_update(nowait=True, key_share=True)
    engine = engine_for(postgres_url)
    try:
        async with postgres_records.unit() as unit:
            await unit.conversations.get(MINE)
            async with engine.begin() as other:
                assert (await other.execute(row)).first() is not None
        async with postgres_records.unit() as unit:
            await unit.conversations.hold(MINE)
            with pytest.raises(DBAPIError):
                async with engine.begin() as other:
                    await other.execute(row)
    finally:
        await engine.dispose()


async def test_words_postgresql_cannot_hold_are_refused(postgres_records: SqlRecords) -> None:
    await open_conversations(postgres_records, MINE)
    with pytest.raises(RefusedError):
        async with postgres_records.unit() as unit:
            await unit.conversations.say(MINE, citizen_says("1", "a\x00b"), NOON)


async def test_the_database_itself_refuses_an_answer_without_a_source(
    connection: AsyncConnection,
) -> None:
    await connection.execute(insert(conversations).values(**asdict(conversation())))
    row = {
        "conversation_id": MINE,
        "seq": 1,
        "id": "1",
        "at": NOON,
        "speaker": "assistant",
        "lang": "sv",
        "text": "Så här är det.",
        "quick_replies": [],
        "quick_exit": False,
        "citations": [],
    }
    transaction = Transaction(connection)
    with pytest.raises(ConflictError):
        await transaction.change_or_conflict(insert(utterances).values(**row, article="forskola.avgift"))
    await transaction.change_or_conflict(insert(utterances).values(**row, article=None))
    assert len(await transaction.all(select(utterances))) == 1


async def test_a_schema_of_another_revision_is_not_answered_for(sql_records: SqlRecords, database_url: str) -> None:
    await sql_records.ping()
    await asyncio.to_thread(downgrade, database_url, "base")
    with pytest.raises(UnavailableError):
        await sql_records.ping()


async def test_a_database_without_tables_is_not_answered_for(blank_url: str, tmp_path: Path) -> None:
    (tmp_path / "folder to be made").mkdir()
    engine = engine_for(blank_url)
    with pytest.raises(UnavailableError):
        await SqlRecords(engine).ping()
    await engine.dispose()


@pytest.mark.parametrize(
    "address", ["sqlite:///{folder}/no such folder/records.db", "postgresql://postgres@/records?host={folder}"]
)
async def test_a_database_that_is_away_is_unavailable(address: str, tmp_path: Path) -> None:
    engine = engine_for(address.format(folder=tmp_path))
    records = SqlRecords(engine)
    with pytest.raises(UnavailableError):
        await records.ping()
    with pytest.raises(UnavailableError):
        async with records.unit() as unit:
            await unit.conversations.get(MINE)
    await engine.dispose()
    await drivers_threads_to_end()


async def drivers_threads_to_end() -> None:
    """aiosqlite's thread of a connection that failed answers the loop a moment later, which must still be there."""
    async with asyncio.timeout(10):
        for thread in threading.enumerate():
            if "_connection_worker_thread" in thread.name:
                await asyncio.to_thread(thread.join)


@pytest.mark.parametrize(
    ("address", "understood"),
    [
        ("postgres://anna@db/records", "postgresql://anna@db/records"),
        ("postgresql://anna@db/records", "postgresql://anna@db/records"),
        ("postgresql+psycopg://anna@db/records?sslmode=require", "postgresql://anna@db/records?sslmode=require"),
        ("sqlite:///var/records.db", "sqlite:///var/records.db"),
        ("sqlite+aiosqlite:////var/records.db", "sqlite:////var/records.db"),
    ],
)
def test_an_address_is_understood_with_and_without_a_driver(address: str, understood: str) -> None:
    assert database_address(address).render_as_string(hide_password=False) == understood


@pytest.mark.parametrize("address", ["mysql://db/records", "sqlite://", "sqlite:///:memory:", "not an address: s3cret"])
def test_an_address_we_cannot_use_is_an_error_that_tells_no_secret(address: str) -> None:
    with pytest.raises(ValueError, match="database") as caught:
        database_address(address)
    assert "s3cret" not in str(caught.value)


@pytest.mark.postgres
async def test_a_publication_that_others_see_late_is_a_new_edition_all_the_same(
    postgres_records: SqlRecords,
) -> None:
    """Numbers are given out before anybody else sees them: of two at once the later one may be seen first."""
    async with postgres_records.unit() as unit:
        await unit.staff.add(EVA)
    async with postgres_records.unit() as slow:
        await slow.revisions.add(PUBLISHED)
        async with postgres_records.unit() as quick:
            await quick.revisions.add(replace(PUBLISHED, place=Place(ArticleId("bygglov.plank"), "sv")))
        async with postgres_records.reading() as unit:
            seen = await unit.revisions.edition()
    async with postgres_records.reading() as unit:
        assert await unit.revisions.edition() > seen
        assert len(await unit.revisions.in_force()) == 2
