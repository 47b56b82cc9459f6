"""Waiting handoffs: one sorted set a queue."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from assistant.adapters.redis_live.connection import PREFIX, unavailable
from assistant.domain.handoff import HandoffId, QueueName
from assistant.ports.live import Waiting

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PRIORITY_STEP = 10**14
"""Microseconds that one step of priority is worth: 1,157 days, longer than anybody waits."""
LIMIT_PRIORITY = 70
"""Redis keeps scores as doubles, in which whole numbers are exact up to 2**53 (about 9.0e15). Microseconds since 1970
stand at 1.8e15 and pass 2.0e15 only in 2033, 4.2e15 in 2103; with priorities from -45 to 70 steps of 1e14 the sum stays
within that until then, so two requests one microsecond apart are never confused."""


def queue_key(queue: QueueName) -> str:
    """The sorted set in which the handoffs of `queue` wait."""
    return f"{PREFIX}queue:{queue}"


def score(waiting: Waiting) -> int:
    """A whole number, lower for who is served earlier: microseconds since 1970, less PRIORITY_STEP a step of priority.

    Raises:
        ValueError: a priority beyond what a double can order exactly.
    """
    if not -45 <= waiting.priority <= LIMIT_PRIORITY:
        raise ValueError(f"priority {waiting.priority} is not in -45..{LIMIT_PRIORITY}")
    return (waiting.requested_at - EPOCH) // timedelta(microseconds=1) - waiting.priority * PRIORITY_STEP


class RedisHandoffQueue:
    """Lowest score first; Redis orders equal scores by member, that is by handoff id."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def put(self, queue: QueueName, waiting: Waiting) -> None:
        with unavailable("put a handoff in its queue"):
            await self._redis.zadd(queue_key(queue), {waiting.handoff_id: score(waiting)})

    async def remove(self, queue: QueueName, handoff_id: HandoffId) -> None:
        with unavailable("remove a handoff from its queue"):
            await self._redis.zrem(queue_key(queue), handoff_id)

    async def place(self, queue: QueueName, handoff_id: HandoffId) -> int | None:
        with unavailable("tell a handoff's place"):
            rank = await self._redis.zrank(queue_key(queue), handoff_id)
        return rank + 1 if isinstance(rank, int) else None

    async def waiting(self, queue: QueueName) -> Sequence[HandoffId]:
        with unavailable("list a queue"):
            members = await self._redis.zrange(queue_key(queue), 0, -1)
        return tuple(HandoffId(str(member)) for member in members)
