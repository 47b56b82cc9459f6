"""Handoffs, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, Disposition, Handoff, HandoffId
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    AROUND_NOON,
    BO,
    MINE,
    MINUTE,
    NOON,
    add_handoffs,
    add_staff,
    claimed,
    conversation,
    ended,
    handoff,
    open_conversations,
    wrapped_up,
)


async def _one_of_each(records: Records) -> None:
    """One handoff of each kind, each of a conversation of its own, requested a minute apart."""
    await add_staff(records, ANNA, BO)
    asked = {
        name: handoff(name, of=name, requested_at=NOON + place * MINUTE)
        for place, name in enumerate(
            ("waits", "with anna", "with bo", "to wrap up", "wrapped up", "returned", "abandoned", "waits too")
        )
    }
    await open_conversations(records, *asked)
    await add_handoffs(
        records,
        asked["waits too"],
        claimed(asked["with bo"], BO),
        ended(claimed(asked["to wrap up"])),
        claimed(asked["with anna"]),
        wrapped_up(ended(claimed(asked["wrapped up"]))),
        replace(claimed(asked["returned"]), returned_at=NOON + 20 * MINUTE),
        replace(asked["abandoned"], abandoned_at=NOON + 20 * MINUTE),
        asked["waits"],
    )


async def test_a_handoff_reads_back_with_all_its_stamps(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_staff(records, ANNA)
    stamps = {
        stamp: NOON + place * MINUTE
        for place, stamp in enumerate(
            ("claimed_at", "answered_at", "ended_at", "returned_at", "abandoned_at", "wrapped_up_at")
        )
    }
    full = replace(handoff("h", priority=10), claimed_by=ANNA, disposition=Disposition.CASE_OPENED, **stamps)  # type: ignore[arg-type]
    await add_handoffs(records, full)
    async with records.unit() as unit:
        assert await unit.handoffs.get(HandoffId("h")) == full


async def test_a_handoff_nobody_asked_for_is_not_found(records: Records) -> None:
    async with records.unit() as unit:
        with pytest.raises(NotFoundError):
            await unit.handoffs.get(HandoffId("h"))
        assert await unit.handoffs.current(MINE) is None
        assert await unit.handoffs.latest(MINE) is None


async def test_a_conversation_has_one_handoff_under_way(records: Records) -> None:
    await open_conversations(records, MINE, "other")
    await add_staff(records, ANNA)
    await add_handoffs(records, handoff("first"))
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.handoffs.add(handoff("second"))
        await unit.handoffs.change(handoff("first"), claimed(handoff("first")))
        with pytest.raises(ConflictError):
            await unit.handoffs.add(handoff("second"))
        await unit.handoffs.add(handoff("of another", of="other"))
    async with records.unit() as unit:
        assert await unit.handoffs.current(MINE) == claimed(handoff("first"))


async def test_a_handoff_may_follow_one_that_is_over(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_staff(records, ANNA)
    over = replace(claimed(handoff("first")), returned_at=NOON + MINUTE)
    await add_handoffs(records, over, handoff("second", requested_at=NOON))
    async with records.unit() as unit:
        assert await unit.handoffs.current(MINE) == handoff("second")
        with pytest.raises(ConflictError):
            await unit.handoffs.change(over, claimed(handoff("first")))
        assert await unit.handoffs.get(HandoffId("first")) == over


async def test_a_taken_id_or_an_unknown_conversation_or_agent_is_a_conflict(records: Records) -> None:
    await open_conversations(records, MINE)
    over = replace(handoff("h"), abandoned_at=NOON)
    await add_handoffs(records, over)
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.handoffs.add(over)
        with pytest.raises(ConflictError):
            await unit.handoffs.add(handoff("i", of="nobody's"))
        with pytest.raises(ConflictError):
            await unit.handoffs.add(claimed(handoff("i"), AgentId("nobody")))


async def test_a_change_of_what_has_changed_meanwhile_is_a_conflict(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_staff(records, ANNA, BO)
    waiting = handoff("h")
    await add_handoffs(records, waiting)
    async with records.unit() as unit:
        await unit.handoffs.change(waiting, claimed(waiting, ANNA))
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.handoffs.change(waiting, claimed(waiting, BO))
        with pytest.raises(ConflictError):
            await unit.handoffs.change(handoff("never added"), claimed(handoff("never added")))
    async with records.unit() as unit:
        assert await unit.handoffs.get(HandoffId("h")) == claimed(waiting, ANNA)


async def test_a_lapsed_claim_can_be_taken_back(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_staff(records, ANNA)
    held = claimed(handoff("h"))
    await add_handoffs(records, held)
    async with records.unit() as unit:
        await unit.handoffs.change(held, handoff("h"))
        assert await unit.handoffs.get(HandoffId("h")) == handoff("h")


async def test_the_latest_handoff_is_the_one_requested_last(records: Records) -> None:
    await open_conversations(records, MINE)
    later = replace(handoff("a", requested_at=NOON + MINUTE), abandoned_at=NOON + MINUTE)
    at_the_same_instant = replace(later, id=HandoffId("0"))
    earlier = replace(handoff("z"), abandoned_at=NOON)
    await add_handoffs(records, later, earlier)
    async with records.unit() as unit:
        assert await unit.handoffs.latest(MINE) == later
        assert await unit.handoffs.current(MINE) is None
        await unit.handoffs.add(at_the_same_instant)
    async with records.unit() as unit:
        assert await unit.handoffs.latest(MINE) == at_the_same_instant


async def test_those_waiting_come_by_priority_and_then_by_request(records: Records) -> None:
    await _one_of_each(records)
    await open_conversations(records, "in danger")
    await add_handoffs(records, handoff("in danger", of="in danger", requested_at=NOON + 30 * MINUTE, priority=10))
    async with records.unit() as unit:
        assert [one.id for one in await unit.handoffs.waiting()] == ["in danger", "waits", "waits too"]


async def test_an_agent_holds_the_claimed_and_those_to_wrap_up(records: Records) -> None:
    await _one_of_each(records)
    async with records.unit() as unit:
        assert [one.id for one in await unit.handoffs.held_by(ANNA)] == ["with anna", "to wrap up"]
        assert [one.id for one in await unit.handoffs.held_by(BO)] == ["with bo"]
        assert [one.id for one in await unit.handoffs.held_by(AgentId("nobody"))] == []


async def test_those_claimed_are_not_over(records: Records) -> None:
    await _one_of_each(records)
    async with records.unit() as unit:
        assert [one.id for one in await unit.handoffs.claimed()] == ["with anna", "with bo"]


def _abandoned(name: str, minutes: float) -> Handoff:
    return replace(handoff(name, requested_at=NOON + minutes * MINUTE), abandoned_at=NOON + minutes * MINUTE)


async def test_those_requested_in_an_interval_come_oldest_first(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_handoffs(
        records, _abandoned("at the end", 60), _abandoned("in it", 59), _abandoned("at the start", -60),
        _abandoned("before", -60.1),
    )  # fmt: skip
    async with records.unit() as unit:
        assert [one.id for one in await unit.handoffs.requested(AROUND_NOON)] == ["at the start", "in it"]


async def test_handoffs_are_found_by_when_their_conversations_opened(records: Records) -> None:
    async with records.unit() as unit:
        for name, moment in {
            "before": AROUND_NOON.start - timedelta(microseconds=1),
            "at the start": AROUND_NOON.start,
            "in it": NOON,
            "at the end": AROUND_NOON.end,
        }.items():
            await unit.conversations.open(conversation(name, opened_at=moment))
            await unit.handoffs.add(handoff(name, of=name, requested_at=NOON + 600 * MINUTE))
        await unit.handoffs.add(replace(_abandoned("long after", 500), conversation_id=ConversationId("in it")))
    async with records.unit() as unit:
        found = await unit.handoffs.of_conversations_opened(AROUND_NOON)
    assert [one.id for one in found] == ["long after", "at the start", "in it"]


async def test_the_latest_ended_come_newest_first_and_no_more_than_asked(records: Records) -> None:
    await _one_of_each(records)
    async with records.unit() as unit:
        assert [one.id for one in await unit.handoffs.latest_ended(2)] == ["wrapped up", "to wrap up"]
        assert len(await unit.handoffs.latest_ended(100)) == 4
