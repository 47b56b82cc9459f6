"""Who suits whom, where a place counts from, planned absences and the mode of routing, in each form of the record."""

import asyncio
from dataclasses import replace

import pytest

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.routing import AnsweredOffer, ModeChange, OfferAnswer, RoutingMode
from assistant.domain.staffing import PlannedAbsence, Status, StatusChange
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.interval import Interval
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    AROUND_NOON,
    BO,
    MINUTE,
    NOON,
    add_handoffs,
    add_staff,
    assistant_answers,
    citizen_says,
    claimed,
    handoff,
    member,
    open_conversations,
)

TO_OFFER = ModeChange(RoutingMode.OFFER, NOON, ANNA, "Ojämn fördelning i går")
LUNCH = PlannedAbsence(ANNA, Status.LUNCH, NOON, NOON + 30 * MINUTE)


async def test_before_any_mode_is_set_there_is_none_and_of_two_the_later_holds(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        assert await unit.routing.current() is None
        await unit.routing.add(replace(TO_OFFER, mode=RoutingMode.FREE))
        set_now = await unit.routing.add(TO_OFFER)
    async with records.reading() as unit:
        assert await unit.routing.current() == set_now
    assert replace(set_now, number=0) == TO_OFFER


async def test_a_plan_is_within_every_stretch_it_touches_and_only_its_agent_takes_it_back(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    async with records.unit() as unit:
        later = await unit.plans.add(replace(LUNCH, agent_id=BO, start=NOON + MINUTE, status=Status.BREAK))
        lunch = await unit.plans.add(LUNCH)
    async with records.reading() as unit:
        assert list(await unit.plans.within(AROUND_NOON)) == [lunch, later]
        assert list(await unit.plans.within(Interval(NOON + 29 * MINUTE, NOON + 60 * MINUTE))) == [lunch, later]
        assert list(await unit.plans.within(Interval(NOON + 30 * MINUTE, NOON + 60 * MINUTE))) == []
        assert list(await unit.plans.within(Interval(NOON - MINUTE, NOON))) == []
    async with records.unit() as unit:
        await unit.plans.remove(BO, lunch.number)
        await unit.plans.remove(BO, later.number)
        await unit.plans.remove(BO, later.number)
    async with records.reading() as unit:
        assert list(await unit.plans.within(AROUND_NOON)) == [lunch]


async def test_what_a_supervisor_changes_of_a_member_reads_back(records: Records) -> None:
    await add_staff(records, ANNA)
    skilled = replace(member(ANNA), areas=(AreaId("bygglov"),), languages=(Language("sv"), Language("ar")), capacity=2)
    async with records.unit() as unit:
        assert await unit.staff.hold(ANNA) == member(ANNA)
        await unit.staff.change(member(ANNA), skilled)
    async with records.unit() as unit:
        assert await unit.staff.get(ANNA) == skilled
        with pytest.raises(ConflictError):
            await unit.staff.change(member(ANNA), replace(skilled, capacity=9))
        with pytest.raises(NotFoundError):
            await unit.staff.change(member(BO), member(BO))


async def test_changes_of_status_in_a_stretch_follow_what_each_was_doing_before_it(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    changes = [
        StatusChange(ANNA, Status.BREAK, NOON - 3 * MINUTE),
        StatusChange(ANNA, Status.AVAILABLE, NOON - 2 * MINUTE),
        StatusChange(BO, Status.AVAILABLE, NOON),
        StatusChange(ANNA, Status.LUNCH, NOON + MINUTE),
        StatusChange(ANNA, Status.AVAILABLE, NOON + 5 * MINUTE),
    ]
    async with records.unit() as unit:
        for change in changes:
            await unit.staff.change_status(change)
    async with records.reading() as unit:
        told = await unit.staff.changes(Interval(NOON, NOON + 5 * MINUTE))
    assert [change for change in told if change.agent_id != "noise"] == changes[1:4]
    assert told[0].agent_id == AgentId("noise")


async def test_whoever_came_back_stands_in_the_old_place_though_the_request_is_new(records: Records) -> None:
    await open_conversations(records, "a", "b", "c")
    back = replace(
        handoff("c", "c", NOON + 9 * MINUTE),
        queued_from=NOON,
        area=AreaId("bygglov"),
        lang=Language("fi"),
    )
    await add_handoffs(records, handoff("b", "b", NOON + MINUTE), back, handoff("a", "a", NOON - MINUTE))
    async with records.reading() as unit:
        assert [each.id for each in await unit.handoffs.waiting()] == ["a", "c", "b"]
        assert await unit.handoffs.get(back.id) == back


async def test_many_conversations_are_read_in_one_look_with_their_citizens_words_and_turns(records: Records) -> None:
    await open_conversations(records, "a", "b", "silent")
    async with records.unit() as unit:
        for name in ("a", "b"):
            await unit.conversations.say(ConversationId(name), citizen_says("1", f"{name} ett"), NOON)
            await unit.conversations.say(ConversationId(name), assistant_answers("2"), NOON)
            await unit.conversations.say(ConversationId(name), citizen_says("3", f"{name} två"), NOON)
            await unit.turns.open(ConversationId(name), 1, NOON)
            await unit.turns.open(ConversationId(name), 3, NOON)
        await unit.turns.close(TurnRecord(ConversationId("a"), 3, NOON, NOON, TurnOutcome.HANDED_OFF))
    wanted = [ConversationId(name) for name in ("b", "a", "silent", "unknown")]
    async with records.reading() as unit:
        found = await unit.conversations.all_of(wanted)
        said = await unit.conversations.citizens_words(wanted)
        turns = await unit.turns.of_each(wanted)
        assert set(found) == {"a", "b", "silent"}
        assert found[ConversationId("a")] == await unit.conversations.get(ConversationId("a"))
        assert {name: [u.said.text for u in words] for name, words in said.items()} == {
            "a": ["a ett", "a två"],
            "b": ["b ett", "b två"],
        }
        assert {name: [(t.seq, t.outcome) for t in each] for name, each in turns.items()} == {
            "a": [(1, None), (3, TurnOutcome.HANDED_OFF)],
            "b": [(1, None), (3, None)],
            "silent": [],
            "unknown": [],
        }


async def test_answers_to_offers_are_told_in_order_and_belong_to_handoffs_and_agents(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    await open_conversations(records, "a")
    await add_handoffs(records, handoff("a", "a"))
    ran_out = AnsweredOffer(HandoffId("a"), ANNA, OfferAnswer.RAN_OUT, NOON + MINUTE)
    declined = AnsweredOffer(HandoffId("a"), BO, OfferAnswer.DECLINED, NOON, "Kan inte bygglov")
    async with records.unit() as unit:
        later, first = await unit.routing.answer(ran_out), await unit.routing.answer(declined)
    async with records.reading() as unit:
        assert list(await unit.routing.answers(AROUND_NOON)) == [first, later]
        assert list(await unit.routing.answers(Interval(NOON, NOON + MINUTE))) == [first]
    assert replace(first, number=0) == declined
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.routing.answer(replace(declined, handoff_id=HandoffId("none such")))


async def test_when_each_agent_last_claimed_is_told_of_the_stretch_asked_about(records: Records) -> None:
    await add_staff(records, ANNA, BO)
    await open_conversations(records, "a", "b", "c", "d")
    await add_handoffs(
        records,
        claimed(handoff("a", "a", NOON), ANNA),
        claimed(handoff("b", "b", NOON + 5 * MINUTE), ANNA),
        claimed(handoff("c", "c", NOON + 90 * MINUTE), BO),
        handoff("d", "d", NOON),
    )
    async with records.reading() as unit:
        assert await unit.handoffs.last_claims(AROUND_NOON) == {ANNA: NOON + 6 * MINUTE}


async def test_of_two_who_count_what_an_agent_holds_and_add_to_it_the_second_sees_the_first(records: Records) -> None:
    """Or two windows of one agent could both find room for a last conversation."""
    await add_staff(records, ANNA)
    await open_conversations(records, *"abcd")
    await add_handoffs(records, *(handoff(name, name) for name in "abcd"))

    async def claim(name: str) -> bool:
        async with records.unit() as unit:
            await unit.staff.hold(ANNA)
            has_room = not await unit.handoffs.held_by(ANNA)
            await asyncio.sleep(0)
            if has_room:
                before = await unit.handoffs.get(HandoffId(name))
                await unit.handoffs.change(before, claimed(before))
            return has_room

    assert sum(await asyncio.gather(*map(claim, "abcd"))) == 1
    async with records.reading() as unit:
        assert len(await unit.handoffs.held_by(ANNA)) == 1
