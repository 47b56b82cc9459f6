"""Messages that agents have sent, said when the seconds in which they can be undone are over."""

import asyncio
import logging

from assistant.domain.errors import AssistantError
from assistant.domain.message import Message
from assistant.services.messages import Messages

log = logging.getLogger(__name__)

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

    async def aclose(self) -> None:
        """Nothing is waited for any longer."""
        waiting = list(self._waiting)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
