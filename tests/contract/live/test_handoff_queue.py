import random
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.handoff import GENERAL, HandoffId, QueueName
from assistant.ports.live import Waiting
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
OTHER = QueueName("other")


def waiting(name: str, after: timedelta = timedelta(0), priority: int = 0) -> Waiting:
    return Waiting(HandoffId(name), NOON + after, priority)


async def test_who_asked_first_is_served_first_though_put_in_another_order(here: Live, there: Live) -> None:
    asked = [waiting(f"h{n:03}", n * MICROSECOND) for n in range(100)]
    for each in random.Random(7).sample(asked, len(asked)):
        await here.queue.put(GENERAL, each)
    assert list(await there.queue.waiting(GENERAL)) == [each.handoff_id for each in asked]


async def test_requests_a_microsecond_apart_keep_their_order_at_every_priority(here: Live) -> None:
    for priority in (-45, -1, 0, 1, 10, 70):
        queue = QueueName(f"priority{priority}")
        await here.queue.put(queue, waiting("a-later", MICROSECOND, priority))
        await here.queue.put(queue, waiting("b-first", timedelta(0), priority))
        assert list(await here.queue.waiting(queue)) == ["b-first", "a-later"]


async def test_a_higher_priority_passes_everybody_of_a_lower_one(here: Live) -> None:
    await here.queue.put(GENERAL, waiting("ordinary", -timedelta(days=30)))
    await here.queue.put(GENERAL, waiting("danger-later", timedelta(hours=2), 10))
    await here.queue.put(GENERAL, waiting("danger", timedelta(hours=1), 10))
    await here.queue.put(GENERAL, waiting("raised", timedelta(hours=3), 1))
    assert list(await here.queue.waiting(GENERAL)) == ["danger", "danger-later", "raised", "ordinary"]


async def test_those_who_asked_at_the_same_moment_are_ordered_by_id(here: Live) -> None:
    for name in ("c", "a", "b"):
        await here.queue.put(GENERAL, waiting(name))
    assert list(await here.queue.waiting(GENERAL)) == ["a", "b", "c"]


async def test_the_place_is_counted_from_one_and_moves_up(here: Live, there: Live) -> None:
    await here.queue.put(GENERAL, waiting("first"))
    await here.queue.put(GENERAL, waiting("second", MICROSECOND))
    assert await there.queue.place(GENERAL, HandoffId("second")) == 2
    await here.queue.remove(GENERAL, HandoffId("first"))
    assert await there.queue.place(GENERAL, HandoffId("second")) == 1
    assert await there.queue.place(GENERAL, HandoffId("first")) is None


async def test_putting_and_removing_twice_is_as_once(here: Live, there: Live) -> None:
    for live in (here, there):
        await live.queue.put(GENERAL, waiting("once"))
    assert list(await here.queue.waiting(GENERAL)) == ["once"]
    for live in (here, there):
        await live.queue.remove(GENERAL, HandoffId("once"))
    assert list(await here.queue.waiting(GENERAL)) == []


async def test_a_handoff_put_back_has_its_old_place(here: Live) -> None:
    for n, name in enumerate(("a", "b", "c")):
        await here.queue.put(GENERAL, waiting(name, n * MICROSECOND))
    await here.queue.remove(GENERAL, HandoffId("b"))
    await here.queue.put(GENERAL, waiting("b", MICROSECOND))
    assert list(await here.queue.waiting(GENERAL)) == ["a", "b", "c"]


async def test_queues_do_not_mix(here: Live) -> None:
    await here.queue.put(GENERAL, waiting("a"))
    await here.queue.put(OTHER, waiting("b"))
    await here.queue.remove(OTHER, HandoffId("a"))
    assert list(await here.queue.waiting(GENERAL)) == ["a"]
    assert await here.queue.place(OTHER, HandoffId("a")) is None
