"""Waiting is no trap: whoever would rather be called back says so in the queue."""

from assistant.domain.case import CaseKind
from assistant.domain.conversation import Holder
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import Stage
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from tests.centre import WASTE_QUESTION, Centre

ASKS_CONTACT = OpenForm(CaseKind.CALLBACK, Step.ASKING, Field.CONTACT)
CALL_BACK = EngineReply(Understanding("request_callback", 0.9), (Say({"sv": "Vilket nummer?"}),), form=ASKS_CONTACT)


async def test_a_citizen_in_the_queue_who_wants_to_be_called_back_gets_the_assistant_for_it(centre: Centre) -> None:
    centre.engine.script = {**centre.engine.script, "Ring upp mig": CALL_BACK}
    handoff = await centre.waits()
    turn = await centre.says(handoff.conversation_id, "Ring upp mig")
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert (await centre.heard(handoff.conversation_id))[-1].said.text == "Vilket nummer?"
    assert (await centre.assistant.follow.state(handoff.conversation_id)).holder is Holder.ASSISTANT
    assert await centre.assistant.desk.queue() == ()


async def test_it_counts_as_given_back_and_not_as_lost(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.says(handoff.conversation_id, "Ring upp mig")
    async with centre.assistant.take_turn.records.reading() as unit:
        assert (await unit.handoffs.get(handoff.id)).stage is Stage.RETURNED


async def test_whoever_may_be_in_danger_stays_with_the_person_who_is_coming(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, "jag vill inte leva längre")
    turn = await centre.says(conversation, "Ring upp mig")
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_other_words_in_the_queue_go_to_the_person_as_before(centre: Centre) -> None:
    handoff = await centre.waits()
    turn = await centre.says(handoff.conversation_id, "Kan ni ringa i stället?")
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON


async def test_whoever_gives_up_waiting_has_the_assistant_back_and_counts_as_lost(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.converse.leave_queue(handoff.conversation_id)
    await centre.assistant.converse.leave_queue(handoff.conversation_id)
    assert (await centre.heard(handoff.conversation_id))[-1].said.text.startswith("Du har lämnat kön.")
    assert len(await centre.heard(handoff.conversation_id)) == 4
    assert await centre.assistant.desk.queue() == ()
    async with centre.assistant.take_turn.records.reading() as unit:
        assert (await unit.handoffs.get(handoff.id)).stage is Stage.ABANDONED
    answered = await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert answered.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE


async def test_whoever_may_be_in_danger_is_told_of_the_place_kept(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, "jag vill inte leva längre")
    await centre.assistant.converse.leave_queue(conversation)
    assert "först i kön" in (await centre.heard(conversation))[-1].said.text
    assert len(await centre.assistant.desk.queue()) == 1
