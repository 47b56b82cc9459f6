"""The fan-out within a process: many followers of a channel, one subscription."""

import asyncio
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta

from assistant.ports.live import Signal


class Follower:
    """One reader's mailbox. A kind of signal lies in it at most once, so that a slow reader costs no memory."""

    def __init__(self) -> None:
        self.closed = False
        self._begun = asyncio.Event()
        self._awake = asyncio.Event()
        self._pokes: dict[Signal | None, None] = {}

    def begin(self) -> None:
        """The subscription stands, or is known not to."""
        self._begun.set()

    def begin_anew(self) -> None:
        """The subscription stands; who had begun without it may have missed signals and is told to look."""
        if self._begun.is_set():
            self.poke(None)
        self._begun.set()

    def poke(self, poke: Signal | None) -> None:
        """The reader wakes; None tells it to look for itself."""
        self._pokes[poke] = None
        self._awake.set()

    def close(self) -> None:
        """The reader wakes for the last time."""
        self.closed = True
        self._begun.set()
        self._awake.set()

    async def begun(self, poll: timedelta) -> None:
        """Returns once following has begun, or after `poll`."""
        await _wait(self._begun, poll)
        self._begun.set()

    async def next(self, poll: timedelta) -> Signal | None:
        """The oldest poke, or None after `poll`."""
        await _wait(self._awake, poll)
        if not self._pokes:
            return None
        oldest = next(iter(self._pokes))
        del self._pokes[oldest]
        if not self._pokes and not self.closed:
            self._awake.clear()
        return oldest


class Followers:
    """All followers of this process, by channel."""

    def __init__(self) -> None:
        self._of: defaultdict[str, set[Follower]] = defaultdict(set)

    def join(self, channel: str) -> Follower:
        """A new follower of `channel`."""
        follower = Follower()
        self._of[channel].add(follower)
        return follower

    def leave(self, channel: str, follower: Follower) -> None:
        """`follower` is forgotten, and with the last one the channel."""
        self._of[channel].discard(follower)
        if not self._of[channel]:
            del self._of[channel]

    def channels(self) -> frozenset[str]:
        """Every channel somebody follows."""
        return frozenset(self._of)

    def of(self, channel: str) -> tuple[Follower, ...]:
        """Who follows `channel`."""
        return tuple(self._of.get(channel, ()))

    def all(self) -> tuple[Follower, ...]:
        """Everybody."""
        return tuple(follower for followers in self._of.values() for follower in followers)


async def _wait(event: asyncio.Event, poll: timedelta) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(poll.total_seconds()):
            await event.wait()
