"""Who waits for a person is answered meanwhile where the answer is sure; whom a person answers never is."""

import asyncio
from dataclasses import replace

import pytest

from assistant.domain.conversation import ConversationId, Holder, Speaker, UtteranceId
from assistant.domain.handoff import Handoff, Stage
from assistant.domain.knowledge import Candidate, FollowUp
from assistant.domain.measures import MeasureName
from assistant.domain.share import Share
from assistant.domain.turn import TurnOutcome, TurnRecord
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.services.odd_moments import InterruptedRecords
from tests.unit.services.small_shelf import BULKY, FEE, PERMIT, shelve, sure_of
from tests.unit.services.todays_figures import today, todays_figures, todays_share

PLACE_KEPT = "Du står kvar i kön. Under tiden kan jag svara så här:"
IN_DANGER = "jag vill inte leva längre"
LOOKS = 4
"""At the record before an answer in the queue is written: the turn, words in a row, what was before, the turn again."""
ONE_OF_TWO = "Vad gör jag med skräpet?"


async def said_since(centre: Centre, turn: TurnRecord) -> list[str]:
    """All that was said after the words of a turn."""
    return [one.said.text for one in await centre.heard(turn.conversation_id) if one.seq > turn.seq]


async def holder(centre: Centre, conversation: ConversationId) -> Holder:
    return (await centre.assistant.follow.state(conversation)).holder


async def recorded(centre: Centre, handoff: Handoff) -> Handoff:
    return (await centre.assistant.desk.view(handoff.id)).handoff


async def test_a_sure_answer_is_given_below_words_that_the_place_is_kept(centre: Centre) -> None:
    handoff = await centre.waits()
    turn = await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, WASTE.id)
    assert await said_since(centre, turn) == [PLACE_KEPT, WASTE.answer]
    assert (await centre.heard(handoff.conversation_id))[-1].said.citations == (WASTE.citation,)
    state = await centre.assistant.follow.state(handoff.conversation_id)
    assert (state.holder, state.place) == (Holder.QUEUE, 1)
    assert await recorded(centre, handoff) == handoff


async def test_the_agent_who_comes_reads_what_was_asked_and_answered(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.says(handoff.conversation_id, WASTE_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    assert (row.opening, row.latest) == (UNSURE_QUESTION, WASTE_QUESTION)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    view = await centre.assistant.desk.view(handoff.id)
    assert WASTE.answer in [one.said.text for one in view.utterances]
    assert view.guessed_at == UNSURE_QUESTION  # the one that is not answered yet


@pytest.mark.parametrize(
    "words",
    [UNSURE_QUESTION, ONE_OF_TWO, "ok, tack", "Hej", "..."],
    ids=["unsure", "asked back otherwise", "thanks", "small talk", "nothing"],
)
async def test_whatever_is_not_sure_goes_to_the_person_in_silence(centre: Centre, words: str) -> None:
    shelve(centre, PERMIT)
    centre.search.tell(ONE_OF_TWO, (Candidate(WASTE.id, 0.4, WASTE.covers), Candidate(PERMIT.id, 0.4, PERMIT.covers)))
    handoff = await centre.waits(PERSON_QUESTION)
    turn = await centre.says(handoff.conversation_id, words)
    assert (turn.outcome, turn.article) == (TurnOutcome.PASSED_TO_PERSON, None)
    assert await said_since(centre, turn) == []


async def test_what_tells_and_does_not_ask_is_for_the_person(centre: Centre) -> None:
    """Words to the person who is coming, such as where the bin stands, are no question to the assistant."""
    centre.search.tell("Det gäller soptunnan på Storgatan", sure_of(WASTE))
    handoff = await centre.waits()
    turn = await centre.says(handoff.conversation_id, "Det gäller soptunnan på Storgatan")
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert await said_since(centre, turn) == []


@pytest.mark.parametrize("words", ["hur lång är kön?", "Hur länge får jag vänta?", "how long is the wait?"])
async def test_a_question_about_the_wait_itself_is_not_taken_for_one_about_another_queue(
    centre: Centre, words: str
) -> None:
    """The index is sure that "how long is the wait?" asks about homes for the elderly."""
    centre.search.tell(words, sure_of(WASTE))
    handoff = await centre.waits()
    assert (await centre.says(handoff.conversation_id, words)).outcome is TurnOutcome.PASSED_TO_PERSON


async def test_an_answer_that_stands_there_already_is_not_said_again_but_for_its_button(centre: Centre) -> None:
    shelve(centre, FEE)
    asking_next = replace(WASTE, id=BULKY.id, title=BULKY.title, next_questions={FollowUp.COST: FEE.id})
    shelve(centre, FEE, asking_next)
    centre.search.tell("Vart lämnar jag en soffa?", sure_of(asking_next))
    handoff = await centre.waits()
    await centre.says(handoff.conversation_id, FEE.title)
    offering = await centre.says(handoff.conversation_id, "Vart lämnar jag en soffa?")
    assert await said_since(centre, offering) == [PLACE_KEPT, asking_next.answer]
    asked = await centre.says(handoff.conversation_id, "vart lämnar jag en soffa? snälla")
    centre.search.tell("Vart ska soffan?", sure_of(asking_next))
    repeated = await centre.says(handoff.conversation_id, "Vart ska soffan?")
    assert {asked.outcome, repeated.outcome} == {TurnOutcome.PASSED_TO_PERSON}
    pressed = await centre.says(handoff.conversation_id, FEE.title)
    assert await said_since(centre, pressed) == [PLACE_KEPT, FEE.answer]


async def test_an_answer_only_in_another_language_waits_for_the_person(centre: Centre) -> None:
    centre.search.tell("متى يتم جمع القمامة؟", sure_of(WASTE))
    conversation = await centre.opens("ar")
    await centre.assistant.converse.speak(conversation, "ar")
    await centre.says(conversation, UNSURE_QUESTION)
    turn = await centre.says(conversation, "متى يتم جمع القمامة؟")
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert turn.candidates[0].article == WASTE.id  # the agent sees it


@pytest.mark.parametrize("order", [(IN_DANGER,), (UNSURE_QUESTION, IN_DANGER)], ids=["from the start", "while waiting"])
async def test_whoever_may_be_in_danger_is_answered_by_people_alone(centre: Centre, order: tuple[str, ...]) -> None:
    conversation = await centre.opens()
    for words in order:
        await centre.says(conversation, words)
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert await said_since(centre, turn) == []


async def test_danger_that_shows_while_the_answer_is_looked_up_silences_it(centre: Centre) -> None:
    handoff = await centre.waits()
    take_turn = centre.assistant.take_turn
    question = await take_turn.record(handoff.conversation_id, UtteranceId("q"), WASTE_QUESTION)
    danger = await take_turn.record(handoff.conversation_id, UtteranceId("d"), IN_DANGER)
    late = replace(take_turn, records=InterruptedRecords(take_turn.records, lambda: take_turn.finish(danger), LOOKS))
    turn = await late.finish(question)
    assert (await recorded(centre, handoff)).priority > 0
    assert (turn.outcome, turn.article) == (TurnOutcome.PASSED_TO_PERSON, None)
    heard = await centre.heard(handoff.conversation_id)
    assert PLACE_KEPT not in [one.said.text for one in heard]


async def test_once_a_person_has_come_the_assistant_says_nothing_more(centre: Centre) -> None:
    """Requirement G-06: the claim comes after the answer was found and before it is said."""
    handoff = await centre.waits()
    take_turn = centre.assistant.take_turn
    question = await take_turn.record(handoff.conversation_id, UtteranceId("q"), WASTE_QUESTION)

    async def claims() -> None:
        await centre.assistant.hand_offs.claim(handoff.id, centre.anna)

    turn = await replace(take_turn, records=InterruptedRecords(take_turn.records, claims, LOOKS)).finish(question)
    assert (turn.outcome, turn.article) == (TurnOutcome.PASSED_TO_PERSON, None)
    last = (await centre.heard(handoff.conversation_id))[-1].said
    assert (last.speaker, last.text) == (Speaker.NOTICE, "Nu chattar du med Anna på Kontakt Linköping.")


async def test_who_leaves_the_queue_while_the_answer_is_looked_up_gets_it_without_words_of_a_place(
    centre: Centre,
) -> None:
    handoff = await centre.waits()
    take_turn = centre.assistant.take_turn
    question = await take_turn.record(handoff.conversation_id, UtteranceId("q"), WASTE_QUESTION)

    async def leaves() -> None:
        await centre.assistant.converse.leave_queue(handoff.conversation_id)

    turn = await replace(take_turn, records=InterruptedRecords(take_turn.records, leaves, LOOKS)).finish(question)
    assert turn.article == WASTE.id
    heard = [one.said.text for one in await centre.heard(handoff.conversation_id)]
    assert heard[-1] == WASTE.answer
    assert PLACE_KEPT not in heard


async def test_one_question_finished_by_two_processes_is_answered_once(centre: Centre) -> None:
    handoff = await centre.waits()
    take_turn = centre.assistant.take_turn
    question = await take_turn.record(handoff.conversation_id, UtteranceId("q"), WASTE_QUESTION)
    await asyncio.gather(take_turn.finish(question), take_turn.finish(question))
    heard = [one.said.text for one in await centre.heard(handoff.conversation_id)]
    assert (heard.count(PLACE_KEPT), heard.count(WASTE.answer)) == (1, 1)


async def test_with_redis_away_the_answer_comes_all_the_same(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.outage.away = True
    turn = await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert turn.article == WASTE.id


async def test_an_answer_meanwhile_makes_no_figure_better(centre: Centre) -> None:
    """Whoever leaves the queue after it is lost as before, and only the citizen's own word says that it helped."""
    handoff = await centre.waits()
    await centre.says(handoff.conversation_id, WASTE_QUESTION)
    centre.later(minutes=3)
    await centre.assistant.converse.leave_queue(handoff.conversation_id)
    assert await todays_share(centre, MeasureName.ABANDONMENT) == Share(1, 1)
    assert await todays_share(centre, MeasureName.SERVICE_LEVEL) == Share(0, 1)
    assert (await todays_figures(centre))[MeasureName.RESOLUTION_CITIZEN].cases == 0
    assert (await recorded(centre, handoff)).stage is Stage.ABANDONED
    assert (await centre.assistant.figures.outcomes(today(centre)))[TurnOutcome.ANSWERED_FROM_KNOWLEDGE] == 1
