"""A citizen's utterance, from arrival to outcome."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.language import ToldLanguages
from assistant.domain.conversation import Holder, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, RefusedError, TooManyError
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import Candidate
from assistant.domain.redaction import MASK
from assistant.domain.turn import TurnOutcome
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre

IN_DANGER = "jag vill inte leva längre"


async def test_the_first_words_say_that_an_ai_assistant_answers_and_that_a_person_can_be_reached(
    centre: Centre,
) -> None:
    """AI Act art. 50(1); requirements B-01, B-05."""
    swedish, english = await centre.opens(), await centre.opens("en")
    assert "AI-assistent" in (await centre.heard(swedish))[0].said.text
    assert "människa" in (await centre.heard(swedish))[0].said.text
    assert "AI assistant" in (await centre.heard(english))[0].said.text


async def test_a_known_question_is_answered_word_for_word_with_its_source(centre: Centre) -> None:
    """Requirement B-09."""
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    answer = (await centre.heard(conversation))[-1].said
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    assert turn.article == WASTE.id
    assert answer.text == WASTE.answer
    assert answer.citations == (WASTE.citation,)
    assert turn.versions == {"dialogue": "scripted", "index": "told", "encoder": "none"}


async def test_what_the_assistant_is_unsure_of_goes_to_a_person_with_its_best_guesses(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, UNSURE_QUESTION)
    assert turn.outcome is TurnOutcome.HANDED_OFF
    assert [candidate.article for candidate in turn.candidates] == [WASTE.id]
    assert (await centre.assistant.follow.state(conversation)).place == 1
    (row,) = await centre.assistant.desk.queue()
    assert row.handoff.reason is HandoffReason.LOW_CONFIDENCE
    assert row.opening == UNSURE_QUESTION


async def test_a_citizen_who_asks_for_a_person_waits_for_one(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, PERSON_QUESTION)
    assert turn.outcome is TurnOutcome.HANDED_OFF
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.CITIZEN_ASKED


async def test_small_talk_is_answered_from_the_dialogue_in_the_citizens_language(centre: Centre) -> None:
    conversation = await centre.opens("en")
    turn = await centre.says(conversation, "Hej")
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert (await centre.heard(conversation))[-1].said.text == "Hello!"


async def test_a_turn_without_any_directive_still_gets_words_and_a_way_to_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, "...")
    assert turn.outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD
    assert (await centre.heard(conversation))[-1].said.quick_replies[0] == "Ja, jag vill prata med en person"


async def test_the_same_post_again_is_recorded_and_answered_once(centre: Centre) -> None:
    """Requirement G-01."""
    conversation = await centre.opens()
    first = await centre.says(conversation, WASTE_QUESTION, "the-same")
    again = await centre.says(conversation, WASTE_QUESTION, "the-same")
    assert first == again
    assert len(await centre.heard(conversation)) == 3
    assert len(centre.engine.heard) == 1


async def test_one_turn_finished_by_two_processes_at_once_speaks_once(centre: Centre) -> None:
    conversation = await centre.opens()
    utterance = await centre.assistant.take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)
    await asyncio.gather(*(centre.assistant.take_turn.finish(utterance) for _ in range(5)))
    assert [heard.said.speaker for heard in await centre.heard(conversation)] == [
        Speaker.ASSISTANT,
        Speaker.CITIZEN,
        Speaker.ASSISTANT,
    ]


async def test_while_a_person_holds_the_conversation_the_dialogue_engine_is_not_asked(centre: Centre) -> None:
    handoff = await centre.waits()
    asked = len(centre.engine.heard)
    while_waiting = await centre.says(handoff.conversation_id, UNSURE_QUESTION)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    while_held = await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert while_waiting.outcome is while_held.outcome is TurnOutcome.PASSED_TO_PERSON
    assert len(centre.engine.heard) == asked


async def test_an_identity_number_is_masked_before_it_is_recorded_or_passed_on(centre: Centre) -> None:
    """Requirement C-04."""
    conversation = await centre.opens()
    await centre.says(conversation, "Mitt nummer är 811228-9874, vad gäller?")
    assert MASK in (await centre.heard(conversation))[1].said.text
    assert all("9874" not in heard.said.text for heard in await centre.heard(conversation))
    assert all("9874" not in text for _, text in centre.engine.heard)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
async def test_an_empty_or_endless_utterance_is_refused_and_changes_nothing(centre: Centre, text: str) -> None:
    conversation = await centre.opens()
    with pytest.raises(RefusedError):
        await centre.says(conversation, text)
    assert len(await centre.heard(conversation)) == 1


async def test_more_than_twenty_utterances_a_minute_are_refused_until_the_minute_is_over(centre: Centre) -> None:
    """Requirement F-12."""
    conversation = await centre.opens()
    for _ in range(20):
        await centre.says(conversation, "Hej")
    with pytest.raises(TooManyError) as refused:
        await centre.says(conversation, "Hej")
    centre.later(seconds=refused.value.retry_after_seconds)
    assert (await centre.says(conversation, "Hej")).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_a_closed_conversation_takes_no_more_words(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.assistant.converse.leave(conversation)
    with pytest.raises(ConflictError):
        await centre.says(conversation, "Hej")


async def test_with_the_engine_away_the_citizen_is_told_and_a_person_is_asked_for(centre: Centre) -> None:
    """Requirement G-08."""
    conversation = await centre.opens()
    centre.engine.away = True
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.ERROR_ENGINE
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_with_the_knowledge_away_dialogue_goes_on_and_questions_go_to_a_person(centre: Centre) -> None:
    """Requirement G-08."""
    conversation = await centre.opens()
    centre.search.away = True
    assert (await centre.says(conversation, "Hej")).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.ERROR_KNOWLEDGE
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_with_redis_away_nothing_is_lost_and_the_citizen_gets_the_telephone_number(centre: Centre) -> None:
    """Requirement G-08."""
    conversation = await centre.opens()
    centre.outage.away = True
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.ERROR_OTHER
    assert "013-20 60 00" in (await centre.heard(conversation))[-1].said.text


async def test_danger_is_answered_with_112_and_a_person_asked_for_though_all_else_is_away(centre: Centre) -> None:
    """Requirements E-01, E-02."""
    conversation = await centre.opens()
    centre.outage.away = centre.engine.away = centre.search.away = True
    turn = await centre.says(conversation, IN_DANGER)
    assert turn.outcome is TurnOutcome.DANGER
    assert turn.danger == "suicide"
    assert (await centre.heard(conversation))[-1].said.text.startswith("Ring 112")
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.DANGER


async def test_a_citizen_in_danger_is_served_before_those_who_waited_longer(centre: Centre) -> None:
    """Requirements E-04, G-11."""
    first = await centre.waits()
    centre.later(minutes=1)
    in_danger = await centre.waits(IN_DANGER)
    queue = [row.handoff.conversation_id for row in await centre.assistant.desk.queue()]
    assert set(queue) == {first.conversation_id, in_danger.conversation_id}
    assert queue[0] != first.conversation_id
    assert (await centre.assistant.follow.state(first.conversation_id)).place == 2


async def test_one_who_waits_already_moves_to_the_front_when_danger_shows(centre: Centre) -> None:
    first = await centre.waits()
    centre.later(minutes=1)
    second = await centre.waits()
    await centre.says(second.conversation_id, IN_DANGER)
    assert [row.handoff.id for row in await centre.assistant.desk.queue()] == [second.id, first.id]
    assert (await centre.assistant.follow.state(second.conversation_id)).place == 1


async def test_the_assistant_does_not_repeat_the_fixed_words_over_the_person_who_answers(centre: Centre) -> None:
    handoff = await centre.waits(IN_DANGER)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    before = len(await centre.heard(handoff.conversation_id))
    turn = await centre.says(handoff.conversation_id, IN_DANGER)
    assert turn.danger == "suicide"
    assert len(await centre.heard(handoff.conversation_id)) == before + 1


async def test_a_question_in_english_gets_english_words_and_an_honest_one_before_a_swedish_answer(
    centre: Centre,
) -> None:
    conversation = await centre.opens()
    question = "When do you collect the waste?"
    centre.search.tell(question, (Candidate(WASTE.id, 0.97, WASTE.covers),))
    in_english = replace(centre.assistant.take_turn, languages=ToldLanguages({question: "en"}))
    turn = await in_english.finish(await in_english.record(conversation, UtteranceId("u"), question))
    asked, honest, answer = (heard.said for heard in (await centre.heard(conversation))[-3:])
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    assert (asked.lang, honest.lang, answer.lang) == ("en", "en", "sv")
    assert "only in Swedish" in honest.text


async def test_danger_said_to_an_agent_who_vanishes_puts_the_citizen_first_in_the_queue(centre: Centre) -> None:
    """Requirement E-04."""
    held = await centre.waits()
    await centre.assistant.hand_offs.claim(held.id, centre.anna)
    ordinary = await centre.waits()
    await centre.says(held.conversation_id, IN_DANGER)
    async with centre.assistant.follow.records.reading() as look:
        claimed = await look.handoffs.get(held.id)
    await centre.assistant.return_to_queue.lapse(claimed, "Anna")
    queue = [row.handoff for row in await centre.assistant.desk.queue()]
    assert [handoff.id for handoff in queue] == [held.id, ordinary.id]
    assert (queue[0].in_danger, queue[0].reason) == (True, HandoffReason.LOW_CONFIDENCE)


async def test_the_fixed_words_wait_for_no_earlier_turn_and_no_search(centre: Centre) -> None:
    """Requirement E-02, also where an answer may follow."""
    conversation = await centre.opens()
    said = UtteranceId("child")
    utterance = await centre.assistant.take_turn.record(conversation, said, "min pappa slår mig varje kväll")
    async with centre.assistant.take_turn.locks.hold(conversation, timedelta(seconds=1)):
        turn = await centre.assistant.take_turn.finish(utterance)
    assert turn.danger is not None
    assert (await centre.heard(conversation))[2].said.text.startswith("Ring 112")
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.DANGER
