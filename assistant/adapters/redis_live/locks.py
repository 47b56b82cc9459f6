"""Locks of turns: a key set if absent, with a random value and an expiry."""

import asyncio
import logging
import random
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from redis.asyncio import Redis

from assistant.adapters.redis_live.connection import PREFIX, unavailable
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, UnavailableError

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""Longer than any turn can take (the dialogue engine is given 8 s), so that only a dead holder loses the lock."""
RETRY_SECONDS = 0.03

# True also for the value that holds it already: a retried command, whose first reply was lost, must not lock us out.
ACQUIRE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
"""
RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""


class RedisTurnLocks:
    """One key a conversation. The value is drawn anew each time, so that nobody releases another's lock."""

    def __init__(self, redis: Redis) -> None:
        self._acquire = redis.register_script(ACQUIRE)
        self._release = redis.register_script(RELEASE)

    @asynccontextmanager
    async def hold(self, conversation_id: ConversationId, patience: timedelta) -> AsyncIterator[None]:
        key, value = f"{PREFIX}turn:{conversation_id}", secrets.token_hex(16)
        try:
            await self._wait_for(key, value, patience)
        except asyncio.CancelledError:
            # The server may have given us the lock without our hearing of it.
            await asyncio.shield(self._let_go(key, value))
            raise
        try:
            yield
        finally:
            await asyncio.shield(self._let_go(key, value))

    async def _wait_for(self, key: str, value: str, patience: timedelta) -> None:
        clock = asyncio.get_running_loop()
        deadline = clock.time() + patience.total_seconds()
        while not await self._try(key, value):
            left = deadline - clock.time()
            if left <= 0:
                raise ConflictError(f"another turn held {key} for {patience.total_seconds()} s")
            await asyncio.sleep(min(left, RETRY_SECONDS * random.uniform(0.5, 1.5)))

    async def _try(self, key: str, value: str) -> bool:
        with unavailable("take a turn's lock"):
            return bool(await self._acquire(keys=[key], args=[value, int(LEASE.total_seconds() * 1000)]))

    async def _let_go(self, key: str, value: str) -> None:
        try:
            with unavailable("release a turn's lock"):
                await self._release(keys=[key], args=[value])
        except UnavailableError as error:
            log.warning("%s; it lapses within %s", error, LEASE)
