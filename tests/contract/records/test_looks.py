"""Looks at the record: beside units, never in their way."""

import asyncio
from datetime import UTC, datetime

import pytest

from assistant.adapters.sql.records import SqlRecords
from assistant.domain.conversation import Conversation, ConversationId, Holder, Language
from assistant.domain.errors import AssistantError, NotFoundError
from assistant.ports import Records

pytestmark = pytest.mark.contract

OPENED = Conversation(
    ConversationId("seen"), "digest", Language("sv"), Holder.ASSISTANT, datetime(2026, 11, 23, 8, tzinfo=UTC)
)


async def test_a_look_sees_what_was_committed(records: Records) -> None:
    async with records.unit() as unit:
        await unit.conversations.open(OPENED)
    async with records.reading() as look:
        assert (await look.conversations.get(OPENED.id)).token_digest == "digest"


async def test_a_look_does_not_see_what_a_unit_has_not_committed_and_does_not_wait_for_it(records: Records) -> None:
    async with asyncio.timeout(4), records.unit() as unit:
        await unit.conversations.open(OPENED)
        async with records.reading() as look:
            with pytest.raises(NotFoundError):
                await look.conversations.get(OPENED.id)


async def test_many_looks_go_on_while_a_unit_is_open(records: Records) -> None:
    async def looks() -> int:
        async with records.reading() as look:
            return len(await look.handoffs.waiting())

    async with asyncio.timeout(4), records.unit() as unit:
        await unit.conversations.open(OPENED)
        assert len(await asyncio.gather(*(looks() for _ in range(50)))) == 50


async def test_nothing_can_be_changed_in_a_look_on_sqlite(sql_records: SqlRecords, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL's looks share the units' connections and could write: no service does")
    with pytest.raises(AssistantError):
        async with sql_records.reading() as look:
            await look.conversations.open(OPENED)
    with pytest.raises(NotFoundError):
        async with sql_records.reading() as look:
            await look.conversations.get(OPENED.id)
