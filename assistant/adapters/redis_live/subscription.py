"""The one pub/sub connection of a process, kept up for as long as the process wants to hear."""

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Iterable

from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError

from assistant.adapters.redis_live.connection import PREFIX
from assistant.adapters.redis_live.followers import Followers
from assistant.adapters.redis_live.signals import read

log = logging.getLogger(__name__)

SILENCE_SECONDS = 5.0
"""After so long without a word the server is asked for one; after as long again it counts as away."""
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.1, 2.0


class Subscription:
    """Subscribes to what is followed, pokes the followers, and begins again whenever the server has been away.

    The driver's own PubSub is not used: it reconnects by itself without telling, and a follower must then be told to
    look for itself.
    """

    def __init__(self, redis: Redis, followers: Followers) -> None:
        self._redis = redis
        self._followers = followers
        self._changed = asyncio.Event()
        self._asked: set[str] = set()
        self._unconfirmed: Counter[str] = Counter()
        self._away = False
        self._open = True
        self._delay = FIRST_DELAY_SECONDS

    def stands(self, channel: str) -> bool:
        """Whether signals on `channel` reach us, or can't just now; else its followers are told when they do."""
        return self._away or (channel in self._asked and not self._unconfirmed[channel])

    def reconsider(self) -> None:
        """What is followed has changed."""
        self._changed.set()

    def stop(self) -> None:
        """`run` returns when cancelled, whatever else happens at that moment."""
        self._open = False

    async def run(self) -> None:
        """Hears until stopped and cancelled."""
        while self._open:
            try:
                await self._serve()
            except* (RedisError, OSError) as errors:
                self._lost(errors)
            if self._open:
                await asyncio.sleep(self._delay * random.uniform(0.5, 1.0))
                self._delay = min(self._delay * 2, LONGEST_DELAY_SECONDS)

    def _lost(self, errors: BaseException) -> None:
        if not self._away:
            log.warning("the event stream has lost Redis, followers poll meanwhile: %r", errors)
        self._away = True
        for follower in self._followers.all():
            follower.begin()

    async def _serve(self) -> None:
        connection: AbstractConnection = self._redis.connection_pool.make_connection()  # type: ignore[no-untyped-call]
        try:
            await connection.connect()  # type: ignore[no-untyped-call]
            # With a timeout the driver sends through asyncio.wait_for, which on Python 3.11 can swallow a cancellation;
            # the task group would then wait for ever. `_hear` notices a server that hangs.
            connection.socket_timeout = None
            self._found()
            async with asyncio.TaskGroup() as both:
                both.create_task(self._ask(connection))
                both.create_task(self._hear(connection))
        finally:
            await connection.disconnect(nowait=True)

    def _found(self) -> None:
        if self._away:
            log.info("the event stream has found Redis again")
        self._away = False
        self._delay = FIRST_DELAY_SECONDS
        self._asked.clear()
        self._unconfirmed.clear()

    async def _ask(self, connection: AbstractConnection) -> None:
        while True:
            self._changed.clear()
            wanted = self._followers.channels()
            await self._send(connection, "SUBSCRIBE", wanted - self._asked)
            await self._send(connection, "UNSUBSCRIBE", self._asked - wanted)
            await self._changed.wait()

    async def _send(self, connection: AbstractConnection, command: str, channels: Iterable[str]) -> None:
        names = sorted(channels)
        if not names:
            return
        (self._asked.update if command == "SUBSCRIBE" else self._asked.difference_update)(names)
        self._unconfirmed.update(names)
        await connection.send_command(command, *(PREFIX + name for name in names), check_health=False)

    async def _hear(self, connection: AbstractConnection) -> None:
        asked_for_a_word = False
        while True:
            heard = await connection.read_response(timeout=SILENCE_SECONDS, push_request=True)
            if heard is not None:
                asked_for_a_word = False
                self._tell(heard)
            elif asked_for_a_word:
                raise RedisConnectionError(f"not a word for {2 * SILENCE_SECONDS} s")
            else:
                asked_for_a_word = True
                await connection.send_command("PING", check_health=False)

    def _tell(self, heard: object) -> None:
        match heard:
            case ["message", str(name), str(happening)]:
                self._poke(name.removeprefix(PREFIX), happening)
            case ["subscribe" | "unsubscribe", str(name), int()]:
                self._confirm(name.removeprefix(PREFIX))

    def _poke(self, channel: str, happening: str) -> None:
        # Of what a newer release speaks of, that something happened is enough to know.
        signal = read(happening)
        for follower in self._followers.of(channel):
            follower.poke(signal)

    def _confirm(self, channel: str) -> None:
        self._unconfirmed[channel] -= 1
        if self._unconfirmed[channel] > 0:
            return
        del self._unconfirmed[channel]
        if channel in self._asked:
            for follower in self._followers.of(channel):
                follower.begin_anew()
