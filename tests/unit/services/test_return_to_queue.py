"""A citizen is never stuck with an agent who does not answer, and never loses the place to one."""

from datetime import timedelta

from assistant.domain.conversation import Holder
from assistant.domain.handoff import GENERAL, Handoff, Stage
from assistant.domain.staffing import StaffMember, Status
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, Centre


async def claims(centre: Centre, agent: StaffMember) -> Handoff:
    handoff = await centre.waits()
    await centre.arrives(agent)
    return await centre.assistant.hand_offs.claim(handoff.id, agent)


async def stands(centre: Centre, handoff: Handoff) -> tuple[Stage, Holder]:
    view = await centre.assistant.desk.view(handoff.id)
    return view.handoff.stage, view.conversation.holder


async def passes(centre: Centre, seconds: float, *open_pages: Handoff) -> None:
    """Time, in which the desks and the citizens' pages go on beating, and the sweeper sweeps."""
    for _ in range(int(seconds // 10)):
        centre.later(seconds=10)
        for agent in (centre.anna, centre.bjorn):
            await centre.assistant.staff.beat(agent)
        for handoff in open_pages:
            await centre.assistant.converse.beat(handoff.conversation_id)
        await centre.assistant.sweep.once()


async def test_the_citizen_of_a_silent_agent_has_the_old_place_back_after_two_minutes_and_is_told(
    centre: Centre,
) -> None:
    handoff = await claims(centre, centre.anna)
    centre.later(seconds=1)
    newer = await centre.waits()
    await passes(centre, 110, handoff, newer)
    assert await stands(centre, handoff) == (Stage.CLAIMED, Holder.AGENT)
    await passes(centre, 10, handoff, newer)
    assert await stands(centre, handoff) == (Stage.WAITING, Holder.QUEUE)
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (handoff.id, newer.id)
    *_, told, nobody_there = await centre.heard(handoff.conversation_id)
    assert nobody_there.said.text.startswith("Ingen är på plats just nu")
    assert told.said.text == ("Anna kunde inte svara. Du har kvar din plats i kön, och någon annan hjälper dig.")
    assert await centre.assistant.staff.status(centre.anna.id) is Status.AWAY
    assert (await centre.assistant.hand_offs.claim(handoff.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_an_agent_who_answers_another_is_slow_not_away(centre: Centre) -> None:
    answered = await claims(centre, centre.anna)
    silent = await claims(centre, centre.anna)
    await centre.replies(answered, centre.anna, "Hej!")
    await passes(centre, 130, answered, silent)
    assert await stands(centre, answered) == (Stage.CLAIMED, Holder.AGENT)
    assert await stands(centre, silent) == (Stage.WAITING, Holder.QUEUE)
    assert await centre.assistant.staff.status(centre.anna.id) is Status.AVAILABLE


async def test_words_of_an_earlier_agent_do_not_count_for_the_one_who_took_over(centre: Centre) -> None:
    handoff = await claims(centre, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.return_to_queue.let_go(centre.anna, [handoff.id])
    centre.later(seconds=5)
    await centre.arrives(centre.bjorn)
    await centre.assistant.hand_offs.claim(handoff.id, centre.bjorn)
    await passes(centre, 130, handoff)
    assert await stands(centre, handoff) == (Stage.WAITING, Holder.QUEUE)
    again = await centre.assistant.hand_offs.claim(handoff.id, centre.bjorn)
    await centre.replies(again, centre.bjorn, "Nu är jag här.")
    await passes(centre, 130, handoff)
    assert await stands(centre, handoff) == (Stage.CLAIMED, Holder.AGENT)


async def test_an_answer_at_the_last_moment_keeps_the_citizen(centre: Centre) -> None:
    handoff = await claims(centre, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.return_to_queue.take_back(handoff, "Anna")
    assert await stands(centre, handoff) == (Stage.CLAIMED, Holder.AGENT)


async def test_on_a_break_only_those_let_go_wait_again_in_their_old_places(centre: Centre) -> None:
    kept, let_go = await claims(centre, centre.anna), await claims(centre, centre.anna)
    centre.later(seconds=30)
    newer = await centre.waits()
    back = centre.assistant.return_to_queue
    assert await back.let_go(centre.anna, [let_go.id, newer.id]) == 1
    assert await back.let_go(centre.anna, [let_go.id]) == 0
    assert await stands(centre, kept) == (Stage.CLAIMED, Holder.AGENT)
    assert [row.handoff.id for row in await centre.assistant.desk.queue()] == [let_go.id, newer.id]
    assert "tar en paus" in (await centre.heard(let_go.conversation_id))[-1].said.text


async def test_a_citizen_let_go_for_being_away_who_comes_back_soon_has_the_old_place_though_the_wait_is_new(
    centre: Centre,
) -> None:
    await centre.assistant.sweep.once()
    centre.later(seconds=46)
    gone = await centre.waits()
    await centre.assistant.converse.beat(gone.conversation_id)
    centre.later(seconds=20)
    patient = await centre.waits()
    for _ in range(9):
        centre.later(seconds=10)
        await centre.assistant.converse.beat(patient.conversation_id)
        await centre.assistant.sweep.once()
    assert (await stands(centre, gone))[0] is Stage.ABANDONED
    await centre.says(gone.conversation_id, PERSON_QUESTION)
    first, second = await centre.assistant.desk.queue()
    assert (first.handoff.conversation_id, second.handoff.id) == (gone.conversation_id, patient.id)
    assert first.handoff.place_from == gone.requested_at
    assert first.handoff.requested_at == centre.clock.now()  # the figures know of two waits
    assert await centre.assistant.sweep.queue.place(GENERAL, first.handoff.id) == 1


async def test_leaving_the_queue_and_joining_it_again_wins_nothing_and_after_ten_minutes_the_place_is_lost(
    centre: Centre,
) -> None:
    first = await centre.waits()
    centre.later(seconds=30)
    second = await centre.waits()
    for wait, order in ((60, [second.conversation_id]), (660, [])):
        await centre.assistant.converse.leave_queue(second.conversation_id)
        centre.later(seconds=wait)
        third = await centre.waits()
        await centre.says(second.conversation_id, UNSURE_QUESTION)
        told = [row.handoff.conversation_id for row in await centre.assistant.desk.queue()]
        assert told.index(first.conversation_id) < told.index(second.conversation_id)
        assert (told.index(second.conversation_id) < told.index(third.conversation_id)) == bool(order)


async def test_whoever_was_helped_and_asks_again_stands_last(centre: Centre) -> None:
    helped = await claims(centre, centre.anna)
    await centre.replies(helped, centre.anna, "Hej!")
    other = await centre.waits()
    await centre.assistant.hand_offs.give_back(helped.id, centre.anna)
    centre.later(seconds=1)
    await centre.says(helped.conversation_id, PERSON_QUESTION)
    assert [row.handoff.conversation_id for row in await centre.assistant.desk.queue()] == [
        other.conversation_id,
        helped.conversation_id,
    ]


async def test_a_handoff_carries_the_area_asked_about_and_the_citizens_language(centre: Centre) -> None:
    handoff = await centre.waits()
    assert (handoff.area, handoff.lang) == (None, "sv")  # a guess of 11 % is about nothing
    conversation = await centre.opens("en")
    await centre.says(conversation, "När hämtas soporna?")
    await centre.says(conversation, PERSON_QUESTION)
    row = next(row for row in await centre.assistant.desk.queue() if row.handoff.conversation_id == conversation)
    assert row.handoff.area == "avfall_atervinning"
    assert centre.clock.now() - row.handoff.place_from == timedelta(0)
