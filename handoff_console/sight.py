"""What all open pages see alike, read from the record once for those that look because of the same news.

Forty pages that are told of one claim would otherwise read the same queue forty times (`docs/adr/0040`).
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST = timedelta(seconds=2)
"""What nobody tells of (a presence that runs out, a wait that becomes late) is seen by then. Ours: half of the pages'
own patience (`live.PATIENCE`)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Reading:
    """`news`: how much had been told when it began."""

    task: asyncio.Task[Any]
    news: int
    began: datetime

    @property
    def failed(self) -> bool:
        return self.task.done() and (self.task.cancelled() or self.task.exception() is not None)


@dataclass(slots=True)
class Sight:
    """Readings by name. One is shared only while nothing has been told since it began."""

    now: Callable[[], datetime]
    _news: int = 0
    _readings: dict[str, _Reading] = field(default_factory=dict)

    def told(self) -> None:
        """There is news, or somebody wants to see what stands now: what was read before is shared no longer."""
        self._news += 1

    async def of(self, name: str, read: Callable[[], Awaitable[T]]) -> T:
        """What `read` gives, or gave to whoever asked a moment ago.

        Its errors go to all who wait for it, and are not kept.
        """
        reading = self._readings.get(name)
        if reading is None or not self._is_shared(reading):
            reading = _Reading(asyncio.ensure_future(_awaited(read)), self._news, self.now())
            self._readings[name] = reading
        # Whoever began it may be gone before the others have their answer.
        return cast(T, await asyncio.shield(reading.task))

    def _is_shared(self, reading: _Reading) -> bool:
        return reading.news == self._news and self.now() - reading.began <= LONGEST and not reading.failed


async def _awaited(read: Callable[[], Awaitable[T]]) -> T:
    return await read()


@dataclass(frozen=True, slots=True)
class TellsOfActs:
    """Whatever was done here is news before its answer goes out: whoever did it looks next, perhaps before any poke."""

    app: ASGIApp
    sight: Sight

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        is_act = scope["type"] == "http" and scope["method"] == "POST"

        async def tell(message: Message) -> None:
            if is_act and message["type"] == "http.response.start":
                self.sight.told()
            await send(message)

        await self.app(scope, receive, tell)
