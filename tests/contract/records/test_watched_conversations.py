"""What is read of many conversations at once, in each form of the record."""

from assistant.domain.conversation import ConversationId, Holder
from assistant.domain.knowledge import ArticleId
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    AROUND_NOON,
    MINE,
    MINUTE,
    NOON,
    assistant_answers,
    citizen_says,
    open_conversations,
)

THEIRS, SILENT, WAITING = ConversationId("theirs"), ConversationId("silent"), ConversationId("waiting")


async def test_the_assistants_conversations_in_which_something_was_said_lately_are_running(records: Records) -> None:
    await open_conversations(records, MINE, THEIRS, SILENT, WAITING)
    async with records.unit() as unit:
        await unit.conversations.say(MINE, citizen_says("1"), NOON)
        await unit.conversations.say(THEIRS, citizen_says("1"), NOON - MINUTE)
        await unit.conversations.say(WAITING, citizen_says("1"), NOON + MINUTE)
        await unit.conversations.move(WAITING, Holder.QUEUE, NOON + MINUTE)
    async with records.reading() as unit:
        assert [one.id for one in await unit.conversations.running(NOON)] == [MINE]
        assert [one.id for one in await unit.conversations.running(NOON - MINUTE)] == [MINE, THEIRS]


async def test_what_was_said_and_done_in_several_conversations_is_read_together(records: Records) -> None:
    await open_conversations(records, MINE, THEIRS, SILENT)
    async with records.unit() as unit:
        for where in (MINE, THEIRS):
            for name in ("1", "2"):
                heard = await unit.conversations.say(where, citizen_says(name), NOON)
                await unit.turns.open(where, heard.seq, NOON)
    async with records.reading() as unit:
        said = await unit.conversations.said_in([THEIRS, SILENT])
        assert {key: [one.seq for one in each] for key, each in said.items()} == {THEIRS: [1, 2], SILENT: []}
        turns = await unit.turns.of_each([MINE, SILENT])
        assert {key: [one.seq for one in each] for key, each in turns.items()} == {MINE: [1, 2], SILENT: []}
        assert await unit.conversations.said_in([]) == {}
        assert await unit.turns.of_each([]) == {}


async def test_who_was_given_an_article_in_a_time_is_found_oldest_first(records: Records) -> None:
    await open_conversations(records, MINE, THEIRS)
    async with records.unit() as unit:
        await unit.conversations.say(THEIRS, assistant_answers("a"), NOON + MINUTE)
        await unit.conversations.say(MINE, citizen_says("1"), NOON)
        await unit.conversations.say(MINE, assistant_answers("b"), NOON)
        await unit.conversations.say(MINE, assistant_answers("late"), AROUND_NOON.end)
    async with records.reading() as unit:
        found = await unit.conversations.giving(ArticleId("forskola.avgift"), AROUND_NOON)
        assert [(one.conversation_id, one.seq) for one in found] == [(MINE, 2), (THEIRS, 1)]
        assert await unit.conversations.giving(ArticleId("forskola.ko"), AROUND_NOON) == []
