"""What an utterance leads to when several things are directed at once, or parts break in odd ways."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.memory.knowledge import ToldSearch
from assistant.domain.conversation import ConversationId, Holder, UtteranceId
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Candidate
from assistant.domain.turn import (
    AnswerFromKnowledge,
    Directive,
    EngineReply,
    HandOff,
    Say,
    TurnOutcome,
    TurnRecord,
    Understanding,
)
from assistant.services.take_turn import TakeTurn
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.services.odd_moments import InterruptedRecords

SORRY = Say({"sv": "Tråkigt att höra.", "en": "Sorry to hear."})
ANYTHING_ELSE = Say({"sv": "Något mer?"}, ({"sv": "Nej tack"},))
A_PERSON = HandOff(HandoffReason.CITIZEN_COMPLAINED, GENERAL)


async def directed(centre: Centre, question: str, *directives: Directive) -> tuple[TurnRecord, list[str]]:
    """The turn the engine directs so, and our words in it."""
    centre.engine.script = {question: EngineReply(Understanding("some_intent", 0.9), directives)}
    conversation = await centre.opens()
    turn = await centre.says(conversation, question)
    return turn, [said.said.text for said in (await centre.heard(conversation))[2:]]


async def test_words_and_an_answer_are_both_said_and_the_turn_is_one_from_knowledge(centre: Centre) -> None:
    for directives in ((SORRY, AnswerFromKnowledge()), (AnswerFromKnowledge(), ANYTHING_ELSE)):
        turn, words = await directed(centre, WASTE_QUESTION, *directives)
        assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, WASTE.id)
        assert WASTE.answer in words
        assert len(words) == 2


@pytest.mark.parametrize(
    "directives",
    [(SORRY, A_PERSON), (A_PERSON, ANYTHING_ELSE), (A_PERSON, AnswerFromKnowledge()), (SORRY, A_PERSON, ANYTHING_ELSE)],
)
async def test_a_person_once_promised_is_asked_for_whatever_is_said_after_it(
    centre: Centre, directives: tuple[Directive, ...]
) -> None:
    turn, words = await directed(centre, WASTE_QUESTION, *directives)
    assert turn.outcome is TurnOutcome.HANDED_OFF
    assert len(words) == len(directives)
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.CITIZEN_COMPLAINED


async def test_a_person_promised_because_nothing_was_sure_is_asked_for_too(centre: Centre) -> None:
    turn, words = await directed(centre, UNSURE_QUESTION, AnswerFromKnowledge(), ANYTHING_ELSE)
    assert (turn.outcome, turn.confidence) == (TurnOutcome.HANDED_OFF, 0.11)
    assert words[1] == "Något mer?"
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.LOW_CONFIDENCE


async def test_words_missing_in_the_citizens_language_are_said_in_swedish_with_their_quick_replies(
    centre: Centre,
) -> None:
    centre.engine.script = {"Hi": EngineReply(Understanding("greet", 0.9), (ANYTHING_ELSE,))}
    conversation = await centre.opens("en")
    await centre.says(conversation, "Hi")
    said = (await centre.heard(conversation))[-1].said
    assert (said.text, said.lang, said.quick_replies) == ("Något mer?", "sv", ("Nej tack",))


async def test_what_was_understood_is_kept_with_the_turn_and_so_is_the_time_it_took(centre: Centre) -> None:
    turn, _ = await directed(centre, WASTE_QUESTION, AnswerFromKnowledge())
    assert turn.understanding == Understanding("some_intent", 0.9)
    assert set(turn.durations_ms) == {"engine", "knowledge", "total"}
    assert all(milliseconds >= 0 for milliseconds in turn.durations_ms.values())


async def test_a_question_about_danger_gets_the_fixed_words_and_its_answer(centre: Centre) -> None:
    """Requirement E-13."""
    conversation = await centre.opens()
    turn = await centre.says(conversation, "vad är hedersvåld?")
    assert turn.outcome is TurnOutcome.DANGER
    assert len(await centre.heard(conversation)) == 4
    assert set(turn.durations_ms) == {"danger", "knowledge", "total"}


CHILD_AT_RISK = "pappa slår mig"


async def test_a_child_at_risk_gets_the_fixed_words_and_a_person_but_no_word_of_being_unsure(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, CHILD_AT_RISK)
    assert (turn.outcome, turn.danger) == (TurnOutcome.DANGER, "child_at_risk")
    assert len(await centre.heard(conversation)) == 3
    (row,) = await centre.assistant.desk.queue()
    assert row.handoff.reason is HandoffReason.DANGER


async def test_a_child_at_risk_gets_the_article_too_where_one_is_sure_and_a_person_all_the_same(centre: Centre) -> None:
    conversation = await centre.opens()
    take_turn = centre.assistant.take_turn
    search = ToldSearch({CHILD_AT_RISK: (Candidate(WASTE.id, 0.97),)})
    conclude = replace(take_turn.conclude, knowledge=replace(take_turn.conclude.knowledge, search=search))
    utterance = await take_turn.record(conversation, UtteranceId("u"), CHILD_AT_RISK)
    turn = await replace(take_turn, conclude=conclude).finish(utterance)
    assert (turn.outcome, turn.article) == (TurnOutcome.DANGER, WASTE.id)
    assert (await centre.heard(conversation))[-1].said.text == WASTE.answer
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.DANGER


async def test_with_the_locks_away_a_question_about_danger_still_gets_the_fixed_words(centre: Centre) -> None:
    conversation = await centre.opens()
    centre.outage.away = True
    assert (await centre.says(conversation, "vad är hedersvåld?")).outcome is TurnOutcome.DANGER


async def test_a_fault_nobody_foresaw_still_gives_the_citizen_words_and_a_way_to_a_person(centre: Centre) -> None:
    """The index proposes an article that is not on the shelf."""
    conversation = await centre.opens()
    turn = await _with_an_empty_shelf(centre, conversation, WASTE_QUESTION)
    said = (await centre.heard(conversation))[-1].said
    assert turn.outcome is TurnOutcome.ERROR_OTHER
    assert "013-20 60 00" in said.text
    assert said.quick_replies[0] == "Ja, jag vill prata med en person"


async def _with_an_empty_shelf(centre: Centre, conversation: ConversationId, text: str) -> TurnRecord:
    take_turn = centre.assistant.take_turn
    knowledge = replace(take_turn.conclude.knowledge, shelf=LoadedShelf([]))
    broken = replace(take_turn, conclude=replace(take_turn.conclude, knowledge=knowledge))
    return await broken.finish(await take_turn.record(conversation, UtteranceId("u"), text))


def interrupted(centre: Centre, records: InterruptedRecords) -> TakeTurn:
    return replace(centre.assistant.take_turn, records=records)


async def test_words_the_assistant_had_in_mind_come_too_late_once_a_person_was_asked_for(centre: Centre) -> None:
    """Requirement G-06: while the assistant looks for an answer, the citizen's next words call a person."""
    conversation = await centre.opens()
    take_turn = centre.assistant.take_turn
    utterance = await take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)

    async def danger_shows() -> None:
        await centre.says(conversation, "jag vill inte leva längre")

    # The second unit of `finish` is the look under the lock, after which the engine is asked.
    turn = await interrupted(centre, InterruptedRecords(take_turn.records, danger_shows, after=2)).finish(utterance)
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert turn.article is None
    assert WASTE.answer not in [said.said.text for said in await centre.heard(conversation)]


async def test_one_who_came_to_a_person_before_the_lock_was_free_is_left_to_the_person(centre: Centre) -> None:
    conversation = await centre.opens()
    take_turn = centre.assistant.take_turn
    utterance = await take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)

    async def danger_shows() -> None:
        await centre.says(conversation, "jag vill inte leva längre")

    asked = len(centre.engine.heard)
    turn = await interrupted(centre, InterruptedRecords(take_turn.records, danger_shows, after=1)).finish(utterance)
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert len(centre.engine.heard) == asked


async def test_a_turn_another_process_finished_meanwhile_is_theirs(centre: Centre) -> None:
    for moment in (1, 2):
        conversation = await centre.opens()
        take_turn = centre.assistant.take_turn
        utterance = await take_turn.record(conversation, UtteranceId("u"), "jag vill inte leva längre")
        theirs: list[TurnRecord] = []

        async def finished_elsewhere() -> None:
            theirs.append(await take_turn.finish(utterance))  # noqa: B023 - called within this round

        records = InterruptedRecords(take_turn.records, finished_elsewhere, after=moment)
        assert (await interrupted(centre, records).finish(utterance)).outcome is TurnOutcome.DANGER
        heard = await centre.heard(conversation)
        assert sum(said.said.text.startswith("Ring 112") for said in heard) == 1


async def test_a_turn_that_waits_for_the_lock_in_vain_gives_words_all_the_same(centre: Centre) -> None:
    conversation = await centre.opens()
    take_turn = centre.assistant.take_turn
    utterance = await take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)
    async with take_turn.locks.hold(conversation, timedelta(seconds=1)):
        centre.outage.away = True
        turn = await take_turn.finish(utterance)
    assert turn.outcome is TurnOutcome.ERROR_OTHER


async def test_a_person_in_danger_whom_an_agent_already_helps_stays_with_the_agent(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    turn = await centre.says(handoff.conversation_id, "jag vill inte leva längre")
    assert turn.outcome is TurnOutcome.DANGER
    assert (await centre.assistant.follow.state(handoff.conversation_id)).holder is Holder.AGENT
    assert await centre.assistant.desk.queue() == ()


async def test_two_utterances_in_a_row_are_answered_one_after_the_other(centre: Centre) -> None:
    conversation = await centre.opens()
    turns = await asyncio.gather(centre.says(conversation, "Hej"), centre.says(conversation, WASTE_QUESTION))
    assert [turn.outcome for turn in turns] == [TurnOutcome.ANSWERED_FROM_DIALOGUE, TurnOutcome.ANSWERED_FROM_KNOWLEDGE]
