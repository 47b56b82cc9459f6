"""One citizen on offer to one agent, one offer to an agent, whoever asks how often from how many processes."""

import asyncio
from datetime import timedelta

import pytest

from assistant.domain.handoff import AgentId, HandoffId
from tests.contract.live.conditions import eventually
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

ANNA, BO = AgentId("anna"), AgentId("bo")
H, OTHER = HandoffId("h"), HandoffId("other")
LONG, SHORT = timedelta(seconds=60), timedelta(milliseconds=30)


async def told(live: Live) -> dict[HandoffId, AgentId]:
    return {offer.handoff_id: offer.agent_id for offer in await live.offers.standing()}


async def test_of_twenty_offers_made_at_once_for_one_citizen_one_stands(here: Live, there: Live) -> None:
    for n in range(50):
        handoff_id = HandoffId(f"h{n}")
        agents = [AgentId(f"agent{n}-{k}") for k in range(20)]
        results = await asyncio.gather(
            *((here, there)[k % 2].offers.make(handoff_id, agent, LONG) for k, agent in enumerate(agents))
        )
        made = [agent for agent, stands in zip(agents, results, strict=True) if stands]
        assert made == [(await told(there))[handoff_id]]


async def test_of_twenty_citizens_offered_to_one_agent_at_once_one_is(here: Live, there: Live) -> None:
    results = await asyncio.gather(
        *((here, there)[k % 2].offers.make(HandoffId(f"h{k}"), ANNA, LONG) for k in range(20))
    )
    assert sum(results) == 1
    assert list((await told(here)).values()) == [ANNA]


async def test_an_offer_tells_how_long_it_still_stands(here: Live, there: Live) -> None:
    assert await here.offers.make(H, ANNA, LONG)
    assert await here.offers.make(OTHER, BO, LONG / 2)
    first, second = await there.offers.standing()
    assert (first.handoff_id, second.handoff_id) == (OTHER, H)
    assert LONG / 2 < second.left <= LONG


async def test_an_offer_taken_down_frees_citizen_and_agent_and_again_changes_nothing(here: Live, there: Live) -> None:
    assert await here.offers.make(H, ANNA, LONG)
    assert not await there.offers.take_down(H, BO)
    assert await there.offers.take_down(H, ANNA)
    assert not await here.offers.take_down(H, ANNA)
    assert not await here.offers.take_down(H)
    assert await here.offers.make(H, BO, LONG)
    assert await there.offers.make(OTHER, ANNA, LONG)
    assert await there.offers.take_down(H)
    assert await told(here) == {OTHER: ANNA}


async def test_an_offer_that_ran_out_stands_no_longer_and_is_told_of_once(here: Live, there: Live) -> None:
    assert await here.offers.make(H, ANNA, SHORT)
    assert await here.offers.make(OTHER, BO, LONG)

    async def over() -> bool:
        return await told(there) == {OTHER: BO}

    await eventually(over)
    assert not await there.offers.make(H, AgentId("cia"), LONG)  # nobody has been told yet
    found = await asyncio.gather(*((here, there)[k % 2].offers.run_out() for k in range(8)))
    assert [(offer.handoff_id, offer.agent_id) for each in found for offer in each] == [(H, ANNA)]
    assert await there.offers.make(H, ANNA, LONG)


async def test_nothing_stands_and_nothing_has_run_out_where_nothing_was_offered(here: Live) -> None:
    assert list(await here.offers.standing()) == []
    assert list(await here.offers.run_out()) == []
