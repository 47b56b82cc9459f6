"""Citizens offered to agents, one at a time, as the supervisor has set it."""

import asyncio
from datetime import timedelta

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import Handoff
from assistant.domain.routing import REST, OfferAnswer, RoutingMode
from assistant.domain.staffing import StaffMember, Status
from assistant.ports import Interval
from assistant.services import channels
from tests.centre import Centre

IN_DANGER = "jag vill inte leva längre"


@pytest.fixture
async def offering(centre: Centre) -> Centre:
    """A centre in which citizens are offered."""
    await centre.assistant.routing.set_mode(RoutingMode.OFFER, centre.sofia, "Ojämn fördelning i går")
    return centre


async def offered(centre: Centre, agent: StaffMember) -> str | None:
    offer = await centre.assistant.routing.offered_to(agent.id)
    return None if offer is None else offer.handoff_id


async def until_offered(centre: Centre, agent: StaffMember) -> str | None:
    """What the agent is offered as soon as anything is; what makes offers pokes the queues' followers."""
    async with asyncio.timeout(10):
        async for _ in centre.assistant.stream.follow(channels.QUEUES, timedelta(milliseconds=50)):
            if await offered(centre, agent) is not None:
                break
    return await offered(centre, agent)


async def round_after(centre: Centre, seconds: float = 0) -> None:
    centre.later(seconds=seconds)
    for agent in (centre.anna, centre.bjorn):
        if await centre.assistant.staff.status(agent.id) is not Status.SIGNED_OUT:
            await centre.assistant.staff.beat(agent)
    await centre.assistant.offer_round.once()


async def answers(centre: Centre) -> list[tuple[str, OfferAnswer]]:
    day = Interval(centre.clock.now() - timedelta(days=1), centre.clock.now() + timedelta(days=1))
    async with centre.assistant.staff.records.reading() as unit:
        return [(each.agent_id, each.answer) for each in await unit.routing.answers(day)]


async def test_agents_claim_freely_until_a_supervisor_sets_otherwise_with_a_reason_that_is_kept(centre: Centre) -> None:
    routing = centre.assistant.routing
    assert await routing.mode() is RoutingMode.FREE
    with pytest.raises(RefusedError):
        await routing.set_mode(RoutingMode.OFFER, centre.sofia, " ")
    for _ in range(2):
        await routing.set_mode(RoutingMode.OFFER, centre.sofia, "Ojämn fördelning i går")
    assert await routing.mode() is RoutingMode.OFFER
    async with centre.assistant.staff.records.reading() as unit:
        (entry,) = await unit.audit.entries(AuditFilter(acts=frozenset({Act.ROUTING_SET})), 10)
    assert (entry.by, entry.reason, entry.details) == (
        centre.sofia.id,
        "Ojämn fördelning i går",
        {"from": "free", "to": "offer"},
    )


async def test_while_agents_claim_freely_nothing_is_offered(centre: Centre) -> None:
    await centre.waits()
    await centre.arrives(centre.anna)
    await round_after(centre)
    assert await offered(centre, centre.anna) is None


async def test_a_citizen_is_offered_to_one_available_agent_who_accepts(offering: Centre) -> None:
    handoff = await offering.waits()
    await offering.arrives(offering.anna)
    await round_after(offering)
    await offering.arrives(offering.bjorn)
    await round_after(offering)
    assert (await offered(offering, offering.anna), await offered(offering, offering.bjorn)) == (handoff.id, None)
    with pytest.raises(ConflictError):
        await offering.assistant.routing.claim(handoff.id, offering.bjorn)
    claimed = await offering.assistant.routing.claim(handoff.id, offering.anna)
    assert claimed.claimed_by == offering.anna.id
    assert await offered(offering, offering.anna) is None
    assert await answers(offering) == [("anna", OfferAnswer.ACCEPTED)]


async def test_a_declined_citizen_is_offered_to_the_next_and_comes_round_again_after_a_rest(offering: Centre) -> None:
    handoff = await offering.waits()
    await offering.arrives(offering.anna)
    await round_after(offering)
    assert await offering.assistant.routing.decline(handoff.id, offering.anna, "Kan inte hönshus")
    assert not await offering.assistant.routing.decline(handoff.id, offering.anna)
    await round_after(offering)
    assert await offered(offering, offering.anna) is None
    await offering.arrives(offering.bjorn)
    await round_after(offering)
    assert await offered(offering, offering.bjorn) == handoff.id
    await offering.assistant.routing.decline(handoff.id, offering.bjorn)
    await round_after(offering, REST.total_seconds())
    assert await offered(offering, offering.anna) == handoff.id


async def test_an_offer_nobody_answers_goes_to_the_next_after_twenty_seconds_and_after_three_the_agent_is_away(
    offering: Centre,
) -> None:
    await offering.arrives(offering.anna)
    first = await offering.waits()
    await round_after(offering)
    await round_after(offering, 19)
    assert await offered(offering, offering.anna) == first.id
    second = await offering.waits()
    await round_after(offering, 1)
    assert await offered(offering, offering.anna) == second.id
    await round_after(offering, 20)
    assert await offering.assistant.staff.status(offering.anna.id) is Status.AVAILABLE
    third = await offering.waits()
    await round_after(offering)
    assert await offered(offering, offering.anna) == third.id
    await round_after(offering, 20)
    assert await offering.assistant.staff.status(offering.anna.id) is Status.AWAY
    assert await offered(offering, offering.anna) is None
    await offering.arrives(offering.bjorn)
    await round_after(offering)
    assert await offered(offering, offering.bjorn) == first.id
    assert await answers(offering) == [("anna", OfferAnswer.RAN_OUT)] * 3


async def test_an_agent_who_takes_a_break_or_a_citizen_who_leaves_takes_the_offer_down(offering: Centre) -> None:
    handoff = await offering.waits()
    await offering.arrives(offering.anna)
    await round_after(offering)
    await offering.assistant.staff.change_status(offering.anna, Status.BREAK)
    await offering.arrives(offering.bjorn)
    await round_after(offering)
    assert await offered(offering, offering.bjorn) == handoff.id
    await offering.assistant.converse.leave(handoff.conversation_id)
    await round_after(offering)
    assert await offered(offering, offering.bjorn) is None
    assert await answers(offering) == []


async def test_an_agent_with_all_the_conversations_there_may_be_is_offered_none(offering: Centre) -> None:
    await offering.arrives(offering.anna)
    for _ in range(3):
        handoff = await offering.waits()
        await round_after(offering)
        await offering.assistant.routing.claim(handoff.id, offering.anna)
    await offering.waits()
    await round_after(offering)
    assert await offered(offering, offering.anna) is None


async def test_danger_may_be_taken_by_whoever_is_there_though_it_stands_on_offer_to_a_colleague(
    offering: Centre,
) -> None:
    await offering.arrives(offering.anna)
    conversation = await offering.opens()
    await offering.says(conversation, IN_DANGER)
    await round_after(offering)
    handoff = (await offering.assistant.desk.queue())[0].handoff
    assert await offered(offering, offering.anna) == handoff.id
    assert (await offering.assistant.routing.claim(handoff.id, offering.bjorn)).claimed_by == offering.bjorn.id
    assert await offered(offering, offering.anna) is None


async def test_back_in_free_mode_offers_are_taken_down(offering: Centre) -> None:
    await offering.waits()
    await offering.arrives(offering.anna)
    await round_after(offering)
    await offering.assistant.routing.set_mode(RoutingMode.FREE, offering.sofia, "Många sjuka")
    await round_after(offering)
    assert await offered(offering, offering.anna) is None


async def test_an_agent_who_becomes_available_is_offered_the_next_at_once_without_any_page_asking(
    offering: Centre,
) -> None:
    """The signal of the change of status wakes the one who offers; no clock is moved here."""
    handoff = await offering.waits()
    attending = asyncio.create_task(offering.assistant.offer_round.attend())
    try:
        await offering.arrives(offering.anna)
        await offering.assistant.staff.change_status(offering.anna, Status.BREAK)
        await offering.assistant.staff.change_status(offering.anna, Status.AVAILABLE)
        assert await until_offered(offering, offering.anna) == handoff.id
    finally:
        attending.cancel()


async def test_with_redis_away_offering_waits_and_then_goes_on(offering: Centre) -> None:
    handoff = await offering.waits()
    await offering.arrives(offering.anna)
    attending = asyncio.create_task(offering.assistant.offer_round.attend())
    try:
        offering.outage.away = True
        await asyncio.sleep(0)
        assert await offering.assistant.routing.offered_to(offering.anna.id) is None
        offering.outage.away = False
        await offering.arrives(offering.anna)
        assert await until_offered(offering, offering.anna) == handoff.id
    finally:
        attending.cancel()


async def test_two_who_offer_at_once_offer_each_citizen_to_one(offering: Centre) -> None:
    waiting: list[Handoff] = [await offering.waits() for _ in range(2)]
    await offering.arrives(offering.anna)
    await offering.arrives(offering.bjorn)
    await asyncio.gather(*(offering.assistant.offer_round.once() for _ in range(4)))
    standing = await offering.assistant.routing.offers.standing()
    assert sorted(offer.handoff_id for offer in standing) == sorted(each.id for each in waiting)
    assert sorted(offer.agent_id for offer in standing) == ["anna", "bjorn"]


async def test_who_accepts_and_says_nothing_is_not_asked_again_before_the_others(offering: Centre) -> None:
    await offering.arrives(offering.anna)
    await offering.assistant.sweep.once()
    answered, silent = await offering.waits(), await offering.waits()
    for handoff in (answered, silent):
        await round_after(offering)
        await offering.assistant.routing.claim(handoff.id, offering.anna)
    await offering.replies(answered, offering.anna, "Hej!")
    for _ in range(13):
        await round_after(offering, 10)
        await offering.assistant.converse.beat(silent.conversation_id)
        await offering.assistant.sweep.once()
    assert await offering.assistant.staff.status(offering.anna.id) is Status.AVAILABLE  # busy, not away
    await round_after(offering)
    assert await offered(offering, offering.anna) is None
    await offering.arrives(offering.bjorn)
    await round_after(offering)
    assert await offered(offering, offering.bjorn) == silent.id
