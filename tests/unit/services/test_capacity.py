"""An agent holds as many conversations as the supervisor has set, whoever presses how often: danger may be one more."""

import asyncio

import pytest

from assistant.domain.conversation import Holder
from assistant.domain.errors import AtCapacityError
from assistant.domain.handoff import GENERAL, Handoff
from tests.centre import Centre

IN_DANGER = "jag vill inte leva längre"


async def full(centre: Centre) -> list[Handoff]:
    """Anna, whose capacity is three, holds three."""
    return [await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna) for _ in range(3)]


async def test_who_holds_all_that_may_be_held_cannot_claim_and_the_citizen_keeps_waiting(centre: Centre) -> None:
    await full(centre)
    fourth = await centre.waits()
    with pytest.raises(AtCapacityError):
        await centre.assistant.hand_offs.claim(fourth.id, centre.anna)
    assert (await centre.assistant.follow.state(fourth.conversation_id)).holder is Holder.QUEUE
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (fourth.id,)
    assert (await centre.assistant.hand_offs.claim(fourth.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_of_many_presses_at_once_no_more_succeed_than_there_is_room_for(centre: Centre) -> None:
    waiting = [await centre.waits() for _ in range(6)]
    results = await asyncio.gather(
        *(centre.assistant.hand_offs.claim(each.id, centre.anna) for each in waiting), return_exceptions=True
    )
    assert sum(isinstance(result, Handoff) for result in results) == 3
    assert sum(isinstance(result, AtCapacityError) for result in results) == 3
    held = [result.id for result in results if isinstance(result, Handoff)]
    left = {each.id for each in waiting if each.id not in held}
    assert set(await centre.assistant.sweep.queue.waiting(GENERAL)) == left


async def test_one_more_is_let_in_for_danger_and_only_one(centre: Centre) -> None:
    await full(centre)
    for number in range(2):
        conversation = await centre.opens()
        await centre.says(conversation, IN_DANGER)
        row = next(row for row in await centre.assistant.desk.queue() if row.handoff.conversation_id == conversation)
        if number == 0:
            assert (await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)).claimed_by == centre.anna.id
        else:
            with pytest.raises(AtCapacityError):
                await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)


async def test_a_conversation_that_has_ended_takes_no_room_though_it_awaits_its_wrap_up(centre: Centre) -> None:
    held = await full(centre)
    await centre.assistant.hand_offs.end(held[0].id, centre.anna)
    assert (await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)).claimed_by == centre.anna.id


async def test_pressing_again_on_ones_own_is_harmless_when_full(centre: Centre) -> None:
    held = await full(centre)
    assert await centre.assistant.hand_offs.claim(held[0].id, centre.anna) == held[0]
