"""What an utterance leads to when several things are directed at once, or parts break in odd ways."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.knowledge import ToldSearch
from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId, Holder, UtteranceId
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Article, Candidate
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
from assistant.services.answer import AnswerQuestion
from assistant.services.take_turn import TakeTurn
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, knowing
from tests.unit.services.odd_moments import InterruptedRecords

ASKS_WHERE = OpenForm(CaseKind.FAULT, Step.ASKING, Field.WHERE)
SORRY = Say({"sv": "Tråkigt att höra.", "en": "Sorry to hear."})
ANYTHING_ELSE = Say({"sv": "Något mer?"}, ({"sv": "Nej tack"},))
A_PERSON = HandOff(HandoffReason.CITIZEN_COMPLAINED, GENERAL)


async def directed(
    centre: Centre, question: str, *directives: Directive, intent: str = "some_intent"
) -> tuple[TurnRecord, list[str]]:
    """The turn the engine directs so, and our words in it."""
    centre.engine.script = {question: EngineReply(Understanding(intent, 0.9), directives)}
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


THANKS = Say({"sv": "Tack själv!"})


async def test_a_question_taken_for_small_talk_is_answered_where_an_answer_is_sure(centre: Centre) -> None:
    turn, words = await directed(centre, WASTE_QUESTION, THANKS, intent="thank")
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    assert words == [WASTE.answer]


async def test_an_answer_to_a_form_is_not_taken_for_a_question_however_much_it_looks_like_one(centre: Centre) -> None:
    centre.engine.script = {
        WASTE_QUESTION: EngineReply(
            Understanding("nlu_fallback", 0.4), (Say({"sv": "Hur når vi dig?"}),), form=ASKS_WHERE
        )
    }
    conversation = await centre.opens()
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_a_form_is_not_lost_to_a_question_that_nobody_is_sure_of(centre: Centre) -> None:
    """What was told so far would be lost to a person who knows nothing of it."""
    form = (AnswerFromKnowledge(), Say({"sv": "Var är det?"}))
    centre.engine.script = {UNSURE_QUESTION: EngineReply(Understanding("ask_question", 0.9), form, form=ASKS_WHERE)}
    conversation = await centre.opens()
    turn = await centre.says(conversation, UNSURE_QUESTION)
    assert turn.outcome is TurnOutcome.UNANSWERED_NO_PASSAGE
    assert (await centre.heard(conversation))[-1].said.text == "Var är det?"
    assert await centre.assistant.desk.queue() == ()


async def test_small_talk_of_which_nothing_is_sure_stays_small_talk(centre: Centre) -> None:
    turn, words = await directed(centre, UNSURE_QUESTION, THANKS, intent="thank")
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert words == ["Tack själv!"]


async def test_thanks_that_ask_something_lean_upon_the_topic_and_thanks_that_do_not_are_thanks(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    asking, thanking = "tack, när hör ni av er?", "tack så mycket för hjälpen"
    thanks = EngineReply(Understanding("thank", 0.9), (THANKS,))
    centre.engine.script = {asking: thanks, thanking: thanks}
    for words in (asking, thanking):
        centre.search.tell(words, (Candidate(WASTE.id, 0.97, WASTE.covers),), topic=WASTE.id)
    assert (await centre.says(conversation, asking)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    assert (await centre.says(conversation, thanking)).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_with_the_knowledge_away_small_talk_is_still_answered(centre: Centre) -> None:
    centre.search.away = True
    turn, _ = await directed(centre, WASTE_QUESTION, THANKS, intent="thank")
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


@pytest.mark.parametrize(
    ("confidence", "outcome"), [(0.7, TurnOutcome.ANSWERED_FROM_KNOWLEDGE), (0.95, TurnOutcome.ANSWERED_FROM_DIALOGUE)]
)
async def test_a_sure_answer_goes_before_a_matter_of_ones_own_that_the_engine_is_unsure_of(
    centre: Centre, confidence: float, outcome: TurnOutcome
) -> None:
    said = EngineReply(Understanding("personal_matter", confidence), (Say({"sv": "Jag kan inte se ditt ärende."}),))
    centre.engine.script = {WASTE_QUESTION: said}
    conversation = await centre.opens()
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is outcome


async def test_a_matter_of_ones_own_does_not_go_to_a_person_for_a_mere_guess(centre: Centre) -> None:
    """A person could not look into it here either, and the words for it say where one can."""
    words = "när får jag mitt beslut om tomten"
    centre.search.tell(words, (Candidate(WASTE.id, 0.55, WASTE.covers),))
    said = EngineReply(Understanding("personal_matter", 0.7), (Say({"sv": "Jag kan inte se ditt ärende."}),))
    centre.engine.script = {words: said}
    conversation = await centre.opens()
    assert (await centre.says(conversation, words)).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


@pytest.mark.parametrize(
    ("words", "confidence", "outcome"),
    [
        ("Hej jag behöver hjälp pengar hyra", 0.55, TurnOutcome.HANDED_OFF),
        ("Hej jag behöver hjälp pengar hyra", 0.4, TurnOutcome.ANSWERED_FROM_DIALOGUE),
        ("Hej alla där", 0.55, TurnOutcome.ANSWERED_FROM_DIALOGUE),
    ],
)
async def test_words_behind_a_greeting_are_a_question_where_an_answer_is_likely(
    centre: Centre, words: str, confidence: float, outcome: TurnOutcome
) -> None:
    centre.search.tell(words, (Candidate(WASTE.id, confidence, WASTE.covers),))
    turn, _ = await directed(centre, words, Say({"sv": "Hej!"}), intent="greet")
    assert turn.outcome is outcome


async def test_who_asks_what_it_is_that_answers_is_told_so_whatever_an_article_says(centre: Centre) -> None:
    """Requirement B-01."""
    told = EngineReply(Understanding("ask_identity", 0.9), (Say({"sv": "Jag är en AI-assistent."}),))
    centre.engine.script = {WASTE_QUESTION: told}
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_a_follow_up_is_looked_for_beside_what_the_last_answer_was_about(centre: Centre) -> None:
    conversation = await centre.opens()
    assert (await centre.says(conversation, WASTE_QUESTION)).article == WASTE.id
    centre.search.tell("och om man missar det?", (Candidate(WASTE.id, 0.97, WASTE.covers),), topic=WASTE.id)
    assert (await centre.says(conversation, "och om man missar det?")).article == WASTE.id


async def test_thanks_in_between_do_not_make_the_topic_forgotten(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    centre.engine.script = {"tack": EngineReply(Understanding("thank", 0.9), (THANKS,))}
    await centre.says(conversation, "tack")
    centre.search.tell("och om man missar det?", (Candidate(WASTE.id, 0.97, WASTE.covers),), topic=WASTE.id)
    assert (await centre.says(conversation, "och om man missar det?")).article == WASTE.id


async def test_who_waits_for_a_person_goes_on_writing_and_the_person_sees_what_would_have_been_found(
    centre: Centre,
) -> None:
    handoff = await centre.waits()
    before = await centre.heard(handoff.conversation_id)
    centre.search.tell("Det gäller soporna", (Candidate(WASTE.id, 0.97, WASTE.covers),))
    turn = await centre.says(handoff.conversation_id, "Det gäller soporna")
    assert (turn.outcome, turn.article) == (TurnOutcome.PASSED_TO_PERSON, None)
    assert turn.candidates[0].article == WASTE.id
    assert turn.grounds is not None
    assert len(await centre.heard(handoff.conversation_id)) == len(before) + 1  # the citizen's words alone


async def test_with_the_knowledge_away_the_person_gets_the_words_all_the_same(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.search.away = True
    turn = await centre.says(handoff.conversation_id, WASTE_QUESTION)
    assert (turn.outcome, turn.candidates) == (TurnOutcome.PASSED_TO_PERSON, ())


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
    assert set(turn.durations_ms) == {"danger", "engine", "knowledge", "total"}


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
    conclude = replace(take_turn.conclude, knowledge=_knowing(centre, search, WASTE))
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


def _knowing(centre: Centre, search: ToldSearch, *articles: Article) -> AnswerQuestion:
    return replace(centre.assistant.take_turn.conclude.knowledge, in_use=knowing(centre, search, *articles))


async def _with_an_empty_shelf(centre: Centre, conversation: ConversationId, text: str) -> TurnRecord:
    take_turn = centre.assistant.take_turn
    conclude = replace(take_turn.conclude, knowledge=_knowing(centre, centre.search))
    broken = replace(take_turn, conclude=conclude)
    return await broken.finish(await take_turn.record(conversation, UtteranceId("u"), text))


def interrupted(centre: Centre, records: InterruptedRecords) -> TakeTurn:
    return replace(centre.assistant.take_turn, records=records)


async def test_a_question_given_back_while_it_was_looked_up_for_the_person_is_answered(centre: Centre) -> None:
    """The agent gives back between our seeing who holds the conversation and our closing the turn."""
    handoff = await centre.waits()
    hand_offs, take_turn = centre.assistant.hand_offs, centre.assistant.take_turn
    await hand_offs.claim(handoff.id, centre.anna)
    utterance = await take_turn.record(handoff.conversation_id, UtteranceId("u"), WASTE_QUESTION)

    async def gives_back() -> None:
        await hand_offs.give_back(handoff.id, centre.anna)

    turn = await interrupted(centre, InterruptedRecords(take_turn.records, gives_back)).finish(utterance)
    assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, WASTE.id)


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


async def test_whoever_is_in_danger_at_night_is_told_that_nobody_reads_here_now(centre: Centre) -> None:
    """Requirement E-04."""
    by_day = await centre.opens()
    await centre.says(by_day, "jag vill inte leva längre")
    assert "Ingen människa läser här just nu" not in (await centre.heard(by_day))[-1].said.text
    centre.later(hours=14)
    by_night = await centre.opens()
    await centre.says(by_night, "jag vill inte leva längre")
    assert "Ingen människa läser här just nu" in (await centre.heard(by_night))[-1].said.text
