"""What only the real server can show: its death, its return, its silence, and how many connections we cost it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from assistant.adapters.redis_live import connect
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, AgentId, HandoffId
from assistant.ports.live import Happening, Signal, Waiting
from tests.contract.live.conditions import DEADLINE_SECONDS, eventually, next_item
from tests.contract.live.conftest import Live
from tests.redis_server import RedisServer

pytestmark = pytest.mark.contract

H, ANNA = HandoffId("h"), AgentId("anna")
LEASE, POLL, PATIENT = timedelta(seconds=60), timedelta(milliseconds=50), timedelta(seconds=60)
STATE = Signal(Happening.STATE)


async def hold(live: Live) -> None:
    async with live.locks.hold(ConversationId("a"), LEASE):
        pass


ACTS: dict[str, Callable[[Live], Awaitable[Any]]] = {
    "hold": hold,
    "put": lambda live: live.queue.put(GENERAL, Waiting(H, datetime(2026, 11, 22, tzinfo=UTC))),
    "remove": lambda live: live.queue.remove(GENERAL, H),
    "place": lambda live: live.queue.place(GENERAL, H),
    "waiting": lambda live: live.queue.waiting(GENERAL),
    "claim": lambda live: live.claims.claim(GENERAL, H, ANNA, LEASE),
    "renew": lambda live: live.claims.renew(H, ANNA, LEASE),
    "release": lambda live: live.claims.release(H, ANNA),
    "holder": lambda live: live.claims.holder(H),
    "make": lambda live: live.offers.make(H, ANNA, LEASE),
    "take_down": lambda live: live.offers.take_down(H, ANNA),
    "run_out": lambda live: live.offers.run_out(),
    "standing": lambda live: live.offers.standing(),
    "beat": lambda live: live.agents.beat("anna", LEASE),
    "leave": lambda live: live.agents.leave("anna"),
    "present": lambda live: live.agents.present(),
}


async def test_each_act_says_unavailable_while_the_server_is_gone_and_works_when_it_is_back(
    on_own_server: Live, own_server: RedisServer
) -> None:
    for act in ACTS.values():
        await act(on_own_server)
    own_server.kill()
    for name, act in ACTS.items():
        with pytest.raises(UnavailableError) as caught:
            await act(on_own_server)
        assert caught.value.__cause__ is not None, name
    own_server.start()
    for act in ACTS.values():
        await act(on_own_server)


async def test_a_server_that_hangs_is_away_as_well(on_own_server: Live, own_server: RedisServer) -> None:
    await on_own_server.claims.holder(H)
    own_server.freeze()
    async with asyncio.timeout(DEADLINE_SECONDS):
        await on_own_server.stream.publish("conversation:a", STATE)
        with pytest.raises(UnavailableError):
            await on_own_server.claims.holder(H)


async def quiet(following: AsyncIterator[Signal | None]) -> bool:
    return [await next_item(following) for _ in range(5)] == [None] * 5


async def test_following_survives_the_servers_death_and_hears_again_after_its_return(
    on_own_server: Live, own_server: RedisServer
) -> None:
    stream = on_own_server.stream
    following = stream.follow("conversation:a", POLL)
    assert await next_item(following) is None
    await stream.publish("conversation:a", STATE)
    assert await next_item(following) == STATE
    for _ in range(2):
        own_server.kill()
        await stream.publish("conversation:a", STATE)
        # What the server passed on just before its death may still be on its way.
        await eventually(lambda: quiet(following))
        own_server.start()

        async def heard() -> bool:
            await stream.publish("conversation:a", STATE)
            return await next_item(following) == STATE

        await eventually(heard)


async def test_a_follower_is_told_to_look_for_itself_once_the_server_is_back(
    on_own_server: Live, own_server: RedisServer
) -> None:
    following = on_own_server.stream.follow("conversation:a", PATIENT)
    assert await next_item(following) is None
    own_server.kill()
    own_server.start()
    assert await next_item(following) is None  # far sooner than the poll


async def test_following_begins_at_once_while_the_server_is_away_and_hears_when_it_comes(
    on_own_server: Live, own_server: RedisServer
) -> None:
    own_server.kill()
    first, second = (on_own_server.stream.follow("conversation:a", PATIENT) for _ in range(2))
    assert [await next_item(first), await next_item(second)] == [None, None]
    own_server.start()
    assert [await next_item(first), await next_item(second)] == [None, None]  # the subscription stands: look
    await on_own_server.stream.publish("conversation:a", STATE)
    assert [await next_item(first), await next_item(second)] == [STATE, STATE]


async def test_five_hundred_followers_cost_the_server_one_connection_and_leave_none_behind(
    on_own_server: Live, own_server: RedisServer
) -> None:
    stream = on_own_server.stream
    followings = [stream.follow(f"conversation:{n}", PATIENT) for n in range(500)]
    async with asyncio.timeout(DEADLINE_SECONDS):
        assert set(await asyncio.gather(*(anext(each) for each in followings))) == {None}
    observer = connect(own_server.url)
    try:
        assert await _clients(observer, "pubsub") == 1
        for n in range(500):
            await stream.publish(f"conversation:{n}", STATE)
        assert {await next_item(each) for each in followings} == {STATE}
        assert await _clients(observer, "normal") == 2  # the observer's and the publisher's
        for each in followings:
            await each.aclose()  # type: ignore[attr-defined]

        async def nobody_subscribes() -> bool:
            return not await observer.pubsub_channels()

        await eventually(nobody_subscribes)
        await stream.aclose()

        async def connection_closed() -> bool:
            return await _clients(observer, "pubsub") == 0

        await eventually(connection_closed)
    finally:
        await observer.aclose()
        await observer.connection_pool.disconnect()


async def _clients(observer: Redis, kind: str) -> int:
    return len(await observer.client_list(_type=kind))
