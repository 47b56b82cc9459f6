"""The chat is open and nobody is at the desk: whoever is queued is told so at once."""

from dataclasses import replace

import pytest

from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId, Holder, Speaker, Utterance
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import Stage
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, Centre
from tests.unit.services.odd_moments import FalteringRecords

NOBODY = "Ingen är på plats just nu"
IN_DANGER = "jag vill inte leva längre"


@pytest.fixture
async def deserted(centre: Centre) -> Centre:
    """Anna is on her break."""
    await centre.leaves(centre.anna)
    return centre


async def told(centre: Centre, conversation: ConversationId) -> list[Utterance]:
    """The notices in a conversation."""
    return [one for one in await centre.heard(conversation) if one.said.speaker is Speaker.NOTICE]


@pytest.mark.parametrize("words", [PERSON_QUESTION, UNSURE_QUESTION])
async def test_who_is_queued_while_nobody_is_at_the_desk_is_told_so_with_a_call_back_in_reach(
    deserted: Centre, words: str
) -> None:
    conversation = await deserted.opens()
    assert (await deserted.says(conversation, words)).outcome is TurnOutcome.HANDED_OFF
    last = (await deserted.heard(conversation))[-1].said
    assert last.text.startswith(NOBODY)
    assert "vi vet inte hur lång väntan blir. Du står kvar i kön." in last.text
    assert (last.speaker, last.quick_replies) == (Speaker.NOTICE, ("Ring upp mig",))
    state = await deserted.assistant.follow.state(conversation)
    assert (state.holder, state.place, state.expected_wait, state.staffed) == (Holder.QUEUE, 1, None, False)


async def test_who_then_presses_the_button_is_asked_for_a_number_and_waits_no_more(deserted: Centre) -> None:
    asks = OpenForm(CaseKind.CALLBACK, Step.ASKING, Field.CONTACT)
    number = EngineReply(Understanding("request_callback", 0.9), (Say({"sv": "Vilket nummer?"}),), form=asks)
    deserted.engine.script = {**deserted.engine.script, "Ring upp mig": number}
    handoff = await deserted.waits()
    await deserted.says(handoff.conversation_id, "Ring upp mig")
    assert (await deserted.heard(handoff.conversation_id))[-1].said.text == "Vilket nummer?"
    assert (await deserted.assistant.desk.view(handoff.id)).handoff.stage is Stage.RETURNED


async def test_with_somebody_at_the_desk_nothing_of_the_kind_is_said(centre: Centre) -> None:
    handoff = await centre.waits()
    assert await told(centre, handoff.conversation_id) == []


async def test_a_status_without_an_open_desk_is_nobody(centre: Centre) -> None:
    centre.later(minutes=2)
    handoff = await centre.waits()
    assert len(await told(centre, handoff.conversation_id)) == 1


async def test_it_is_told_once_however_much_is_written_then(deserted: Centre) -> None:
    handoff = await deserted.waits()
    await deserted.says(handoff.conversation_id, "Hej?")
    await deserted.assistant.take_turn.nobody_there.tell(handoff)
    assert len(await told(deserted, handoff.conversation_id)) == 1


async def test_who_may_be_in_danger_is_told_after_the_fixed_words_and_offered_no_way_out_of_the_queue(
    deserted: Centre,
) -> None:
    """Requirement E-04, within opening hours."""
    conversation = await deserted.opens()
    await deserted.says(conversation, IN_DANGER)
    *_, fixed, notice = await deserted.heard(conversation)
    assert "112" in fixed.said.text
    assert notice.said.text.startswith("**Ingen människa läser här just nu.**")
    assert "först i kön" in notice.said.text
    assert notice.said.quick_replies == ()


async def test_danger_that_shows_while_waiting_is_told_in_its_own_words(deserted: Centre) -> None:
    handoff = await deserted.waits()
    await deserted.says(handoff.conversation_id, IN_DANGER)
    texts = [one.said.text for one in await told(deserted, handoff.conversation_id)]
    assert [NOBODY in text for text in texts] == [True, False]
    assert "112" in texts[1]


async def test_at_night_the_words_of_the_fixed_answer_are_enough(deserted: Centre) -> None:
    deserted.later(hours=12)
    conversation = await deserted.opens()
    await deserted.says(conversation, IN_DANGER)
    assert await told(deserted, conversation) == []


async def test_who_has_been_taken_meanwhile_is_not_told_that_nobody_is_there(deserted: Centre) -> None:
    handoff = await deserted.waits()
    await deserted.assistant.hand_offs.claim(handoff.id, deserted.anna)
    before = await told(deserted, handoff.conversation_id)
    fresh = replace(handoff, priority=1)  # as if it had just been queued
    await deserted.assistant.take_turn.nobody_there.tell(fresh)
    assert await told(deserted, handoff.conversation_id) == before


async def test_with_the_record_away_the_turn_stands_as_it_was_told(deserted: Centre) -> None:
    handoff = await deserted.waits()
    nobody_there = deserted.assistant.take_turn.nobody_there
    away = FalteringRecords(nobody_there.records, away=True)
    await replace(nobody_there, records=away).tell(handoff)
    assert len(await told(deserted, handoff.conversation_id)) == 1


async def test_it_comes_in_the_language_of_the_conversation(deserted: Centre) -> None:
    conversation = await deserted.opens("fi")
    await deserted.says(conversation, UNSURE_QUESTION)
    (notice,) = await told(deserted, conversation)
    assert (notice.said.lang, notice.said.quick_replies) == ("fi", ("Soittakaa minulle",))
