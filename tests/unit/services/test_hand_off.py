"""A person takes over, and everybody who may vanish while that goes on."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.conversation import ConversationId, Holder, Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError, UnavailableError
from assistant.domain.handoff import GENERAL, Disposition, Handoff, HandoffId, HandoffReason, Stage
from assistant.services.hand_off import HandOffs
from tests.centre import MONDAY_MORNING, WASTE_QUESTION, Centre, member
from tests.unit.services.odd_moments import FalteringRecords, InterruptedRecords


def hand_offs(centre: Centre) -> HandOffs:
    return centre.assistant.hand_offs


async def recorded(centre: Centre, handoff: Handoff) -> Handoff:
    return (await centre.assistant.desk.view(handoff.id)).handoff


async def holder(centre: Centre, handoff: Handoff) -> Holder:
    return (await centre.assistant.follow.state(handoff.conversation_id)).holder


async def last_words(centre: Centre, handoff: Handoff) -> str:
    return (await centre.heard(handoff.conversation_id))[-1].said.text


async def in_wrap_up(centre: Centre) -> Handoff:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await hand_offs(centre).end(handoff.id, centre.anna)
    return handoff


async def test_an_agent_who_claims_is_introduced_by_first_name_and_the_queue_is_empty(centre: Centre) -> None:
    handoff = await centre.waits()
    claimed = await hand_offs(centre).claim(handoff.id, centre.anna)
    assert (claimed.claimed_by, claimed.claimed_at, claimed.answered_at) == (centre.anna.id, MONDAY_MORNING, None)
    assert await last_words(centre, handoff) == "Nu chattar du med Anna på Kontakt Linköping."
    assert (await centre.assistant.follow.state(handoff.conversation_id)).agent_name == "Anna"
    assert await centre.assistant.desk.queue() == ()
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == ()


async def test_of_two_agents_who_claim_at_once_one_wins_and_the_other_is_told(centre: Centre) -> None:
    """Requirement G-07."""
    handoff = await centre.waits()
    results = await asyncio.gather(
        hand_offs(centre).claim(handoff.id, centre.anna),
        hand_offs(centre).claim(handoff.id, centre.bjorn),
        return_exceptions=True,
    )
    (won,) = [result for result in results if isinstance(result, Handoff)]
    assert sum(isinstance(result, ConflictError) for result in results) == 1
    assert (await recorded(centre, handoff)).claimed_by == won.claimed_by
    assert await centre.assistant.sweep.claims.holder(handoff.id) == won.claimed_by
    assert (await last_words(centre, handoff)).startswith("Nu chattar du med")


async def test_of_twenty_agents_and_five_citizens_each_citizen_gets_exactly_one(centre: Centre) -> None:
    """Requirement G-07."""
    agents = [member(f"agent{number}") for number in range(20)]
    for agent in agents:
        await centre.assistant.staff.add(agent)
    waiting = [await centre.waits() for _ in range(5)]
    for handoff in waiting:
        results = await asyncio.gather(
            *(hand_offs(centre).claim(handoff.id, agent) for agent in agents), return_exceptions=True
        )
        assert sum(isinstance(result, Handoff) for result in results) == 1
        assert sum(isinstance(result, ConflictError) for result in results) == 19
        heard = await centre.heard(handoff.conversation_id)
        assert sum("Nu chattar du med" in utterance.said.text for utterance in heard) == 1


async def test_a_repeated_press_on_claim_is_harmless_also_when_both_come_at_once(centre: Centre) -> None:
    handoff = await centre.waits()
    presses = [hand_offs(centre).claim(handoff.id, centre.anna) for _ in range(2)]
    first, second = await asyncio.gather(*presses)
    assert first == second == await hand_offs(centre).claim(handoff.id, centre.anna)
    assert await centre.assistant.sweep.claims.holder(handoff.id) == centre.anna.id
    heard = await centre.heard(handoff.conversation_id)
    assert sum(utterance.said.speaker is Speaker.NOTICE for utterance in heard) == 1


async def test_a_handoff_that_is_claimed_over_or_unknown_cannot_be_claimed(centre: Centre) -> None:
    handoff = await in_wrap_up(centre)
    with pytest.raises(ConflictError):
        await hand_offs(centre).claim(handoff.id, centre.bjorn)
    with pytest.raises(NotFoundError):
        await hand_offs(centre).claim(HandoffId("none such"), centre.bjorn)


async def test_one_whose_claim_a_colleague_is_just_recording_cannot_be_claimed(centre: Centre) -> None:
    """Redis knows of the colleague already, the record does not yet."""
    handoff = await centre.waits()
    assert await centre.assistant.sweep.claims.claim(GENERAL, handoff.id, centre.bjorn.id, timedelta(seconds=45))
    with pytest.raises(ConflictError):
        await hand_offs(centre).claim(handoff.id, centre.anna)
    assert await centre.assistant.sweep.claims.holder(handoff.id) == centre.bjorn.id
    assert (await hand_offs(centre).claim(handoff.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_with_redis_away_nobody_claims_and_nothing_has_changed(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.outage.away = True
    with pytest.raises(UnavailableError):
        await hand_offs(centre).claim(handoff.id, centre.anna)
    assert (await recorded(centre, handoff)) == handoff


async def test_a_claim_whose_citizen_leaves_at_that_moment_is_let_go(centre: Centre) -> None:
    handoff = await centre.waits()
    leaving = InterruptedRecords(
        hand_offs(centre).records, lambda: centre.assistant.converse.leave(handoff.conversation_id)
    )
    with pytest.raises(ConflictError):
        await replace(hand_offs(centre), records=leaving).claim(handoff.id, centre.anna)
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == ()
    assert (await recorded(centre, handoff)).stage is Stage.ABANDONED


async def test_a_claim_that_cannot_be_recorded_gives_the_citizen_back_the_old_place(centre: Centre) -> None:
    """The citizen's handoff became one of danger just between the agent's look and the agent's claim: its new place."""
    earlier = await centre.waits()
    centre.later(seconds=1)
    handoff = await centre.waits()

    async def danger_shows() -> None:
        async with hand_offs(centre).records.unit() as unit:
            await hand_offs(centre).hurry(unit, handoff.conversation_id, HandoffReason.DANGER)

    interrupted = InterruptedRecords(hand_offs(centre).records, danger_shows)
    with pytest.raises(ConflictError):
        await replace(hand_offs(centre), records=interrupted).claim(handoff.id, centre.anna)
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (handoff.id, earlier.id)
    assert (await hand_offs(centre).claim(handoff.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_the_first_words_of_a_person_stamp_the_handoff_answered_and_later_ones_do_not(centre: Centre) -> None:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    centre.later(seconds=30)
    await centre.replies(handoff, centre.anna, "Hej, jag tittar på det.")
    centre.later(seconds=30)
    await centre.replies(handoff, centre.anna, "Så här är det.")
    assert (await recorded(centre, handoff)).answered_at == MONDAY_MORNING + timedelta(seconds=30)
    assert await last_words(centre, handoff) == "Så här är det."


async def test_a_reply_posted_twice_is_said_once_even_when_the_conversation_is_over_by_then(centre: Centre) -> None:
    """Requirement G-01."""
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    said = NewUtterance(UtteranceId("agent-1"), Speaker.AGENT, "Hej!", Language("sv"), speaker_name="Anna")
    await hand_offs(centre).reply(handoff.id, centre.anna, said)
    await hand_offs(centre).reply(handoff.id, centre.anna, said)
    await hand_offs(centre).end(handoff.id, centre.anna)
    await hand_offs(centre).reply(handoff.id, centre.anna, said)
    assert [one.said.text for one in await centre.heard(handoff.conversation_id)].count("Hej!") == 1


async def test_only_the_agent_who_holds_the_conversation_may_speak_end_or_give_back(centre: Centre) -> None:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    with pytest.raises(ConflictError):
        await centre.replies(handoff, centre.bjorn, "Jag med!")
    with pytest.raises(ConflictError):
        await hand_offs(centre).end(handoff.id, centre.bjorn)
    with pytest.raises(ConflictError):
        await hand_offs(centre).give_back(handoff.id, centre.bjorn)
    assert await holder(centre, handoff) is Holder.AGENT
    assert (await recorded(centre, handoff)).answered_at is None


async def test_giving_back_makes_the_engine_forget_and_the_assistant_answer_again(centre: Centre) -> None:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    await hand_offs(centre).give_back(handoff.id, centre.anna)
    assert centre.engine.forgotten == [handoff.conversation_id]
    assert await last_words(centre, handoff) == "Anna har lämnat samtalet. Nu svarar AI-assistenten igen."
    assert (await recorded(centre, handoff)).stage is Stage.RETURNED
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None
    await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert "Tekniska verken" in await last_words(centre, handoff)


async def test_with_the_engine_away_giving_back_is_refused_and_the_agent_still_holds_it(centre: Centre) -> None:
    """Or an engine that still waits for the answer to an old question would misread the citizen's next words."""
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    centre.engine.away = True
    with pytest.raises(UnavailableError):
        await hand_offs(centre).give_back(handoff.id, centre.anna)
    assert await holder(centre, handoff) is Holder.AGENT
    await centre.replies(handoff, centre.anna, "Jag är kvar.")


async def test_ending_closes_the_conversation_and_opens_the_agents_wrap_up(centre: Centre) -> None:
    handoff = await in_wrap_up(centre)
    assert await holder(centre, handoff) is Holder.NOBODY
    assert await last_words(centre, handoff) == "Samtalet är avslutat. Tack för att du hörde av dig."
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert held.handoff.stage is Stage.ENDED
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None


async def test_wrap_up_lasts_until_a_disposition_is_given(centre: Centre) -> None:
    handoff = await in_wrap_up(centre)
    centre.later(minutes=2)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.CASE_OPENED)
    done = await recorded(centre, handoff)
    assert (done.stage, done.disposition) == (Stage.WRAPPED_UP, Disposition.CASE_OPENED)
    assert done.wrapped_up_at == MONDAY_MORNING + timedelta(minutes=2)
    assert await centre.assistant.desk.held_by(centre.anna.id) == ()


async def test_a_disposition_may_be_corrected_but_the_wrap_up_is_not_longer_for_that(centre: Centre) -> None:
    handoff = await in_wrap_up(centre)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)
    centre.later(minutes=5)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.NOT_RESOLVED)
    done = await recorded(centre, handoff)
    assert (done.disposition, done.wrapped_up_at) == (Disposition.NOT_RESOLVED, MONDAY_MORNING)


async def test_nobody_wraps_up_a_talk_that_goes_on_or_a_colleagues(centre: Centre) -> None:
    ended = await in_wrap_up(centre)
    going_on = await centre.waits()
    await hand_offs(centre).claim(going_on.id, centre.anna)
    for handoff, agent in ((going_on, centre.anna), (ended, centre.bjorn)):
        with pytest.raises(ConflictError):
            await hand_offs(centre).wrap_up(handoff.id, agent, Disposition.RESOLVED)


async def test_ending_twice_says_goodbye_once(centre: Centre) -> None:
    handoff = await in_wrap_up(centre)
    heard = await centre.heard(handoff.conversation_id)
    await hand_offs(centre).end(handoff.id, centre.anna)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)
    await hand_offs(centre).end(handoff.id, centre.anna)
    assert await centre.heard(handoff.conversation_id) == heard


async def test_a_citizen_who_ends_while_a_person_talks_leaves_the_agent_to_wrap_up(centre: Centre) -> None:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    await centre.assistant.converse.leave(handoff.conversation_id)
    assert (await recorded(centre, handoff)).stage is Stage.ENDED
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None
    await hand_offs(centre).end(handoff.id, centre.anna)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.CITIZEN_LEFT)


async def test_a_conversation_waits_at_most_once(centre: Centre) -> None:
    handoff = await centre.waits()
    with pytest.raises(ConflictError):
        async with hand_offs(centre).records.unit() as unit:
            await hand_offs(centre).request(unit, handoff.conversation_id, HandoffReason.CITIZEN_ASKED, GENERAL)


async def test_only_danger_moves_a_waiting_citizen_forward(centre: Centre) -> None:
    handoff = await centre.waits()
    async with hand_offs(centre).records.unit() as unit:
        for reason in set(HandoffReason) - {HandoffReason.DANGER}:
            assert await hand_offs(centre).hurry(unit, handoff.conversation_id, reason) is None
        assert await hand_offs(centre).hurry(unit, ConversationId("another"), HandoffReason.DANGER) is None


async def test_with_redis_away_a_handoff_is_recorded_and_the_end_of_one_too(centre: Centre) -> None:
    first = await centre.waits()
    second = await centre.waits()
    await hand_offs(centre).claim(second.id, centre.anna)
    centre.outage.away = True
    await hand_offs(centre).enqueue(first)
    await hand_offs(centre).leave_queue(first)
    await hand_offs(centre).end(second.id, centre.anna)
    assert (await recorded(centre, second)).stage is Stage.ENDED


async def test_a_claim_broken_off_by_a_closed_browser_does_not_lock_the_citizen_out(centre: Centre) -> None:
    """The request is cancelled while the claim waits to be recorded: the claim is let go all the same."""
    handoff = await centre.waits()
    records, free = hand_offs(centre).records, asyncio.Event()

    async def keep_the_record_busy(busy: asyncio.Event) -> None:
        async with records.unit():
            busy.set()
            await free.wait()

    async def somebody_is_faster() -> None:
        busy = asyncio.Event()
        others.append(asyncio.create_task(keep_the_record_busy(busy)))
        await busy.wait()

    others: list[asyncio.Task[None]] = []
    slow = replace(hand_offs(centre), records=InterruptedRecords(records, somebody_is_faster))
    claim = asyncio.create_task(slow.claim(handoff.id, centre.anna))
    while await centre.assistant.sweep.claims.holder(handoff.id) is None:  # noqa: ASYNC110 - Redis tells no events
        await asyncio.sleep(0)
    claim.cancel()
    free.set()
    with pytest.raises(asyncio.CancelledError):
        await claim
    await asyncio.gather(*others)
    assert await centre.assistant.sweep.claims.holder(handoff.id) is None
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (handoff.id,)
    assert (await hand_offs(centre).claim(handoff.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_a_claim_broken_off_once_it_is_recorded_stands(centre: Centre) -> None:
    handoff = await centre.waits()
    reached, never = asyncio.Event(), asyncio.Event()

    async def hang() -> None:
        reached.set()
        await never.wait()

    slow = replace(hand_offs(centre), records=InterruptedRecords(hand_offs(centre).records, hang, after=2))
    claim = asyncio.create_task(slow.claim(handoff.id, centre.anna))
    await reached.wait()
    claim.cancel()
    with pytest.raises(asyncio.CancelledError):
        await claim
    assert await centre.assistant.sweep.claims.holder(handoff.id) == centre.anna.id
    assert (await recorded(centre, handoff)).claimed_by == centre.anna.id


async def test_with_the_record_away_no_claim_is_made(centre: Centre) -> None:
    handoff = await centre.waits()
    faltering = FalteringRecords(hand_offs(centre).records, away=True)
    with pytest.raises(UnavailableError):
        await replace(hand_offs(centre), records=faltering).claim(handoff.id, centre.anna)
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (handoff.id,)


async def test_handling_time_is_the_talk_from_claim_to_end_without_waiting_and_wrap_up(centre: Centre) -> None:
    handoff = await centre.waits()
    assert handoff.handling_time is None
    centre.later(minutes=1)
    claimed = await hand_offs(centre).claim(handoff.id, centre.anna)
    assert claimed.handling_time is None
    centre.later(minutes=4)
    await hand_offs(centre).end(handoff.id, centre.anna)
    centre.later(minutes=3)
    await hand_offs(centre).wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)
    assert (await recorded(centre, handoff)).handling_time == timedelta(minutes=4)


async def test_a_talk_given_back_has_a_handling_time_too(centre: Centre) -> None:
    handoff = await centre.waits()
    await hand_offs(centre).claim(handoff.id, centre.anna)
    centre.later(minutes=2)
    await hand_offs(centre).give_back(handoff.id, centre.anna)
    assert (await recorded(centre, handoff)).handling_time == timedelta(minutes=2)
