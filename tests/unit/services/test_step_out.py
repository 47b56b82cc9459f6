"""Waiting is no trap: whoever would rather be called back says so in the queue."""

from assistant.domain.conversation import Holder
from assistant.domain.handoff import Stage
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from tests.centre import UNSURE_QUESTION, Centre

CALL_BACK = EngineReply(Understanding("request_callback", 0.9), (Say({"sv": "Vilket nummer?"}),), in_form=True)


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


async def test_outside_of_opening_hours_waiting_comes_with_the_offer_to_be_called(centre: Centre) -> None:
    centre.later(hours=14)
    conversation = await centre.opens()
    await centre.says(conversation, UNSURE_QUESTION)
    said = (await centre.heard(conversation))[-1].said
    assert said.quick_replies == ("Ring upp mig",)
    assert "De är här igen" in said.text


async def test_other_words_in_the_queue_go_to_the_person_as_before(centre: Centre) -> None:
    handoff = await centre.waits()
    turn = await centre.says(handoff.conversation_id, "Kan ni ringa i stället?")
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
