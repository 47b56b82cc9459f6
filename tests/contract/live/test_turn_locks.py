import asyncio
from datetime import timedelta

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import GENERAL
from tests.contract.live.conditions import DEADLINE_SECONDS
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

A, B = ConversationId("a"), ConversationId("b")
PATIENT, BRIEF, NONE = timedelta(seconds=DEADLINE_SECONDS), timedelta(milliseconds=60), timedelta(0)


async def test_turns_of_one_conversation_never_overlap(here: Live, there: Live) -> None:
    inside, most_inside, done = 0, 0, 0

    async def turn(live: Live) -> None:
        nonlocal inside, most_inside, done
        async with live.locks.hold(A, PATIENT):
            inside += 1
            most_inside = max(most_inside, inside)
            await asyncio.wait([asyncio.ensure_future(live.queue.waiting(GENERAL))])
            inside -= 1
            done += 1

    await asyncio.gather(*(turn(live) for live in (here, there) * 10))
    assert (most_inside, done) == (1, 20)


async def test_a_turn_gives_up_when_its_patience_ends(here: Live, there: Live) -> None:
    async with here.locks.hold(A, PATIENT):
        for patience in (BRIEF, NONE):
            with pytest.raises(ConflictError):
                async with there.locks.hold(A, patience):
                    pytest.fail("two turns at once")


async def test_a_free_lock_needs_no_patience(here: Live) -> None:
    async with here.locks.hold(A, NONE):
        pass


async def test_a_turn_of_another_conversation_need_not_wait(here: Live, there: Live) -> None:
    async with here.locks.hold(A, NONE), there.locks.hold(B, NONE):
        pass


async def test_a_turn_that_fails_releases_the_lock(here: Live, there: Live) -> None:
    with pytest.raises(ZeroDivisionError):
        async with here.locks.hold(A, NONE):
            raise ZeroDivisionError
    async with there.locks.hold(A, NONE):
        pass


async def test_a_turn_that_is_cancelled_releases_the_lock(here: Live, there: Live) -> None:
    holding = asyncio.Event()

    async def turn() -> None:
        async with here.locks.hold(A, NONE):
            holding.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(turn())
    await holding.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with there.locks.hold(A, BRIEF):
        pass


async def test_a_turn_cancelled_while_it_waits_leaves_no_lock_behind(here: Live, there: Live) -> None:
    async def turn() -> None:
        async with there.locks.hold(A, PATIENT):
            pytest.fail("the lock was taken")

    async with here.locks.hold(A, NONE):
        task = asyncio.create_task(turn())
        await asyncio.wait([task], timeout=0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    async with here.locks.hold(A, NONE):
        pass
