"""Conversations and utterances, in each form of the record."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from assistant.domain.conversation import ConversationId, Holder, Language, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    AROUND_NOON,
    MINE,
    MINUTE,
    NOON,
    assistant_answers,
    citizen_says,
    conversation,
    open_conversations,
)

NOBODYS = ConversationId("nobody's")


async def test_a_conversation_reads_back_as_it_was_opened(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        assert await unit.conversations.get(MINE) == conversation()


async def test_a_time_of_another_zone_comes_back_in_utc(records: Records) -> None:
    in_stockholm = NOON.astimezone(timezone(timedelta(hours=2)))
    async with records.unit() as unit:
        await unit.conversations.open(conversation(opened_at=in_stockholm))
        await unit.conversations.say(MINE, citizen_says("1"), in_stockholm)
    async with records.unit() as unit:
        opened_at = (await unit.conversations.get(MINE)).opened_at
        (heard,) = await unit.conversations.utterances(MINE)
    assert opened_at == heard.at == NOON


async def test_a_taken_id_is_a_conflict_and_the_unit_goes_on(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.conversations.open(conversation(opened_at=NOON + MINUTE))
        await unit.conversations.open(conversation("another"))
    async with records.unit() as unit:
        assert await unit.conversations.get(MINE) == conversation()
        assert await unit.conversations.get(ConversationId("another")) == conversation("another")


async def test_a_conversation_nobody_opened_is_not_found(records: Records) -> None:
    async with records.unit() as unit:
        with pytest.raises(NotFoundError):
            await unit.conversations.get(NOBODYS)
        with pytest.raises(NotFoundError):
            await unit.conversations.move(NOBODYS, Holder.QUEUE, NOON)
        with pytest.raises(NotFoundError):
            await unit.conversations.set_language(NOBODYS, Language("en"))
        with pytest.raises(NotFoundError):
            await unit.conversations.choose_language(NOBODYS, Language("en"))
        with pytest.raises(NotFoundError):
            await unit.conversations.say(NOBODYS, citizen_says("1"), NOON)
        assert await unit.conversations.find(NOBODYS, UtteranceId("1")) is None
        assert list(await unit.conversations.utterances(NOBODYS)) == []


async def test_a_conversation_passes_to_the_queue_an_agent_and_nobody(records: Records) -> None:
    await open_conversations(records, MINE, "bystander")
    for holder in (Holder.QUEUE, Holder.AGENT):
        async with records.unit() as unit:
            await unit.conversations.move(MINE, holder, NOON + MINUTE)
        async with records.unit() as unit:
            assert await unit.conversations.get(MINE) == replace(conversation(), holder=holder)
    async with records.unit() as unit:
        await unit.conversations.move(MINE, Holder.NOBODY, NOON + MINUTE)
    async with records.unit() as unit:
        closed = replace(conversation(), holder=Holder.NOBODY, closed_at=NOON + MINUTE)
        assert await unit.conversations.get(MINE) == closed
        assert await unit.conversations.get(ConversationId("bystander")) == conversation("bystander")


async def test_a_conversation_moves_twice_within_a_unit(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        await unit.conversations.get(MINE)
        await unit.conversations.move(MINE, Holder.QUEUE, NOON)
        await unit.conversations.move(MINE, Holder.AGENT, NOON)
    async with records.unit() as unit:
        assert (await unit.conversations.get(MINE)).holder is Holder.AGENT


async def test_an_illegal_move_is_a_conflict(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.conversations.move(MINE, Holder.ASSISTANT, NOON)
        await unit.conversations.move(MINE, Holder.NOBODY, NOON)
        with pytest.raises(ConflictError):
            await unit.conversations.move(MINE, Holder.ASSISTANT, NOON)


async def test_a_conversation_changes_language(records: Records) -> None:
    await open_conversations(records, MINE, "bystander")
    async with records.unit() as unit:
        await unit.conversations.set_language(MINE, Language("en"))
    async with records.unit() as unit:
        assert await unit.conversations.get(MINE) == replace(conversation(), lang=Language("en"))
        assert await unit.conversations.get(ConversationId("bystander")) == conversation("bystander")


async def test_a_language_that_the_citizen_chose_is_known_as_chosen_whatever_the_page_says_later(
    records: Records,
) -> None:
    await open_conversations(records, MINE, "bystander")
    async with records.unit() as unit:
        await unit.conversations.choose_language(MINE, Language("ar"))
    async with records.unit() as unit:
        chosen = replace(conversation(), lang=Language("ar"), lang_chosen=True)
        assert await unit.conversations.get(MINE) == chosen
        await unit.conversations.choose_language(MINE, Language("ar"))
        await unit.conversations.move(MINE, Holder.QUEUE, NOON)
        await unit.conversations.set_language(MINE, Language("en"))
    async with records.unit() as unit:
        later = replace(chosen, holder=Holder.QUEUE, lang=Language("en"))
        assert await unit.conversations.get(MINE) == later
        assert await unit.conversations.get(ConversationId("bystander")) == conversation("bystander")


async def test_utterances_are_numbered_from_one_in_each_conversation(records: Records) -> None:
    await open_conversations(records, MINE, "other")
    async with records.unit() as unit:
        numbers = [(await unit.conversations.say(MINE, citizen_says(name), NOON)).seq for name in "abc"]
        elsewhere = await unit.conversations.say(ConversationId("other"), citizen_says("a"), NOON)
    assert numbers == [1, 2, 3]
    assert elsewhere.seq == 1
    async with records.unit() as unit:
        assert (await unit.conversations.get(MINE)).last_seq == 3


async def test_an_answer_reads_back_with_its_sources(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        said = await unit.conversations.say(MINE, assistant_answers("1"), NOON)
    async with records.unit() as unit:
        assert list(await unit.conversations.utterances(MINE)) == [said]
        assert await unit.conversations.find(MINE, UtteranceId("1")) == said
    assert said.said == assistant_answers("1")
    assert said.at == NOON


async def test_a_repeated_post_is_returned_as_it_was_recorded(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        first = await unit.conversations.say(MINE, citizen_says("1", "Hej!"), NOON)
    async with records.unit() as unit:
        again = await unit.conversations.say(MINE, citizen_says("1", "Något annat"), NOON + MINUTE)
        following = await unit.conversations.say(MINE, citizen_says("2"), NOON + MINUTE)
    assert again == first
    assert following.seq == 2
    async with records.unit() as unit:
        assert list(await unit.conversations.utterances(MINE)) == [first, following]


async def test_an_answer_without_a_source_is_refused_and_takes_no_number(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        with pytest.raises(RefusedError):
            await unit.conversations.say(MINE, replace(assistant_answers("1"), citations=()), NOON)
    async with records.unit() as unit:
        assert list(await unit.conversations.utterances(MINE)) == []
        assert (await unit.conversations.get(MINE)).last_seq == 0


async def test_a_reader_gets_what_came_after_the_last_number_seen(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        said = [await unit.conversations.say(MINE, citizen_says(name), NOON) for name in "zyx"]
    async with records.unit() as unit:
        assert list(await unit.conversations.utterances(MINE, after=1)) == said[1:]
        assert list(await unit.conversations.utterances(MINE, after=3)) == []
        assert list(await unit.conversations.utterances(MINE, after=-1)) == said


async def test_an_interval_holds_its_start_and_not_its_end_and_no_silent_visitors(records: Records) -> None:
    moments = {
        "before": AROUND_NOON.start - timedelta(microseconds=1),
        "later": NOON,
        "at the start": AROUND_NOON.start,
        "at the end": AROUND_NOON.end,
    }
    async with records.unit() as unit:
        for name, moment in moments.items():
            await unit.conversations.open(conversation(name, opened_at=moment))
            await unit.conversations.say(ConversationId(name), citizen_says("1"), moment)
        await unit.conversations.open(conversation("only looked"))
        await unit.conversations.open(conversation("was only greeted"))
        await unit.conversations.say(ConversationId("was only greeted"), assistant_answers("1"), NOON)
    async with records.unit() as unit:
        opened = await unit.conversations.opened(AROUND_NOON)
    assert [one.id for one in opened] == ["at the start", "later"]


async def test_a_conversation_is_silent_since_its_latest_utterance_or_its_opening(records: Records) -> None:
    await open_conversations(records, "unspoken", "long silent", "just spoke", "waits in the queue", "closed")
    async with records.unit() as unit:
        for name in ("long silent", "just spoke"):
            await unit.conversations.say(ConversationId(name), citizen_says("1"), NOON + MINUTE)
        await unit.conversations.say(ConversationId("just spoke"), citizen_says("2"), NOON + 5 * MINUTE)
        await unit.conversations.move(ConversationId("waits in the queue"), Holder.QUEUE, NOON)
        await unit.conversations.move(ConversationId("closed"), Holder.NOBODY, NOON)
    async with records.unit() as unit:
        assert [one.id for one in await unit.conversations.silent_since(NOON)] == []
        assert [one.id for one in await unit.conversations.silent_since(NOON + MINUTE)] == ["unspoken"]
        silent = await unit.conversations.silent_since(NOON + 5 * MINUTE)
    assert [one.id for one in silent] == ["long silent", "unspoken"]


async def test_a_conversation_that_is_held_reads_as_it_stands_and_none_is_held_that_is_not(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        assert await unit.conversations.hold(MINE) == await unit.conversations.get(MINE)
        await unit.conversations.move(MINE, Holder.QUEUE, NOON)
        with pytest.raises(NotFoundError):
            await unit.conversations.hold(ConversationId("none"))
