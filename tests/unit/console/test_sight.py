"""Forty pages that are told of one claim read the queue once, and never what stood before it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.errors import UnavailableError
from handoff_console.sight import LONGEST, Sight

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Record:
    """Counts how often it is read; each reading gives its number once `gate` is open."""

    def __init__(self) -> None:
        self.read = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.is_away = False

    async def __call__(self) -> int:
        self.read += 1
        number = self.read
        await self.gate.wait()
        if self.is_away:
            raise UnavailableError("the record is away")
        return number


@pytest.fixture
def clock() -> list[datetime]:
    return [NOON]


@pytest.fixture
def sight(clock: list[datetime]) -> Sight:
    now: Callable[[], datetime] = lambda: clock[0]  # noqa: E731 - a clock that the test moves
    return Sight(now)


async def test_pages_that_look_because_of_the_same_news_share_one_reading(sight: Sight) -> None:
    record = Record()
    assert await asyncio.gather(*(sight.of("queue", record) for _ in range(40))) == [1] * 40
    assert await sight.of("queue", record) == 1


async def test_what_was_read_before_the_news_is_shown_to_nobody_who_looks_after_it(sight: Sight) -> None:
    record = Record()
    record.gate.clear()
    before = asyncio.create_task(sight.of("queue", record))
    await asyncio.sleep(0)
    sight.told()
    after = asyncio.create_task(sight.of("queue", record))
    await asyncio.sleep(0)
    record.gate.set()
    assert (await before, await after) == (1, 2)
    assert await sight.of("queue", record) == 2


async def test_what_nobody_tells_of_is_seen_when_two_seconds_have_passed(sight: Sight, clock: list[datetime]) -> None:
    record = Record()
    await sight.of("queue", record)
    clock[0] += LONGEST
    assert await sight.of("queue", record) == 1
    clock[0] += timedelta(milliseconds=1)
    assert await sight.of("queue", record) == 2


async def test_a_page_that_goes_in_the_middle_takes_nothing_from_the_others(sight: Sight) -> None:
    record = Record()
    record.gate.clear()
    gone, stays = (asyncio.create_task(sight.of("queue", record)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    record.gate.set()
    assert await stays == 1
    assert gone.cancelled()


async def test_a_reading_that_failed_is_not_kept(sight: Sight) -> None:
    record = Record()
    record.is_away = True
    with pytest.raises(UnavailableError):
        await sight.of("queue", record)
    record.is_away = False
    assert await sight.of("queue", record) == 2


async def test_each_thing_is_read_for_itself(sight: Sight) -> None:
    queue, off = Record(), Record()
    await sight.of("queue", queue)
    await sight.of("off", off)
    assert (queue.read, off.read) == (1, 1)
