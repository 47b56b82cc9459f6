"""The bot and the queue go by the same opening hours."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.turn import TurnOutcome
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE_QUESTION, Centre


async def last_said(centre: Centre, question: str) -> str:
    conversation = await centre.opens()
    await centre.says(conversation, question)
    return (await centre.heard(conversation))[-1].said.text


@pytest.mark.parametrize("question", [UNSURE_QUESTION, PERSON_QUESTION])
async def test_while_people_answer_nothing_is_said_of_hours(centre: Centre, question: str) -> None:
    assert "svarar i chatten" not in await last_said(centre, question)


@pytest.mark.parametrize("question", [UNSURE_QUESTION, PERSON_QUESTION])
async def test_after_hours_the_bot_says_when_people_are_there(centre: Centre, question: str) -> None:
    centre.later(hours=9)  # 18.00 on a Monday
    said = await last_said(centre, question)
    assert "Våra samhällsvägledare svarar i chatten måndag–fredag 08.00–16.00." in said
    assert "De är här igen tisdag 08.00." in said


async def test_also_when_the_dialogue_engine_is_away(centre: Centre) -> None:
    centre.engine.away = True
    centre.later(hours=9)
    assert "De är här igen tisdag 08.00." in await last_said(centre, UNSURE_QUESTION)


async def test_the_queue_tells_the_waiting_when_people_are_back(centre: Centre) -> None:
    handoff = await centre.waits()
    assert (await centre.assistant.follow.state(handoff.conversation_id)).opens_at is None
    centre.later(hours=9)
    state = await centre.assistant.follow.state(handoff.conversation_id)
    assert state.opens_at == centre.clock.now() + timedelta(hours=14)


@pytest.mark.parametrize("question", [UNSURE_QUESTION, PERSON_QUESTION])
async def test_after_hours_nobody_is_queued_and_the_assistant_goes_on_answering(centre: Centre, question: str) -> None:
    centre.later(hours=9)
    conversation = await centre.opens()
    await centre.says(conversation, question)
    assert (await centre.heard(conversation))[-1].said.quick_replies == ("Ring upp mig",)
    assert await centre.assistant.desk.queue() == ()
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE


async def test_whoever_may_be_in_danger_is_queued_at_any_hour(centre: Centre) -> None:
    """Requirement E-04."""
    centre.later(hours=9)
    await centre.says(await centre.opens(), "jag vill inte leva längre")
    assert len(await centre.assistant.desk.queue()) == 1


async def test_for_a_trial_at_night_people_can_be_taken_to_be_there(centre: Centre) -> None:
    centre.later(hours=9)
    hours = centre.assistant.take_turn.conclude.chat_hours
    assert not hours.door().is_open
    assert replace(hours, always=True).door().is_open


def told(centre: Centre, lang: str = "sv") -> str:
    """What the assistant tells of the hours."""
    return centre.assistant.take_turn.conclude.chat_hours.told(centre.assistant.wording.of(lang))


def test_hours_are_told_with_until_when_while_people_are_there(centre: Centre) -> None:
    assert told(centre).startswith("Våra samhällsvägledare svarar i chatten måndag–fredag 08.00–16.00. De är här nu, ")
    assert told(centre).endswith("16.00.")


def test_hours_are_told_with_when_people_are_back_while_they_are_away(centre: Centre) -> None:
    centre.later(hours=9)
    assert told(centre).endswith(" De är här igen tisdag 08.00.")
    assert told(centre, "en").startswith("People answer in the chat Monday")


def test_hours_that_never_come_again_promise_nobody_back(centre: Centre) -> None:
    hours = centre.assistant.take_turn.conclude.chat_hours
    never = replace(hours.hours(), week={}, seasons=(), exceptions={})
    closed = replace(hours, catalogue=replace(hours.catalogue, opening_hours={never.id: never}))
    words = centre.assistant.wording.of("sv")
    assert "De är här" not in closed.told(words)
    assert closed.closed_words(words) == closed.told(words)
