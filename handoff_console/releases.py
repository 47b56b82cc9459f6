"""Messages that agents have sent, said when the seconds in which they can be undone are over."""

import asyncio
import logging

from assistant.domain.errors import AssistantError
from assistant.domain.message import Message
from assistant.services.messages import Messages

log = logging.getLogger(__name__)

DRAIN_SECONDS = 6
"""Longest wait when the process is asked to stop, as for turns (requirement G-10): longer than most are held."""
LITTLE_LATE_SECONDS = 0.05
"""Rather a moment late than looking when nothing is due yet."""


class Releases:
    """Waits beside the requests that recorded the messages. What a crash cuts off, the sweeper says."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._waiting: set[asyncio.Task[None]] = set()

    def follow(self, message: Message) -> None:
        """The message is said when it is due, unless it is withdrawn before."""
        if message.due_at <= message.sent_at:
            return
        task = asyncio.create_task(self._say_after(message))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    async def _say_after(self, message: Message) -> None:
        await asyncio.sleep((message.due_at - message.sent_at).total_seconds() + LITTLE_LATE_SECONDS)
        try:
            await self._messages.say_due()
        except AssistantError as error:
            log.warning("messages that are due are left to the sweeper: %s", error)

    async def drain(self) -> None:
        """All that was followed is said, or cut off after `DRAIN_SECONDS`."""
        waiting = list(self._waiting)
        if not waiting:
            return
        _, late = await asyncio.wait(waiting, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
