"""The assistant is switched off for a conversation, a topic or as a whole: people answer, danger's words go on."""

from dataclasses import replace

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.case import CaseKind
from assistant.domain.conversation import Holder, UtteranceId
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import HandoffReason
from assistant.domain.switches import EVERYTHING, of_conversation, of_topic
from assistant.domain.turn import EngineReply, OpenCase, Say, TurnOutcome, Understanding
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, open_centre
from tests.unit.services.odd_moments import InterruptedRecords

IN_DANGER = "jag vill inte leva längre"
CALL_ME = "Ring upp mig"


async def off(centre: Centre, subject: str = EVERYTHING) -> None:
    await centre.assistant.off_switch.turn(subject, centre.sofia, "svarar fel", off=True)


async def on(centre: Centre, subject: str = EVERYTHING) -> None:
    await centre.assistant.off_switch.turn(subject, centre.sofia, "rättat", off=False)


async def test_while_the_assistant_is_off_everybody_goes_to_a_person_and_nothing_of_it_is_asked(
    centre: Centre,
) -> None:
    await off(centre)
    for text in (WASTE_QUESTION, "Hej", UNSURE_QUESTION):
        conversation = await centre.opens()
        turn = await centre.says(conversation, text)
        assert turn.outcome is TurnOutcome.REFUSED_MODE
        assert "svarar inte här just nu" in (await centre.heard(conversation))[-1].said.text
        assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE
    assert centre.engine.heard == []
    assert {row.handoff.reason for row in await centre.assistant.desk.queue()} == {HandoffReason.SWITCHED_OFF}


async def test_whoever_opens_the_chat_meanwhile_reads_it_at_once(centre: Centre) -> None:
    await off(centre)
    heard = await centre.heard(await centre.opens())
    assert [said.said.text for said in heard[1:]] == ["AI-assistenten svarar inte här just nu."]


async def test_words_of_danger_are_answered_all_the_same(centre: Centre) -> None:
    """Requirement E-02."""
    await off(centre)
    conversation = await centre.opens()
    assert (await centre.says(conversation, IN_DANGER)).outcome is TurnOutcome.DANGER
    assert (await centre.heard(conversation))[-1].said.text.startswith("Ring 112")


async def test_a_question_about_danger_gets_the_fixed_words_and_a_person_instead_of_an_answer(centre: Centre) -> None:
    """Requirement E-13 has an answer follow the words; while it is off there is none."""
    await off(centre)
    conversation = await centre.opens()
    turn = await centre.says(conversation, "vad gör kommunen mot prostitution?")
    heard = [said.said.text for said in (await centre.heard(conversation))[-2:]]
    assert turn.outcome is TurnOutcome.DANGER
    assert heard[0].startswith("Ring 112")
    assert "svarar inte här just nu" in heard[1]
    assert centre.engine.heard == []
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_switched_on_again_it_answers_the_next_question(centre: Centre) -> None:
    await off(centre)
    await on(centre)
    turn = await centre.says(await centre.opens(), WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE


async def test_a_topic_that_is_off_goes_to_people_and_all_else_is_answered(centre: Centre) -> None:
    await off(centre, of_topic(WASTE.area))
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert (turn.outcome, turn.article) == (TurnOutcome.REFUSED_MODE, None)
    assert [one.article for one in turn.candidates] == [WASTE.id]
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.SWITCHED_OFF
    assert (await centre.says(await centre.opens(), "Hej")).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    async with centre.assistant.staff.records.reading() as unit:
        assert await unit.drafts.of(conversation) == []


async def test_one_conversation_is_taken_from_the_assistant_and_no_other(centre: Centre) -> None:
    mine, other = await centre.opens(), await centre.opens()
    await off(centre, of_conversation(mine))
    assert (await centre.says(mine, WASTE_QUESTION)).outcome is TurnOutcome.REFUSED_MODE
    assert (await centre.says(other, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE


@pytest.mark.parametrize("subject", [EVERYTHING, of_topic(WASTE.area)])
async def test_switched_off_in_the_middle_of_a_turn_it_does_not_say_what_it_had_found(
    centre: Centre, subject: str
) -> None:
    take_turn = centre.assistant.take_turn
    conversation = await centre.opens()
    utterance = await take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)
    answers = take_turn.conclude.knowledge
    records = InterruptedRecords(answers.autonomy.records, lambda: off(centre, subject))
    late = replace(answers, autonomy=replace(answers.autonomy, records=records))
    turn = await replace(take_turn, conclude=replace(take_turn.conclude, knowledge=late)).finish(utterance)
    assert (turn.outcome, turn.article) == (TurnOutcome.REFUSED_MODE, None)
    assert all(said.said.article is None for said in await centre.heard(conversation))
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_outside_the_hours_the_citizen_is_told_when_people_are_there_whom_to_phone_and_offered_a_call(
    centre: Centre,
) -> None:
    centre.later(hours=14)
    await off(centre)
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    said = (await centre.heard(conversation))[-1].said
    assert turn.outcome is TurnOutcome.REFUSED_MODE
    assert "013-20 60 00" in said.text
    assert "De är här igen" in said.text
    assert said.quick_replies == ("Ring upp mig",)
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.ASSISTANT


async def test_outside_the_hours_the_forms_go_on_and_nothing_else_of_the_dialogue(centre: Centre) -> None:
    centre.later(hours=14)
    await off(centre)
    asks_for = OpenForm(CaseKind.CALLBACK, Step.ASKING, Field.CONTACT)
    asks = EngineReply(Understanding("request_call_back", 0.9), (Say({"sv": "Vilket nummer?"}),), form=asks_for)
    opens = EngineReply(
        Understanding("inform", 0.9), (OpenCase(CaseKind.CALLBACK, {"contact": "070", "what": "hyran"}),)
    )
    centre.engine.script = {**centre.engine.script, CALL_ME: asks, "070": opens}
    conversation = await centre.opens()
    assert (await centre.says(conversation, CALL_ME)).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert (await centre.heard(conversation))[-1].said.text == "Vilket nummer?"
    await centre.says(conversation, "070")
    assert "KL-2026-" in (await centre.heard(conversation))[-1].said.text
    assert (await centre.says(conversation, "Hej")).outcome is TurnOutcome.REFUSED_MODE


async def test_with_the_engine_away_besides_the_words_are_the_same(centre: Centre) -> None:
    centre.later(hours=14)
    await off(centre)
    centre.engine.away = True
    assert (await centre.says(await centre.opens(), CALL_ME)).outcome is TurnOutcome.REFUSED_MODE


async def test_the_citizen_reads_it_in_their_language(centre: Centre) -> None:
    await off(centre)
    conversation = await centre.opens("en")
    await centre.says(conversation, "...")
    assert "does not answer here right now" in (await centre.heard(conversation))[-1].said.text


async def test_each_switching_is_in_the_audit_once_with_its_reason() -> None:
    centre = await open_centre()
    switch = centre.assistant.off_switch
    assert await switch.turn(EVERYTHING, centre.sofia, "svarar fel", off=True)
    assert not await switch.turn(EVERYTHING, centre.sofia, "igen", off=True)
    assert (await switch.standing())[EVERYTHING].reason == "svarar fel"
    assert await switch.turn(EVERYTHING, None, "rättat", off=False)
    assert await switch.standing() == {}
    async with centre.assistant.staff.records.reading() as unit:
        entries = await unit.audit.entries(AuditFilter(), 10)
    assert [(one.act, one.by, one.subject, one.reason) for one in entries] == [
        (Act.SWITCHED_ON, None, EVERYTHING, "rättat"),
        (Act.SWITCHED_OFF, centre.sofia.id, EVERYTHING, "svarar fel"),
    ]


async def test_what_is_not_there_cannot_be_switched_off_nor_anything_without_a_reason(centre: Centre) -> None:
    for subject in ("topic:rymdfart", "conversation:none", "something"):
        with pytest.raises(NotFoundError):
            await off(centre, subject)
    with pytest.raises(RefusedError):
        await centre.assistant.off_switch.turn(EVERYTHING, centre.sofia, "  ", off=True)
    assert await centre.assistant.off_switch.standing() == {}
