"""A desk listens to the queues and to several conversations at once, and lets citizens see that somebody writes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from assistant.domain.conversation import ConversationId
from assistant.ports import EventStream
from assistant.ports.live import Happening, Signal
from assistant.services import channels

LOOK_LASTS = timedelta(seconds=15)
"""How long one look at a conversation shows to others; an open desk looks again every 4 s."""
POLL = timedelta(seconds=5)
"""How often a follower wakes by itself; desks look at the record at their own pace besides."""


@dataclass(frozen=True, slots=True)
class Poke:
    """Something happened on a channel: the queues, or the conversation named. It carries no truth."""

    conversation_id: ConversationId | None
    typing: bool = False


@dataclass(slots=True)
class Listener:
    """Follows the queues and a changing set of conversations. Close it when the page is gone."""

    stream: EventStream
    _pokes: asyncio.Queue[Poke] = field(default_factory=asyncio.Queue)
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
        try:
            async with asyncio.timeout(patience.total_seconds()):
                return await self._pokes.get()
        except TimeoutError:
            return None

    def catch_up(self) -> None:
        """Whatever has been told up to now is looked at already."""
        while not self._pokes.empty():
            self._pokes.get_nowait()

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
                self._pokes.put_nowait(Poke(conversation_id))
            if signal is not None and signal.happening is not Happening.AGENT_TYPING:
                self._pokes.put_nowait(Poke(conversation_id, signal.happening is Happening.CITIZEN_TYPING))


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
