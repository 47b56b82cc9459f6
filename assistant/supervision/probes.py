"""Asking a process whether it is ready. A probe answers within two seconds, and False for every kind of "not yet"."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

Probe = Callable[[], Awaitable[bool]]

_SECONDS = 2.0


def http(url: str, **parameters: str) -> Probe:
    """Ready when a GET is answered with 200."""

    async def probe() -> bool:
        try:
            async with httpx.AsyncClient(timeout=_SECONDS, trust_env=False) as client:
                return (await client.get(url, params=parameters)).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    return probe


def ping(url: str) -> Probe:
    """Ready when a Redis server answers PING, and so has read its data."""

    async def probe() -> bool:
        return await ping_problem(url) is None

    return probe


async def ping_problem(url: str) -> str | None:
    """Why the Redis server at this address does not answer PING; None when it does."""
    try:
        # Once: who wants to know again asks again.
        once = Retry(NoBackoff(), 0)
        async with Redis.from_url(url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS, retry=once) as client:
            await client.ping()
    except (RedisError, OSError, ValueError) as error:
        return str(error) or type(error).__name__
    return None


def touched(file: Path) -> Probe:
    """Ready when the file has been written since this probe was made: the sign of life of one that serves nobody."""
    before = _written(file)

    async def probe() -> bool:
        return _written(file) != before

    return probe


def _written(file: Path) -> int | None:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return None
