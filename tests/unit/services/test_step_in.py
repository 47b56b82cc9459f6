"""An agent steps into the assistant's conversation: one holder, no bot message after, and nobody had waited."""

import asyncio

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.conversation import ConversationId, Holder, Speaker, UtteranceId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import HandoffReason, Stage
from assistant.domain.measures import MeasureName
from assistant.domain.share import Share
from assistant.domain.turn import TurnOutcome
from tests.centre import PERSON_QUESTION, WASTE_QUESTION, Centre, open_centre
from tests.unit.services.todays_figures import todays_figures, todays_share


async def acts(centre: Centre) -> list[tuple[Act, str]]:
    async with centre.assistant.staff.records.reading() as unit:
        return [(entry.act, str(entry.by)) for entry in await unit.audit.entries(AuditFilter(), 10)]


async def test_the_agent_holds_the_conversation_at_once_and_the_citizen_is_told_by_whom() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    handoff = await centre.assistant.step_in.step_in(citizen, centre.anna, "svarar fel")
    assert (handoff.stage, handoff.reason) == (Stage.CLAIMED, HandoffReason.STEPPED_IN)
    assert (await centre.heard(citizen))[-1].said.text == "Nu chattar du med Anna på Kontakt Linköping."
    assert await acts(centre) == [(Act.STEPPED_IN, "anna")]
    assert await centre.assistant.desk.queue() == ()


async def test_from_that_instant_the_assistant_says_nothing_not_even_what_it_was_about_to_say() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    utterance = await centre.assistant.take_turn.record(citizen, UtteranceId("u-1"), WASTE_QUESTION)
    await centre.assistant.step_in.step_in(citizen, centre.anna)
    turn = await centre.assistant.take_turn.finish(utterance)
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert [one.said.speaker for one in await centre.heard(citizen) if one.seq > utterance.seq] == [Speaker.NOTICE]


async def test_of_two_who_step_in_at_once_one_holds_it_and_the_other_is_told() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    step_in = centre.assistant.step_in.step_in
    both = await asyncio.gather(step_in(citizen, centre.anna), step_in(citizen, centre.bjorn), return_exceptions=True)
    assert [isinstance(one, ConflictError) for one in both] in ([True, False], [False, True])
    assert len(await acts(centre)) == 1


async def test_a_repeated_press_is_the_same_act_and_who_waits_or_has_left_is_not_stepped_in_on() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    first = await centre.assistant.step_in.step_in(citizen, centre.anna)
    assert await centre.assistant.step_in.step_in(citizen, centre.anna) == first
    waiting = await centre.opens()
    await centre.says(waiting, PERSON_QUESTION)
    with pytest.raises(ConflictError):
        await centre.assistant.step_in.step_in(waiting, centre.anna)
    gone = await centre.opens()
    await centre.assistant.converse.leave(gone)
    with pytest.raises(ConflictError):
        await centre.assistant.step_in.step_in(gone, centre.anna)


async def test_given_back_the_assistant_answers_again_and_a_vanished_agents_citizen_waits() -> None:
    centre = await open_centre()
    await centre.arrives(centre.anna)
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    handoff = await centre.assistant.step_in.step_in(citizen, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.give_back(handoff.id, centre.anna)
    assert (await centre.says(citizen, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    again = await centre.assistant.step_in.step_in(citizen, centre.anna)
    await centre.assistant.sweep.once()
    centre.later(minutes=3)
    await centre.assistant.sweep.return_lapsed()
    async with centre.assistant.staff.records.reading() as unit:
        assert (await unit.handoffs.get(again.id)).stage is Stage.WAITING
        assert (await unit.conversations.get(citizen)).holder is Holder.QUEUE


async def test_nobody_waited_so_no_figure_of_waiting_counts_it() -> None:
    centre = await open_centre()
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    handoff = await centre.assistant.step_in.step_in(citizen, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    figures = await todays_figures(centre)
    assert figures[MeasureName.SERVICE_LEVEL].cases == 0
    assert figures[MeasureName.ABANDONMENT].cases == 0


async def stepped_in_and_left(centre: Centre) -> tuple[str, str]:
    """Anna has stepped in and answered, and signs out two minutes later."""
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    handoff = await centre.assistant.step_in.step_in(citizen, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    centre.later(minutes=2)
    await centre.assistant.return_to_queue.let_go_all(centre.anna)
    return citizen, handoff.id


async def test_who_is_left_waiting_after_a_step_in_counts_from_that_moment_on() -> None:
    centre = await open_centre()
    await centre.arrives(centre.bjorn)
    await stepped_in_and_left(centre)
    (row,) = await centre.assistant.desk.queue()
    assert (row.waited.total_seconds(), row.handoff.answered_at) == (0, None)
    assert row.handoff.reason is HandoffReason.STEPPED_IN
    centre.later(seconds=100)
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.bjorn)
    await centre.replies(row.handoff, centre.bjorn, "Hej igen!")
    assert await todays_share(centre, MeasureName.SERVICE_LEVEL) == Share(1, 1)


async def test_outside_opening_hours_the_assistant_answers_again_whom_an_agent_left() -> None:
    centre = await open_centre()
    centre.later(hours=12)
    await centre.arrives(centre.anna)
    citizen, _ = await stepped_in_and_left(centre)
    assert await centre.assistant.desk.queue() == ()
    assert (await centre.heard(ConversationId(citizen)))[-1].said.text == (
        "Anna har lämnat samtalet. Nu svarar AI-assistenten igen."
    )
    assert (await centre.says(ConversationId(citizen), WASTE_QUESTION)).article is not None
