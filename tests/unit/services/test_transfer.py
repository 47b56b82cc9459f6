"""A conversation passed on: never two who hold it, never a place lost, and the next one knows what it is about."""

import asyncio
from datetime import UTC, datetime

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.case import CaseKind
from assistant.domain.conversation import SWEDISH, Holder, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, InDangerError, NobodyComesError, RefusedError, SomebodyComesError
from assistant.domain.handoff import GENERAL, Handoff, HandoffReason, Stage
from assistant.domain.staffing import StaffMember, Status
from tests.centre import UNSURE_QUESTION, Centre, open_centre

SUMMARY = "Vill bygga altan. Har fått svar om höjden, undrar om avgiften."


@pytest.fixture
async def staffed() -> Centre:
    """Anna and Björn are available; messages can be undone for five seconds."""
    centre = await open_centre(undo_seconds=5)
    for agent in (centre.anna, centre.bjorn):
        await centre.arrives(agent)
    return centre


async def held(centre: Centre) -> Handoff:
    return await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)


async def passes(centre: Centre, handoff: Handoff) -> None:
    """Anna asks Björn, and he takes over."""
    await centre.assistant.hold_out.hold_out(handoff.id, centre.anna, centre.bjorn.id, SUMMARY)
    await centre.assistant.hold_out.accept(handoff.id, centre.bjorn)


async def now(centre: Centre, handoff: Handoff) -> Handoff:
    async with centre.assistant.messages.records.reading() as unit:
        return await unit.handoffs.get(handoff.id)


async def test_a_colleague_takes_over_and_the_citizen_is_told_by_whom(staffed: Centre) -> None:
    handoff = await held(staffed)
    said = NewUtterance(UtteranceId("a"), Speaker.AGENT, "Jag frågar Björn.", SWEDISH, "Anna")
    await staffed.assistant.messages.send(handoff.id, staffed.anna, said)
    staffed.later(seconds=30)
    await passes(staffed, handoff)

    after = await now(staffed, handoff)
    assert (after.claimed_by, after.claimed_at, after.stage) == ("bjorn", staffed.clock.now(), Stage.CLAIMED)
    assert after.requested_at == handoff.requested_at
    assert await staffed.assistant.hand_offs.claims.holder(handoff.id) == "bjorn"
    heard = await staffed.heard(handoff.conversation_id)
    assert [each.said.text for each in heard[-2:]] == [
        "Jag frågar Björn.",
        "Anna har lämnat över samtalet. Nu chattar du med Bjorn, som vet vad det gäller.",
    ]
    (tab,) = await staffed.assistant.desk.held_by(staffed.bjorn.id)
    assert tab.passed_on is not None
    assert (tab.passed_on.by, tab.passed_on.summary) == ("anna", SUMMARY)
    assert await staffed.assistant.desk.held_by(staffed.anna.id) == ()
    with pytest.raises(ConflictError):
        await staffed.replies(handoff, staffed.anna, "Jag också!")
    await staffed.replies(handoff, staffed.bjorn, "Hej!")


async def test_it_is_entered_who_passed_what_on_to_whom(staffed: Centre) -> None:
    handoff = await held(staffed)
    await passes(staffed, handoff)
    async with staffed.assistant.messages.records.reading() as unit:
        (entry,) = await unit.audit.entries(AuditFilter(acts=frozenset({Act.TRANSFERRED})), 10)
    assert (entry.by, entry.subject) == ("anna", f"conversation:{handoff.conversation_id}")
    assert (entry.details["kind"], entry.details["to"]) == ("colleague", "bjorn")
    assert "altan" not in str(entry.details)


async def test_only_colleagues_who_are_available_present_and_have_room_can_take_it(staffed: Centre) -> None:
    handoff = await held(staffed)
    assert [one.id for one in await staffed.assistant.pass_on.colleagues(staffed.anna)] == ["bjorn"]
    for _ in range(staffed.bjorn.capacity):
        waiting = await staffed.waits()
        await staffed.assistant.hand_offs.claim(waiting.id, staffed.bjorn)
    assert await staffed.assistant.pass_on.colleagues(staffed.anna) == ()
    for to in (staffed.bjorn.id, staffed.sofia.id, staffed.anna.id):
        with pytest.raises(ConflictError):
            await staffed.assistant.hold_out.hold_out(handoff.id, staffed.anna, to, SUMMARY)
    assert (await now(staffed, handoff)).claimed_by == "anna"
    async with staffed.assistant.messages.records.reading() as unit:
        assert list(await unit.transfers.of(handoff.id)) == []


async def test_who_has_gone_on_a_break_is_not_given_anything(staffed: Centre) -> None:
    await held(staffed)
    await staffed.assistant.staff.change_status(staffed.bjorn, Status.BREAK)
    assert await staffed.assistant.pass_on.colleagues(staffed.anna) == ()


async def test_back_in_the_queue_the_citizen_has_the_old_place_and_the_next_agent_reads_the_summary(
    staffed: Centre,
) -> None:
    handoff = await held(staffed)
    staffed.later(minutes=1)
    other = await staffed.waits()
    area = next(iter(staffed.assistant.catalogue.areas))
    await staffed.assistant.pass_on.to_queue(handoff.id, staffed.anna, area, SUMMARY)

    assert list(await staffed.assistant.hand_offs.queue.waiting(GENERAL)) == [handoff.id, other.id]
    rows = await staffed.assistant.desk.queue()
    assert [(row.handoff.id, row.summary) for row in rows] == [(handoff.id, SUMMARY), (other.id, "")]
    assert rows[0].handoff.area == area  # whom the citizen suits is judged by what the agent says
    state = await staffed.assistant.follow.state(handoff.conversation_id)
    assert (state.holder, state.place) == (Holder.QUEUE, 1)
    told, nobody_there = [one.said.text for one in (await staffed.heard(handoff.conversation_id))[-2:]]
    assert nobody_there.startswith("Ingen är på plats just nu")  # a minute has gone by without any desk's beat
    assert told == "Anna ber en kollega som kan mer att hjälpa dig. Du har kvar din plats i kön."
    claimed = await staffed.assistant.hand_offs.claim(handoff.id, staffed.bjorn)
    aside = await staffed.assistant.aside.of(claimed, staffed.bjorn)
    assert aside.passed_on is not None
    assert (aside.passed_on.summary, aside.passed_on.area) == (SUMMARY, area)


async def test_outside_the_centre_the_conversation_ends_and_the_agent_wraps_it_up(staffed: Centre) -> None:
    handoff = await held(staffed)
    await staffed.assistant.pass_on.outside(handoff.id, staffed.anna, " Försäkringskassan ", SUMMARY)
    after = await now(staffed, handoff)
    assert (after.stage, after.claimed_by) == (Stage.ENDED, "anna")
    assert (await staffed.assistant.follow.state(handoff.conversation_id)).closed
    last = (await staffed.heard(handoff.conversation_id))[-1].said.text
    assert last.startswith("Anna lämnar din fråga vidare till Försäkringskassan")
    assert SUMMARY not in last


async def test_without_a_summary_or_a_receiver_nothing_happens(staffed: Centre) -> None:
    handoff = await held(staffed)
    before = await staffed.heard(handoff.conversation_id)
    pass_on = staffed.assistant.pass_on
    for act in (
        staffed.assistant.hold_out.hold_out(handoff.id, staffed.anna, staffed.bjorn.id, " "),
        pass_on.to_queue(handoff.id, staffed.anna, "no_such_area", SUMMARY),
        pass_on.outside(handoff.id, staffed.anna, " ", SUMMARY),
    ):
        with pytest.raises(RefusedError):
            await act
    assert await now(staffed, handoff) == handoff
    assert await staffed.heard(handoff.conversation_id) == before


async def test_who_does_not_hold_it_passes_nothing_on(staffed: Centre) -> None:
    handoff = await held(staffed)
    pass_on = staffed.assistant.pass_on
    for act in (
        staffed.assistant.hold_out.hold_out(handoff.id, staffed.bjorn, staffed.anna.id, SUMMARY),
        pass_on.to_queue(handoff.id, staffed.bjorn, None, SUMMARY),
        pass_on.outside(handoff.id, staffed.bjorn, "Polisen", SUMMARY),
    ):
        with pytest.raises(ConflictError):
            await act
    assert await now(staffed, handoff) == handoff


async def test_passed_on_twice_at_once_it_has_one_holder(staffed: Centre) -> None:
    handoff = await held(staffed)
    await staffed.arrives(staffed.sofia)
    hold_out = staffed.assistant.hold_out
    await hold_out.hold_out(handoff.id, staffed.anna, staffed.bjorn.id, SUMMARY)
    results = await asyncio.gather(
        hold_out.hold_out(handoff.id, staffed.anna, staffed.sofia.id, SUMMARY),
        hold_out.accept(handoff.id, staffed.bjorn),
        staffed.assistant.pass_on.to_queue(handoff.id, staffed.anna, None, SUMMARY),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "ConflictError", "NoneType"]
    async with staffed.assistant.messages.records.reading() as unit:
        assert len(await unit.transfers.of(handoff.id)) == 1


async def test_with_redis_away_the_record_decides_and_the_new_holders_beat_takes_the_claim(staffed: Centre) -> None:
    handoff = await held(staffed)
    staffed.outage.away = True
    await passes(staffed, handoff)
    staffed.outage.away = False
    assert (await now(staffed, handoff)).claimed_by == "bjorn"
    staffed.later(seconds=46)
    await staffed.assistant.staff.beat(staffed.anna)
    await staffed.assistant.staff.beat(staffed.bjorn)
    assert await staffed.assistant.hand_offs.claims.holder(handoff.id) == "bjorn"


NUMBER = "070-174 06 05"


async def until_closed(centre: Centre, *still_here: StaffMember) -> None:
    """The chat has closed for the day; of the agents these are at their desks."""
    centre.later(hours=10)
    for agent in still_here:
        await centre.assistant.staff.beat(agent)


async def test_after_closing_nobody_is_queued_where_nobody_comes(staffed: Centre) -> None:
    handoff = await held(staffed)
    await until_closed(staffed, staffed.anna)
    door = await staffed.assistant.pass_on.nobody_comes(staffed.anna)
    assert door is not None
    assert door.opens_at == datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    before = await staffed.heard(handoff.conversation_id)
    with pytest.raises(NobodyComesError):
        await staffed.assistant.pass_on.to_queue(handoff.id, staffed.anna, None, SUMMARY)
    assert await now(staffed, handoff) == handoff
    assert await staffed.heard(handoff.conversation_id) == before
    async with staffed.assistant.messages.records.reading() as unit:
        assert list(await unit.transfers.of(handoff.id)) == []


async def test_a_colleague_who_works_late_still_takes_from_the_queue(staffed: Centre) -> None:
    handoff = await held(staffed)
    await until_closed(staffed, staffed.anna, staffed.bjorn)
    assert await staffed.assistant.pass_on.nobody_comes(staffed.anna) is None
    await staffed.assistant.pass_on.to_queue(handoff.id, staffed.anna, None, SUMMARY)
    assert (await now(staffed, handoff)).stage is Stage.WAITING


async def test_who_may_be_in_danger_keeps_the_place_at_any_hour(staffed: Centre) -> None:
    handoff = await held(staffed)
    async with staffed.assistant.messages.records.unit() as unit:
        await staffed.assistant.hand_offs.hurry(unit, handoff.conversation_id, HandoffReason.DANGER)
    await until_closed(staffed, staffed.anna)
    await staffed.assistant.pass_on.to_queue(handoff.id, staffed.anna, None, SUMMARY)
    assert (await now(staffed, handoff)).stage is Stage.WAITING


async def test_a_call_is_promised_instead_and_whoever_calls_reads_the_summary(staffed: Centre) -> None:
    handoff = await held(staffed)
    await until_closed(staffed, staffed.anna)
    await staffed.assistant.call_instead.promise(handoff.id, staffed.anna, NUMBER, SUMMARY)

    after = await now(staffed, handoff)
    assert (after.stage, after.claimed_by) == (Stage.ENDED, "anna")
    assert (await staffed.assistant.follow.state(handoff.conversation_id)).closed
    assert await staffed.assistant.hand_offs.claims.holder(handoff.id) is None
    (case,) = (await staffed.assistant.aside.of(after, staffed.anna)).cases
    assert case.kind is CaseKind.CALLBACK
    assert case.details == {"about": UNSURE_QUESTION, "contact": NUMBER}
    assert case.due_at is not None
    assert case.due_at > datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    (event,) = (await staffed.assistant.cases.read(case.reference)).events
    assert (event.internal, event.is_public, event.agent_id) == (SUMMARY, False, "anna")
    said = [one.said for one in (await staffed.heard(handoff.conversation_id))[-3:]]
    assert said[0].text == "Ingen annan är här just nu. Anna har noterat att du ska bli uppringd i stället."
    assert case.reference in said[1].text
    assert "senast tisdag" in said[1].text
    assert {one.speaker for one in said} == {Speaker.NOTICE}
    assert not any(SUMMARY in one.text for one in said)


async def test_a_call_is_not_promised_to_a_number_that_is_none(staffed: Centre) -> None:
    handoff = await held(staffed)
    await until_closed(staffed, staffed.anna)
    for number in ("", "112", "ring mig"):
        with pytest.raises(RefusedError):
            await staffed.assistant.call_instead.promise(handoff.id, staffed.anna, number, SUMMARY)
    assert await now(staffed, handoff) == handoff


async def test_whoever_calls_reads_the_whole_question_however_long_it_is(staffed: Centre) -> None:
    question = f"{UNSURE_QUESTION} {'Det gäller fyra höns och en tupp. ' * 20}Och om han flyttar?"
    handoff = await staffed.assistant.hand_offs.claim((await staffed.waits(question)).id, staffed.anna)
    await until_closed(staffed, staffed.anna)
    await staffed.assistant.call_instead.promise(handoff.id, staffed.anna, NUMBER, SUMMARY)
    (case,) = (await staffed.assistant.aside.of(await now(staffed, handoff), staffed.anna)).cases
    assert case.details["about"] == question


async def test_who_may_be_in_danger_is_never_sent_away_for_a_call(staffed: Centre) -> None:
    handoff = await held(staffed)
    async with staffed.assistant.messages.records.unit() as unit:
        await staffed.assistant.hand_offs.hurry(unit, handoff.conversation_id, HandoffReason.DANGER)
    await until_closed(staffed, staffed.anna)
    before = await now(staffed, handoff)
    with pytest.raises(InDangerError):
        await staffed.assistant.call_instead.promise(handoff.id, staffed.anna, NUMBER, SUMMARY)
    assert await now(staffed, handoff) == before
    assert (await staffed.assistant.aside.of(before, staffed.anna)).cases == ()


async def test_nobody_is_sent_away_for_a_call_while_a_colleague_takes_from_the_queue(staffed: Centre) -> None:
    handoff = await held(staffed)
    promise = staffed.assistant.call_instead.promise
    with pytest.raises(SomebodyComesError):
        await promise(handoff.id, staffed.anna, NUMBER, SUMMARY)
    await until_closed(staffed, staffed.anna, staffed.bjorn)
    with pytest.raises(SomebodyComesError):
        await promise(handoff.id, staffed.anna, NUMBER, SUMMARY)
    assert await now(staffed, handoff) == handoff
    async with staffed.assistant.messages.records.reading() as unit:
        assert list(await unit.transfers.of(handoff.id)) == []


async def test_of_a_call_promised_twice_at_once_there_is_one_case(staffed: Centre) -> None:
    handoff = await held(staffed)
    await until_closed(staffed, staffed.anna)
    promise = staffed.assistant.call_instead.promise
    results = await asyncio.gather(
        *(promise(handoff.id, staffed.anna, NUMBER, SUMMARY) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(result).__name__ for result in results) == ["ConflictError", "NoneType"]
    assert len((await staffed.assistant.aside.of(await now(staffed, handoff), staffed.anna)).cases) == 1
