"""What a unit promises: all or nothing, and one decision where many try at once."""

import asyncio
from itertools import chain

import pytest

from assistant.adapters.memory.records import MemoryRecords
from assistant.domain.conversation import Holder, NewUtterance, Utterance
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.survey import Survey
from assistant.ports.records import Records, Unit
from tests.contract.records.sample_records import (
    ANNA,
    AROUND_NOON,
    MINE,
    NOON,
    add_handoffs,
    add_staff,
    citizen_says,
    claimed,
    handoff,
    member,
    open_conversations,
    visit,
)

WRITERS = 50


class PlugPulledError(Exception):
    """What goes wrong in the middle."""


async def _write_of_everything(unit: Unit) -> None:
    await unit.conversations.say(MINE, citizen_says("1"), NOON)
    await unit.turns.open(MINE, 1, NOON)
    await unit.conversations.move(MINE, Holder.QUEUE, NOON)
    await unit.handoffs.add(handoff("h"))
    await unit.staff.add(member(ANNA))
    await unit.staff.begin_visit(visit("k"))
    await unit.staff.change_status(StatusChange(ANNA, Status.AVAILABLE, NOON))
    await unit.surveys.give(Survey(MINE, NOON))


async def _write_and_pull_the_plug(records: Records) -> None:
    async with records.unit() as unit:
        await _write_of_everything(unit)
        raise PlugPulledError


async def test_an_exception_leaves_nothing_of_the_unit(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        before = await unit.conversations.get(MINE)
    with pytest.raises(PlugPulledError):
        await _write_and_pull_the_plug(records)
    async with records.unit() as unit:
        assert await unit.conversations.get(MINE) == before
        assert list(await unit.conversations.utterances(MINE)) == []
        assert list(await unit.turns.of(MINE)) == []
        assert list(await unit.handoffs.requested(AROUND_NOON)) == []
        assert await unit.staff.named(member(ANNA).sign_in_name) is None
        assert await unit.staff.visit("k") is None
        assert await unit.staff.status(ANNA) is Status.SIGNED_OUT
        assert await unit.surveys.of(MINE) is None


async def test_a_clean_exit_keeps_all_of_the_unit(records: Records) -> None:
    await open_conversations(records, MINE)
    async with records.unit() as unit:
        await _write_of_everything(unit)
    async with records.unit() as unit:
        assert (await unit.conversations.get(MINE)).holder is Holder.QUEUE
        assert [turn.seq for turn in await unit.turns.of(MINE)] == [1]
        assert await unit.staff.status(ANNA) is Status.AVAILABLE


async def test_a_number_given_back_by_an_exception_is_given_out_again(records: Records) -> None:
    await open_conversations(records, MINE)
    with pytest.raises(PlugPulledError):
        await _write_and_pull_the_plug(records)
    async with records.unit() as unit:
        assert (await unit.conversations.say(MINE, citizen_says("kept"), NOON)).seq == 1


async def test_a_cancelled_unit_leaves_nothing_and_blocks_nobody(records: Records) -> None:
    await open_conversations(records, MINE)
    inside = asyncio.Event()

    async def say_and_hang() -> None:
        async with records.unit() as unit:
            await unit.conversations.say(MINE, citizen_says("lost"), NOON)
            inside.set()
            await asyncio.Event().wait()

    hanging = asyncio.create_task(say_and_hang())
    await inside.wait()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    async with records.unit() as unit:
        assert (await unit.conversations.say(MINE, citizen_says("kept"), NOON)).seq == 1


async def _say(records: Records, said: NewUtterance) -> Utterance:
    async with records.unit() as unit:
        return await unit.conversations.say(MINE, said, NOON)


async def test_fifty_writers_at_once_leave_no_gap(records: Records) -> None:
    await open_conversations(records, MINE)
    said = await asyncio.gather(*(_say(records, citizen_says(f"by {writer}")) for writer in range(WRITERS)))
    assert sorted(utterance.seq for utterance in said) == list(range(1, WRITERS + 1))
    async with records.unit() as unit:
        kept = await unit.conversations.utterances(MINE)
        assert (await unit.conversations.get(MINE)).last_seq == WRITERS
    assert list(kept) == sorted(said, key=lambda utterance: utterance.seq)


async def test_posts_repeated_at_once_are_one_row_each(records: Records) -> None:
    await open_conversations(records, MINE)
    posts = [citizen_says(name) for name in chain.from_iterable(["a", "b", "c"] for _ in range(10))]
    said = await asyncio.gather(*(_say(records, post) for post in posts))
    async with records.unit() as unit:
        kept = await unit.conversations.utterances(MINE)
    assert [utterance.seq for utterance in kept] == [1, 2, 3]
    assert {(utterance.said.id, utterance.seq) for utterance in said} == {(one.said.id, one.seq) for one in kept}


async def test_of_many_claims_at_once_one_wins(records: Records) -> None:
    agents = [AgentId(f"agent {number}") for number in range(20)]
    await open_conversations(records, MINE)
    await add_staff(records, *agents)
    waiting = handoff("h")
    await add_handoffs(records, waiting)

    async def claim(agent: AgentId) -> AgentId | None:
        try:
            async with records.unit() as unit:
                await unit.handoffs.change(waiting, claimed(waiting, agent))
        except ConflictError:
            return None
        return agent

    winners = [agent for agent in await asyncio.gather(*map(claim, agents)) if agent is not None]
    async with records.unit() as unit:
        assert winners == [(await unit.handoffs.get(HandoffId("h"))).claimed_by]


async def test_of_many_handoffs_requested_at_once_one_is_recorded(records: Records) -> None:
    await open_conversations(records, MINE)

    async def request(number: int) -> Handoff | None:
        asked = handoff(f"h{number}")
        try:
            await add_handoffs(records, asked)
        except ConflictError:
            return None
        return asked

    recorded = [asked for asked in await asyncio.gather(*map(request, range(10))) if asked is not None]
    async with records.unit() as unit:
        assert recorded == list(await unit.handoffs.requested(AROUND_NOON))
    assert len(recorded) == 1


@pytest.mark.postgres
async def test_a_unit_that_has_said_something_sees_a_move_that_came_before_its_words(postgres_records: Records) -> None:
    """Where units run side by side, a conversation may pass on between the first look and the words."""
    await open_conversations(postgres_records, MINE)
    async with postgres_records.unit() as unit:
        await unit.conversations.move(MINE, Holder.QUEUE, NOON)
    async with postgres_records.unit() as speaking:
        assert (await speaking.conversations.get(MINE)).holder is Holder.QUEUE
        async with postgres_records.unit() as claiming:
            await claiming.conversations.move(MINE, Holder.AGENT, NOON)
        await speaking.conversations.say(MINE, citizen_says("1"), NOON)
        assert (await speaking.conversations.get(MINE)).holder is Holder.AGENT


async def test_an_error_of_the_house_passes_through_a_unit_as_it_is(records: Records) -> None:
    with pytest.raises(NotFoundError):
        async with records.unit() as unit:
            await unit.conversations.get(MINE)


async def test_the_record_answers_when_it_is_there(records: Records) -> None:
    await records.ping()


async def test_a_unit_within_a_unit_is_an_error_at_once() -> None:
    records = MemoryRecords()
    async with records.unit():
        with pytest.raises(RuntimeError):
            async with records.unit():
                pass
