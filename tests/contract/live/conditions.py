"""Waiting for what is true soon, and never for longer than a deadline."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from assistant.ports.live import Signal

DEADLINE_SECONDS = 10


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - the server has no event to wait on
            await asyncio.sleep(0.01)


async def next_item(following: AsyncIterator[Signal | None]) -> Signal | None:
    async with asyncio.timeout(DEADLINE_SECONDS):
        return await anext(following)


async def next_signal(following: AsyncIterator[Signal | None]) -> Signal:
    while (item := await next_item(following)) is None:
        pass
    return item
