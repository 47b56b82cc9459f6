import asyncio
from datetime import timedelta

import pytest

from assistant.domain.handoff import HandoffId
from assistant.ports.live import Happening, Signal
from tests.contract.live.conditions import next_item, next_signal
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

PATIENT = timedelta(seconds=60)
SOON = timedelta(milliseconds=20)
UTTERANCE, STATE = Signal(Happening.UTTERANCE), Signal(Happening.STATE)


async def test_a_signal_published_after_following_began_reaches_every_follower_in_every_process(
    here: Live, there: Live
) -> None:
    followers = [stream.follow("conversation:a", PATIENT) for stream in (here.stream, here.stream, there.stream)]
    assert [await next_item(each) for each in followers] == [None, None, None]
    await there.stream.publish("conversation:a", UTTERANCE)
    assert [await next_item(each) for each in followers] == [UTTERANCE] * 3


async def test_every_kind_of_signal_arrives_as_it_was_sent(here: Live, there: Live) -> None:
    following = here.stream.follow("queues", PATIENT)
    await next_item(following)
    for happening in Happening:
        await there.stream.publish("queues", Signal(happening))
        assert await next_item(following) == Signal(happening)


async def test_who_left_the_queue_and_who_took_them_arrives_as_it_was_sent(here: Live, there: Live) -> None:
    following = here.stream.follow("queues", PATIENT)
    await next_item(following)
    for name in ("Anna Karin", "Şükran", ""):
        left = Signal(Happening.LEFT_QUEUE, HandoffId("1f2e"), name)
        await there.stream.publish("queues", left)
        assert await next_item(following) == left


async def test_while_nothing_happens_a_follower_wakes_at_least_every_poll(here: Live) -> None:
    following = here.stream.follow("conversation:a", SOON)
    assert [await next_item(following) for _ in range(4)] == [None] * 4


async def test_another_channels_signal_wakes_nobody(here: Live, there: Live) -> None:
    following, noise = here.stream.follow("conversation:a", PATIENT), here.stream.follow("conversation:b", PATIENT)
    await next_item(following)
    await next_item(noise)
    await there.stream.publish("conversation:b", STATE)
    assert await next_item(noise) == STATE
    await there.stream.publish("conversation:a", UTTERANCE)
    assert await next_item(following) == UTTERANCE


async def test_a_slow_reader_is_told_of_each_kind_once(here: Live, there: Live) -> None:
    slow, quick = here.stream.follow("conversation:a", PATIENT), here.stream.follow("conversation:a", PATIENT)
    await next_item(slow)
    await next_item(quick)
    for _ in range(50):
        await there.stream.publish("conversation:a", UTTERANCE)
    await there.stream.publish("conversation:a", STATE)
    while await next_item(quick) != STATE:
        pass
    assert [await next_item(slow), await next_item(slow)] == [UTTERANCE, STATE]


async def test_a_follower_that_comes_back_to_a_channel_hears_again(here: Live, there: Live) -> None:
    for _ in range(20):
        following = here.stream.follow("conversation:a", PATIENT)
        assert await next_item(following) is None
        await there.stream.publish("conversation:a", UTTERANCE)
        assert await next_signal(following) == UTTERANCE
        await following.aclose()  # type: ignore[attr-defined]


async def test_a_cancelled_follower_disturbs_no_other(here: Live, there: Live) -> None:
    staying = here.stream.follow("conversation:a", PATIENT)
    await next_item(staying)
    leaving = here.stream.follow("conversation:a", PATIENT)
    await next_item(leaving)
    waiting = asyncio.ensure_future(anext(leaving))
    await asyncio.wait([waiting], timeout=0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await there.stream.publish("conversation:a", STATE)
    assert await next_item(staying) == STATE


async def test_closing_the_stream_ends_every_following(here: Live) -> None:
    following = here.stream.follow("conversation:a", PATIENT)
    await next_item(following)
    waiting = asyncio.ensure_future(anext(following))
    await asyncio.wait([waiting], timeout=0)
    await here.stream.aclose()
    with pytest.raises(StopAsyncIteration):
        await waiting
    with pytest.raises(StopAsyncIteration):
        await next_item(here.stream.follow("conversation:a", PATIENT))


async def test_publishing_where_nobody_follows_is_harmless(here: Live) -> None:
    await here.stream.publish("conversation:nobody", UTTERANCE)
