"""A desk listens to the queues and to several conversations at once, and lets citizens see that somebody writes."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import HandoffId
from assistant.ports import EventStream
from assistant.ports.live import Happening, Signal
from assistant.services import channels

LOOK_LASTS = timedelta(seconds=15)
"""How long one look at a conversation shows to others; an open desk looks again every 4 s."""
POLL = timedelta(seconds=5)
"""How often a follower wakes by itself; desks look at the record at their own pace besides."""

MOST_UNREAD = 100
"""So many departures from the queue are kept for a page that does not read: more than anybody can see go."""


@dataclass(frozen=True, slots=True)
class Poke:
    """Something happened on a channel: the queues, or the conversation named. It carries no truth.

    `left`: the handoff that waits no longer, `taken_by` by whose hand, if anybody's.
    """

    conversation_id: ConversationId | None
    typing: bool = False
    left: HandoffId | None = None
    taken_by: str = ""


@dataclass(slots=True)
class Listener:
    """Follows the queues and a changing set of conversations. Close it when the page is gone.

    A poke that is not yet read is told once, so that a page whose network is slow does not fall ever further behind.
    """

    stream: EventStream
    _pokes: dict[Poke, None] = field(default_factory=dict)
    _awake: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: dict[ConversationId | None, asyncio.Task[None]] = field(default_factory=dict)

    def follow(self, conversations: Iterable[ConversationId]) -> None:
        """From now on these conversations are followed, and no others; the queues always are."""
        wanted: set[ConversationId | None] = {None, *conversations}
        for gone in self._tasks.keys() - wanted:
            self._tasks.pop(gone).cancel()
        for new in wanted - self._tasks.keys():
            self._tasks[new] = asyncio.create_task(self._pass_on(new))

    async def next(self, patience: timedelta) -> Poke | None:
        """The next poke; None when none came within `patience`."""
        if not self._pokes:
            self._awake.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(patience.total_seconds()):
                    await self._awake.wait()
        oldest = next(iter(self._pokes), None)
        if oldest is not None:
            del self._pokes[oldest]
        return oldest

    def _put(self, poke: Poke) -> None:
        # What is left out here is healed by the look that the others lead to.
        if poke.left is None or len(self._pokes) < MOST_UNREAD:
            self._pokes[poke] = None
        self._awake.set()

    def catch_up(self) -> None:
        """Whatever has been told up to now is looked at already."""
        self._pokes.clear()

    async def aclose(self) -> None:
        """Nothing is followed any longer."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pass_on(self, conversation_id: ConversationId | None) -> None:
        channel = channels.QUEUES if conversation_id is None else channels.of_conversation(conversation_id)
        follows = False
        async for signal in self.stream.follow(channel, POLL):
            if not follows:
                # Only now is the channel followed: what happened since the page was rendered is looked at once more.
                follows = True
                self._put(Poke(conversation_id))
            if signal is not None and signal.happening is not Happening.AGENT_TYPING:
                typing = signal.happening is Happening.CITIZEN_TYPING
                self._put(Poke(conversation_id, typing, signal.handoff_id, signal.taken_by))


@dataclass(frozen=True, slots=True)
class Watch:
    """Makes listeners, and speaks for agents who write."""

    stream: EventStream

    def listener(self) -> Listener:
        """One for one page."""
        return Listener(self.stream)

    async def agent_types(self, conversation_id: ConversationId) -> None:
        """The citizen sees that a person is writing."""
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.AGENT_TYPING))
