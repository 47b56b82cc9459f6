"""What somebody who follows a conversation sees: each utterance once and in order, and where it stands."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from assistant.adapters.memory.live import MemoryEventStream
from assistant.domain.conversation import ConversationId, Holder, Utterance
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import GENERAL, Handoff, HandoffReason
from assistant.domain.staffing import Status
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.follow import Corrected, State
from assistant.services.watch import Watch
from tests.centre import WASTE_QUESTION, Centre
from tests.unit.services.odd_moments import FalteringRecords

Event = Utterance | Corrected | State | None


async def poke(centre: Centre, conversation_id: ConversationId, happening: Happening = Happening.STATE) -> None:
    """The follower looks again at once instead of waiting for its poll."""
    await centre.assistant.stream.publish(channels.of_conversation(conversation_id), Signal(happening))


async def until_state(events: AsyncIterator[Event]) -> tuple[list[int], State]:
    """The numbers of the utterances up to the next state, and that state."""
    seqs: list[int] = []
    async for event in events:
        if isinstance(event, State):
            return seqs, event
        if isinstance(event, Utterance):
            seqs.append(event.seq)
    raise AssertionError("the events ended without a state")


async def told_wait(centre: Centre, handoff: Handoff) -> tuple[float, ...]:
    """Least, likely and longest, in seconds."""
    wait = (await centre.assistant.follow.state(handoff.conversation_id)).expected_wait
    assert wait is not None
    return tuple(each.total_seconds() for each in (wait.least, wait.likely, wait.most))


async def five_talks_of(minutes: float, centre: Centre) -> None:
    for _ in range(5):
        handoff = await centre.waits()
        await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
        centre.later(minutes=minutes)
        await centre.assistant.hand_offs.end(handoff.id, centre.anna)


async def test_a_follower_sees_all_that_was_said_before_and_then_each_thing_once(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    events = centre.assistant.follow.events(conversation, after=0)
    seqs, state = await until_state(events)
    assert seqs == [1, 2, 3]
    assert state.holder is Holder.ASSISTANT
    await centre.says(conversation, "Hej")
    await centre.says(conversation, "Kan min granne ha höns på vinden?")
    seqs, state = await until_state(events)
    assert seqs == [4, 5, 6, 7]
    assert (state.holder, state.place) == (Holder.QUEUE, 1)


async def test_a_follower_who_comes_back_continues_after_the_last_number_seen(centre: Centre) -> None:
    """Requirement G-04."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    assert (await until_state(centre.assistant.follow.events(conversation, after=2)))[0] == [3]
    assert (await until_state(centre.assistant.follow.events(conversation, after=3)))[0] == []


async def test_when_nothing_is_new_the_follower_is_told_so_rather_than_the_same_again(centre: Centre) -> None:
    conversation = await centre.opens()
    events = centre.assistant.follow.events(conversation, after=0)
    await until_state(events)
    await poke(centre, conversation)
    assert await anext(events) is None


async def test_the_events_end_with_the_farewell_and_the_closed_state(centre: Centre) -> None:
    conversation = await centre.opens()
    events = centre.assistant.follow.events(conversation, after=1)
    await until_state(events)
    await centre.assistant.converse.leave(conversation)
    seqs, state = await until_state(events)
    assert seqs == [2]
    assert state.closed
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_when_the_application_shuts_down_its_followers_are_let_go(centre: Centre) -> None:
    conversation = await centre.opens()
    events = centre.assistant.follow.events(conversation, after=0)
    await until_state(events)
    stream = centre.assistant.stream
    assert isinstance(stream, MemoryEventStream)
    await stream.aclose()
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_many_followers_of_a_lively_conversation_all_see_the_same(centre: Centre) -> None:
    conversation = await centre.opens()

    async def follow() -> list[int]:
        return [e.seq async for e in centre.assistant.follow.events(conversation, 0) if isinstance(e, Utterance)]

    followers = [asyncio.create_task(follow()) for _ in range(4)]
    for _ in range(5):
        await asyncio.sleep(0)
        await centre.says(conversation, "Hej")
    await centre.assistant.converse.leave(conversation)
    assert await asyncio.gather(*followers) == [list(range(1, 13))] * 4


async def test_the_place_in_the_queue_moves_up_as_those_before_are_served(centre: Centre) -> None:
    first = await centre.waits()
    centre.later(seconds=10)
    second = await centre.waits()
    events = centre.assistant.follow.events(second.conversation_id, after=100)
    assert (await until_state(events))[1].place == 2
    await centre.assistant.hand_offs.claim(first.id, centre.anna)
    await poke(centre, second.conversation_id)
    assert (await until_state(events))[1].place == 1


async def test_the_expected_wait_is_told_in_half_minutes_once_five_talks_have_shown_what_one_takes(
    centre: Centre,
) -> None:
    """Five talks of 7 minutes; Anna holds all the 3 she can: the first waits 7/3 min = 140 s, told as 150;
    the second 280 s, as 270 s."""
    await five_talks_of(7, centre)
    await centre.arrives(centre.anna)
    for _ in range(3):
        await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)
    first = await centre.waits()
    centre.later(seconds=1)
    second = await centre.waits()
    assert await told_wait(centre, first) == (30, 150, 240)
    assert await told_wait(centre, second) == (90, 270, 420)


async def test_while_somebody_has_room_the_wait_is_only_for_that_one_to_take_it(centre: Centre) -> None:
    await five_talks_of(7, centre)
    await centre.arrives(centre.anna)
    first = await centre.waits()
    assert await told_wait(centre, first) == (0, 150, 240)
    for _ in range(3):
        await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)
    centre.later(seconds=2)  # the count of those at the desks may be this old
    assert await told_wait(centre, first) == (30, 150, 240)


async def test_a_wait_is_never_told_as_nought(centre: Centre) -> None:
    await five_talks_of(0.1, centre)
    handoff = await centre.waits()
    await centre.arrives(centre.anna)
    assert await told_wait(centre, handoff) == (0, 30, 30)


async def test_no_wait_is_promised_while_nobody_is_at_the_desks(centre: Centre) -> None:
    await five_talks_of(7, centre)
    handoff = await centre.waits()
    alone = await centre.assistant.follow.state(handoff.conversation_id)
    assert (alone.place, alone.expected_wait, alone.staffed) == (1, None, False)
    await centre.arrives(centre.anna)
    centre.later(seconds=2)  # the count of those at the desks may be this old
    assert (await centre.assistant.follow.state(handoff.conversation_id)).staffed
    await centre.assistant.staff.change_status(centre.anna, Status.BREAK)
    centre.later(seconds=2)
    assert not (await centre.assistant.follow.state(handoff.conversation_id)).staffed


async def test_an_agent_whose_desk_is_closed_staffs_nothing_whatever_the_status_says(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.arrives(centre.anna)
    centre.later(minutes=2)
    assert not (await centre.assistant.follow.state(conversation)).staffed


async def test_the_citizen_sees_a_person_write_until_the_words_come_or_five_seconds_have_gone(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    events = centre.assistant.follow.events(handoff.conversation_id, after=100)
    assert not (await until_state(events))[1].typing
    watch = Watch(centre.assistant.stream)
    await watch.agent_types(handoff.conversation_id)
    assert (await until_state(events))[1].typing
    centre.later(seconds=6)
    await poke(centre, handoff.conversation_id)
    assert not (await until_state(events))[1].typing


async def test_the_agents_words_end_the_sign_that_somebody_writes(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    last = (await centre.heard(handoff.conversation_id))[-1].seq
    events = centre.assistant.follow.events(handoff.conversation_id, after=last)
    await until_state(events)
    await poke(centre, handoff.conversation_id, Happening.AGENT_TYPING)
    assert (await until_state(events))[1].typing
    await centre.replies(handoff, centre.anna, "Hej!")
    seqs, state = await until_state(events)
    assert seqs == [last + 1]
    assert not state.typing


async def test_what_the_citizen_types_is_no_news_to_the_citizen(centre: Centre) -> None:
    conversation = await centre.opens()
    events = centre.assistant.follow.events(conversation, after=0)
    await until_state(events)
    await centre.assistant.converse.typing(conversation)
    assert await anext(events) is None


async def test_while_the_record_is_away_the_follower_waits_and_then_misses_nothing(centre: Centre) -> None:
    conversation = await centre.opens()
    faltering = FalteringRecords(centre.assistant.follow.records)
    events = replace(centre.assistant.follow, records=faltering).events(conversation, after=0)
    assert (await until_state(events))[0] == [1]
    await centre.says(conversation, "Hej")
    faltering.away = True
    assert await anext(events) is None
    faltering.away = False
    await poke(centre, conversation)
    assert [event.seq for event in [await anext(events), await anext(events)] if isinstance(event, Utterance)] == [2, 3]


async def test_with_redis_away_the_state_is_told_without_place_and_wait(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.arrives(centre.anna)
    centre.outage.away = True
    state = await centre.assistant.follow.state(handoff.conversation_id)
    assert (state.holder, state.place, state.expected_wait, state.staffed) == (Holder.QUEUE, None, None, False)


async def test_the_state_of_a_conversation_that_is_not_there_is_not_found(centre: Centre) -> None:
    with pytest.raises(NotFoundError):
        await centre.assistant.follow.state(ConversationId("none such"))


async def test_between_two_steps_of_a_handoff_the_state_claims_neither_place_nor_person(centre: Centre) -> None:
    """The conversation has passed on, its handoff is over: seen for a moment, or for good after a broken migration."""
    handoff = await centre.waits()
    claimed = await centre.waits()
    held = await centre.assistant.hand_offs.claim(claimed.id, centre.anna)
    async with centre.assistant.follow.records.unit() as unit:
        await unit.handoffs.change(handoff, replace(handoff, abandoned_at=handoff.requested_at))
        await unit.handoffs.change(held, replace(held, ended_at=held.requested_at))
    waiting = await centre.assistant.follow.state(handoff.conversation_id)
    with_agent = await centre.assistant.follow.state(claimed.conversation_id)
    assert (waiting.holder, waiting.place) == (Holder.QUEUE, None)
    assert (with_agent.holder, with_agent.agent_name) == (Holder.AGENT, None)


async def test_a_handoff_asked_for_again_after_giving_back_is_a_new_wait(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.assistant.hand_offs.give_back(handoff.id, centre.anna)
    async with centre.assistant.follow.records.unit() as unit:
        again: Handoff = await centre.assistant.hand_offs.request(
            unit, handoff.conversation_id, HandoffReason.CITIZEN_ASKED, GENERAL
        )
    await centre.assistant.hand_offs.enqueue(again)
    assert (await centre.assistant.follow.state(handoff.conversation_id)).place == 1
    assert again.id != handoff.id
