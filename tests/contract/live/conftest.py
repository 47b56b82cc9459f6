"""Each suite here runs twice: for the in-memory parts and for a real Redis server, seen from two processes."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from assistant.adapters.memory.live import (
    MemoryClaimBoard,
    MemoryEventStream,
    MemoryHandoffQueue,
    MemoryPresenceBoard,
    MemoryTurnLocks,
)
from assistant.adapters.memory.offers import MemoryOfferBoard
from assistant.adapters.redis_live import (
    RedisClaimBoard,
    RedisEventStream,
    RedisHandoffQueue,
    RedisOfferBoard,
    RedisPresenceBoard,
    RedisTurnLocks,
    connect,
)
from assistant.adapters.system_clock import SystemClock
from assistant.ports import OfferBoard
from assistant.ports.live import ClaimBoard, EventStream, HandoffQueue, PresenceBoard, TurnLocks
from tests.redis_server import RedisServer, running_redis


class ClosableStream(EventStream, Protocol):
    async def aclose(self) -> None: ...


@dataclass(frozen=True)
class Live:
    """What one process holds of the live parts."""

    stream: ClosableStream
    locks: TurnLocks
    queue: HandoffQueue
    claims: ClaimBoard
    agents: PresenceBoard
    citizens: PresenceBoard
    offers: OfferBoard


def memory_live() -> Live:
    clock, queue = SystemClock(), MemoryHandoffQueue()
    return Live(
        stream=MemoryEventStream(),
        locks=MemoryTurnLocks(),
        queue=queue,
        claims=MemoryClaimBoard(clock, queue),
        agents=MemoryPresenceBoard(clock),
        citizens=MemoryPresenceBoard(clock),
        offers=MemoryOfferBoard(clock),
    )


async def redis_live(url: str, closing: AsyncExitStack) -> Live:
    """The parts of a process of its own: a client, a pool and a subscription shared with nobody."""
    redis = connect(url)
    closing.push_async_callback(redis.aclose)
    closing.push_async_callback(redis.connection_pool.disconnect)
    stream = RedisEventStream(redis)
    closing.push_async_callback(stream.aclose)
    return Live(
        stream=stream,
        locks=RedisTurnLocks(redis),
        queue=RedisHandoffQueue(redis),
        claims=RedisClaimBoard(redis),
        agents=RedisPresenceBoard(redis, "agents"),
        citizens=RedisPresenceBoard(redis, "citizens"),
        offers=RedisOfferBoard(redis),
    )


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with running_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """For tests that kill it."""
    with running_redis(tmp_path) as server:
        yield server


@pytest.fixture(params=["memory", "redis"])
async def processes(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Live, Live]]:
    if request.param == "memory":
        live = memory_live()
        yield live, live
        await live.stream.aclose()
        return
    server: RedisServer = request.getfixturevalue("shared_server")
    server.empty()
    async with AsyncExitStack() as closing:
        yield await redis_live(server.url, closing), await redis_live(server.url, closing)


@pytest.fixture
def here(processes: tuple[Live, Live]) -> Live:
    return processes[0]


@pytest.fixture
def there(processes: tuple[Live, Live]) -> Live:
    """The same parts seen from another process."""
    return processes[1]


@pytest.fixture
async def on_own_server(own_server: RedisServer) -> AsyncIterator[Live]:
    async with AsyncExitStack() as closing:
        yield await redis_live(own_server.url, closing)
