"""How we reach Redis, and what its absence is called."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff
from redis.exceptions import RedisError

from assistant.domain.errors import UnavailableError

PREFIX = "kontakt:"
"""All our keys and channels begin with this: Rasa keeps its trackers in the same server."""

TIMEOUT_SECONDS = 1.5
"""Longest wait for a connection, for a reply and for a free place in the pool. A healthy server answers within
milliseconds; a citizen's turn has a few seconds for everything."""
RETRIES = 1
"""One, because after a restart of the server every pooled connection is stale and fails exactly once."""
RETRY_AFTER_SECONDS = 0.05
HEALTH_CHECK_SECONDS = 15
LIMIT_CONNECTIONS = 64
"""Per process. Followers of the event stream take none of them."""


def connect(url: str) -> Redis:
    """A client for the server at `url` (`redis://`, `rediss://` or `unix://`). Nothing is sent yet.

    Close it with `aclose()`. Replies are text. RESP2 is asked for, so that what the event stream reads has one shape on
    Redis 6 and 7 alike.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        decode_responses=True,
        protocol=2,
        max_connections=LIMIT_CONNECTIONS,
        timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        socket_timeout=TIMEOUT_SECONDS,
        socket_keepalive=True,
        health_check_interval=HEALTH_CHECK_SECONDS,
        retry=Retry(ConstantBackoff(RETRY_AFTER_SECONDS), RETRIES),
    )
    return Redis.from_pool(pool)


@contextmanager
def unavailable(doing: str) -> Iterator[None]:
    """Within, every failure of the driver or the network is an UnavailableError that says what was being done.

    Raises:
        UnavailableError: the server is away, too slow, full, read-only, or speaks something else.
    """
    try:
        yield
    except (RedisError, OSError) as error:
        raise UnavailableError(f"Redis could not {doing}: {type(error).__name__}") from error
