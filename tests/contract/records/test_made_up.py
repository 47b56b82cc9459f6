"""A record written at once is read by the everyday units, and tells by itself that nobody has lived it."""

from datetime import UTC, datetime

import pytest

from assistant.domain.conversation import (
    DEMO_PREFIX,
    Conversation,
    ConversationId,
    Holder,
    Language,
)
from assistant.ports import Records

pytestmark = pytest.mark.contract

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


async def opens(records: Records, name: str) -> None:
    async with records.unit() as unit:
        await unit.conversations.open(
            Conversation(ConversationId(name), "digest", Language("sv"), Holder.ASSISTANT, NOW)
        )


async def test_a_record_of_real_conversations_alone_is_not_made_up(records: Records) -> None:
    await opens(records, "cafe")
    await opens(records, "demonstration")  # begins almost so
    async with records.reading() as unit:
        assert not await unit.conversations.any_made_up()


async def test_one_conversation_that_nobody_had_is_seen_among_real_ones(records: Records) -> None:
    await opens(records, "ffff")
    await opens(records, f"{DEMO_PREFIX}00")
    async with records.reading() as unit:
        assert await unit.conversations.any_made_up()
