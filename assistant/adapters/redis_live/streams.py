"""The event stream: publish and subscribe, which forgets. That is enough, because a signal carries no truth."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import timedelta

from redis.asyncio import Redis
from redis.exceptions import RedisError

from assistant.adapters.redis_live.connection import PREFIX
from assistant.adapters.redis_live.followers import Follower, Followers
from assistant.adapters.redis_live.signals import written
from assistant.adapters.redis_live.subscription import Subscription
from assistant.ports.live import Signal

log = logging.getLogger(__name__)

PUBLISH_SECONDS = 1.0
"""A turn waits no longer than this for its signal to go out: the followers' polling finds what it would have told."""

CLOSE_AGAIN_SECONDS = 0.2


class RedisEventStream:
    """One connection hears for all followers of the process, opened with the first of them.

    Signals of a kind that a follower has not yet read are told once: a poke twice is a poke.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._followers = Followers()
        self._subscription = Subscription(redis, self._followers)
        self._hearing: asyncio.Task[None] | None = None
        self._closed = False

    async def publish(self, channel: str, signal: Signal) -> None:
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                await self._redis.publish(PREFIX + channel, written(signal))
        except (RedisError, OSError) as error:  # a timeout is an OSError
            log.warning("a signal was not published, followers find out by polling: %s", type(error).__name__)

    async def follow(self, channel: str, poll: timedelta) -> AsyncIterator[Signal | None]:
        if self._closed:
            return
        follower = self._join(channel)
        try:
            await follower.begun(poll)
            poke: Signal | None = None
            while not follower.closed:
                yield poke
                poke = await follower.next(poll)
        finally:
            self._followers.leave(channel, follower)
            self._subscription.reconsider()

    async def aclose(self) -> None:
        """Every follower's iteration has ended and the connection is closed; nothing can be followed any longer."""
        self._closed = True
        for follower in self._followers.all():
            follower.close()
        self._subscription.stop()
        while self._hearing is not None and not self._hearing.done():
            self._hearing.cancel()
            # More than once, because the driver can swallow a cancellation while it connects (see Subscription).
            await asyncio.wait([self._hearing], timeout=CLOSE_AGAIN_SECONDS)

    def _join(self, channel: str) -> Follower:
        follower = self._followers.join(channel)
        if self._subscription.stands(channel):
            follower.begin()
        self._subscription.reconsider()
        if self._hearing is None or self._hearing.done():
            self._hearing = asyncio.create_task(self._subscription.run(), name="event stream")
        return follower
