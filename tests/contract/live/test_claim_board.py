import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.handoff import GENERAL, AgentId, HandoffId
from assistant.ports.live import Waiting
from tests.contract.live.conditions import eventually
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

ANNA, BO = AgentId("anna"), AgentId("bo")
H, NOISE = HandoffId("h"), HandoffId("noise")
LONG, SHORT = timedelta(seconds=60), timedelta(milliseconds=30)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def lapsed(live: Live, handoff_id: HandoffId) -> None:
    async def nobody() -> bool:
        return await live.claims.holder(handoff_id) is None

    await eventually(nobody)


async def test_of_twenty_agents_who_press_at_once_exactly_one_wins_each_time(here: Live, there: Live) -> None:
    await here.queue.put(GENERAL, Waiting(NOISE, NOON))
    agents = [AgentId(f"agent{n}") for n in range(20)]
    for n in range(200):
        handoff_id = HandoffId(f"h{n}")
        await here.queue.put(GENERAL, Waiting(handoff_id, NOON))
        results = await asyncio.gather(
            *((here, there)[k % 2].claims.claim(GENERAL, handoff_id, agent, LONG) for k, agent in enumerate(agents))
        )
        winners = [agent for agent, won in zip(agents, results, strict=True) if won]
        assert winners == [await there.claims.holder(handoff_id)]
    assert list(await here.queue.waiting(GENERAL)) == [NOISE]


async def test_a_claimed_handoff_no_longer_waits_and_a_colleague_is_refused(here: Live, there: Live) -> None:
    await here.queue.put(GENERAL, Waiting(H, NOON))
    assert await here.claims.claim(GENERAL, H, ANNA, LONG)
    assert await there.queue.place(GENERAL, H) is None
    assert not await there.claims.claim(GENERAL, H, BO, LONG)
    assert await there.claims.holder(H) == ANNA


async def test_a_press_repeated_is_as_good_as_once(here: Live, there: Live) -> None:
    assert await here.claims.claim(GENERAL, H, ANNA, LONG)
    assert await there.claims.claim(GENERAL, H, ANNA, LONG)


async def test_a_refused_claim_leaves_the_queue_as_it_was(here: Live) -> None:
    assert await here.claims.claim(GENERAL, H, ANNA, LONG)
    await here.queue.put(GENERAL, Waiting(H, NOON))
    assert not await here.claims.claim(GENERAL, H, BO, LONG)
    assert await here.queue.place(GENERAL, H) == 1


async def test_a_lapsed_claim_is_free_for_a_colleague(here: Live, there: Live) -> None:
    assert await here.claims.claim(GENERAL, H, ANNA, SHORT)
    await lapsed(there, H)
    assert await there.claims.claim(GENERAL, H, BO, LONG)
    assert not await here.claims.renew(H, ANNA, LONG)
    assert await here.claims.holder(H) == BO


async def test_a_renewed_lease_outlives_the_one_it_replaces(here: Live, there: Live) -> None:
    assert await here.claims.claim(GENERAL, NOISE, BO, SHORT)
    assert await here.claims.claim(GENERAL, H, ANNA, SHORT)
    assert await there.claims.renew(H, ANNA, LONG)
    await lapsed(here, NOISE)
    assert await here.claims.holder(H) == ANNA


async def test_a_lapsed_claim_that_nobody_took_is_taken_up_again_by_renewing(here: Live) -> None:
    assert await here.claims.claim(GENERAL, H, ANNA, SHORT)
    await lapsed(here, H)
    assert await here.claims.renew(H, ANNA, LONG)
    assert await here.claims.holder(H) == ANNA


async def test_a_released_claim_is_free_and_releasing_again_changes_nothing(here: Live, there: Live) -> None:
    assert await here.claims.claim(GENERAL, H, ANNA, LONG)
    await there.claims.release(H, ANNA)
    assert await here.claims.holder(H) is None
    assert await here.claims.claim(GENERAL, H, BO, LONG)
    await there.claims.release(H, ANNA)
    assert await here.claims.holder(H) == BO


async def test_nobody_holds_what_was_never_claimed(here: Live) -> None:
    assert await here.claims.holder(H) is None
    await here.claims.release(H, ANNA)
