"""Who has a page open: one sorted set a board, scored by when each life ends."""

from datetime import timedelta

from redis.asyncio import Redis

from assistant.adapters.redis_live.connection import PREFIX, unavailable

# The server's own clock, in milliseconds: the clocks of our processes need not agree.
NOW = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
"""
BEAT = NOW + "return redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])"
PRESENT = (
    NOW
    + """
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
"""
)


class RedisPresenceBoard:
    """One board, told from others by `name` (`agents`, `citizens`). Reading it sweeps out whose life is over."""

    def __init__(self, redis: Redis, name: str) -> None:
        self._redis = redis
        self._key = f"{PREFIX}presence:{name}"
        self._beat = redis.register_script(BEAT)
        self._present = redis.register_script(PRESENT)

    async def beat(self, who: str, life: timedelta) -> None:
        with unavailable("record a beat"):
            await self._beat(keys=[self._key], args=[who, round(life.total_seconds() * 1000)])

    async def leave(self, who: str) -> None:
        with unavailable("record a leaving"):
            await self._redis.zrem(self._key, who)

    async def present(self) -> frozenset[str]:
        with unavailable("tell who is present"):
            return frozenset(str(who) for who in await self._present(keys=[self._key]))
