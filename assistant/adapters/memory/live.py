"""The live ports in memory: for tests and for a demonstration in one process."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, UnavailableError
from assistant.domain.handoff import AgentId, HandoffId, QueueName
from assistant.ports.clock import Clock
from assistant.ports.live import Signal, Waiting


@dataclass(slots=True)
class Outage:
    """Whether the server that these parts stand in for is away. Share one among them, and set it to see them fail."""

    away: bool = False

    def check(self) -> None:
        """Does nothing while the server is there.

        Raises:
            UnavailableError: it is away.
        """
        if self.away:
            raise UnavailableError("the live parts are away")


@dataclass(eq=False, slots=True)
class _Mailbox:
    awake: asyncio.Event = field(default_factory=asyncio.Event)
    signals: dict[Signal, None] = field(default_factory=dict)
    closed: bool = False

    async def next(self, poll: timedelta) -> Signal | None:
        with suppress(TimeoutError):
            async with asyncio.timeout(poll.total_seconds()):
                await self.awake.wait()
        signal = next(iter(self.signals), None)
        if signal is not None:
            del self.signals[signal]
        if not self.signals and not self.closed:
            self.awake.clear()
        return signal


class MemoryEventStream:
    """Followers of one process. As in Redis, a signal that a follower has not yet read is told once."""

    def __init__(self, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._followers: defaultdict[str, list[_Mailbox]] = defaultdict(list)
        self._closed = False

    async def publish(self, channel: str, signal: Signal) -> None:
        if self._outage.away:
            return
        for mailbox in self._followers.get(channel, ()):
            mailbox.signals[signal] = None
            mailbox.awake.set()

    async def follow(self, channel: str, poll: timedelta) -> AsyncIterator[Signal | None]:
        if self._closed:
            return
        mailbox = _Mailbox()
        self._followers[channel].append(mailbox)
        try:
            signal: Signal | None = None
            while not mailbox.closed:
                yield signal
                signal = await mailbox.next(poll)
        finally:
            self._followers[channel].remove(mailbox)
            if not self._followers[channel]:
                del self._followers[channel]

    async def aclose(self) -> None:
        """Every follower's iteration has ended or ends at its next step; nothing can be followed any longer."""
        self._closed = True
        for mailbox in [each for followers in self._followers.values() for each in followers]:
            mailbox.closed = True
            mailbox.awake.set()


class MemoryTurnLocks:
    """A lock a conversation, forgotten when nobody holds or awaits it. Its holder can't die without releasing it."""

    def __init__(self, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._locks: WeakValueDictionary[ConversationId, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def hold(self, conversation_id: ConversationId, patience: timedelta) -> AsyncIterator[None]:
        self._outage.check()
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        try:
            async with asyncio.timeout(patience.total_seconds()):
                await lock.acquire()
        except TimeoutError as error:
            raise ConflictError(f"another turn held conversation {conversation_id}") from error
        try:
            yield
        finally:
            lock.release()


class MemoryHandoffQueue:
    """The waiting of each queue, put in order whenever somebody asks."""

    def __init__(self, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._queues: defaultdict[QueueName, dict[HandoffId, Waiting]] = defaultdict(dict)

    async def put(self, queue: QueueName, waiting: Waiting) -> None:
        self._outage.check()
        self._queues[queue][waiting.handoff_id] = waiting

    async def remove(self, queue: QueueName, handoff_id: HandoffId) -> None:
        self._outage.check()
        self._queues[queue].pop(handoff_id, None)

    async def place(self, queue: QueueName, handoff_id: HandoffId) -> int | None:
        ids = await self.waiting(queue)
        return ids.index(handoff_id) + 1 if handoff_id in ids else None

    async def waiting(self, queue: QueueName) -> Sequence[HandoffId]:
        self._outage.check()
        return tuple(each.handoff_id for each in sorted(self._queues[queue].values(), key=_turn_in_queue))


class MemoryClaimBoard:
    """Leases that run on the clock it is given. `queue` is the one that claimed handoffs leave."""

    def __init__(self, clock: Clock, queue: MemoryHandoffQueue, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._clock = clock
        self._queue = queue
        self._leases: dict[HandoffId, tuple[AgentId, datetime]] = {}

    async def claim(self, queue: QueueName, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        # One step for everybody else: nothing awaited here gives the event loop a chance to run another task.
        if not await self.renew(handoff_id, agent_id, lease):
            return False
        await self._queue.remove(queue, handoff_id)
        return True

    async def renew(self, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        if await self.holder(handoff_id) not in {None, agent_id}:
            return False
        self._leases[handoff_id] = (agent_id, self._clock.now() + lease)
        return True

    async def release(self, handoff_id: HandoffId, agent_id: AgentId) -> None:
        if await self.holder(handoff_id) == agent_id:
            del self._leases[handoff_id]

    async def holder(self, handoff_id: HandoffId) -> AgentId | None:
        self._outage.check()
        agent_id, lapses_at = self._leases.get(handoff_id, (None, None))
        return agent_id if lapses_at is not None and self._clock.now() < lapses_at else None


class MemoryPresenceBoard:
    """Lives that run on the clock it is given."""

    def __init__(self, clock: Clock, outage: Outage | None = None) -> None:
        self._outage = outage or Outage()
        self._clock = clock
        self._lives: dict[str, datetime] = {}

    async def beat(self, who: str, life: timedelta) -> None:
        self._outage.check()
        self._lives[who] = self._clock.now() + life

    async def leave(self, who: str) -> None:
        self._outage.check()
        self._lives.pop(who, None)

    async def present(self) -> frozenset[str]:
        self._outage.check()
        now = self._clock.now()
        self._lives = {who: until for who, until in self._lives.items() if now < until}
        return frozenset(self._lives)


def _turn_in_queue(waiting: Waiting) -> tuple[int, datetime, str]:
    return (-waiting.priority, waiting.requested_at, waiting.handoff_id)
