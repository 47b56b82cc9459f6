"""A conversation that went wrong is put right: another answer, the same in other words, a person."""

from dataclasses import replace

import pytest

from assistant.domain.conversation import ConversationId, Holder
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import Candidate, FollowUp, Maker
from assistant.domain.turn import NextBest, Say, SayAgain, TurnOutcome
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.services.small_shelf import BULKY, FEE, PERMIT, TWIN, directs, last_said, shelve, sure_of

WRONG = "det var fel svar"
WHAT = "va?"
NONE_OF_THESE = "Inget av det här, jag vill prata med en person"
NEXT = {FollowUp.COST: FEE.id, FollowUp.APPLY: PERMIT.id}
PERSON_OR_NOT = ("Ja, jag vill prata med en person", "Nej tack")


@pytest.fixture
def centre(centre: Centre) -> Centre:
    """One whose engine knows a complaint and a puzzled citizen, with rivals to the answer about waste."""
    shelve(centre, BULKY, FEE, PERMIT, TWIN)
    directs(centre, WRONG, NextBest(), intent="complain_answer")
    directs(centre, WHAT, SayAgain(), intent="not_understood")
    rivals = (
        *sure_of(WASTE),
        Candidate(TWIN.id, 0.5, TWIN.covers),
        Candidate(BULKY.id, 0.2, BULKY.covers),
        Candidate(FEE.id, 0.1, FEE.covers),
        Candidate(PERMIT.id, 0.001, PERMIT.covers),
    )
    centre.search.tell(WASTE_QUESTION, rivals)
    return centre


async def person_asked_for(centre: Centre, conversation: ConversationId) -> HandoffReason | None:
    """Why a person is asked for; None while the assistant has the conversation."""
    rows = [row for row in await centre.assistant.desk.queue() if row.handoff.conversation_id == conversation]
    return rows[0].handoff.reason if rows else None


async def test_a_complaint_offers_the_next_best_that_say_something_else_and_marks_the_answer(centre: Centre) -> None:
    conversation = await centre.opens()
    wrong = await centre.says(conversation, WASTE_QUESTION)
    turn = await centre.says(conversation, WRONG)
    assert (turn.outcome, turn.disputes, turn.article) == (TurnOutcome.CLARIFYING, wrong.seq, None)
    said = await last_said(centre, conversation)
    assert said.text.startswith("Förlåt, då hjälpte jag dig inte rätt.")
    assert said.quick_replies == (BULKY.title, FEE.title, NONE_OF_THESE)


@pytest.mark.parametrize(("words", "article"), [("den andra", FEE.id), ("2", FEE.id), ("grovavfall", BULKY.id)])
async def test_what_is_offered_may_be_chosen_by_typing(centre: Centre, words: str, article: str) -> None:
    conversation = await centre.opens()
    for said in (WASTE_QUESTION, WRONG):
        await centre.says(conversation, said)
    turn = await centre.says(conversation, words)
    assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, article)


async def test_who_wants_none_of_what_is_offered_gets_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    for said in (WASTE_QUESTION, WRONG, "ingen av dem"):
        await centre.says(conversation, said)
    assert await person_asked_for(centre, conversation) is HandoffReason.CITIZEN_ASKED


async def test_a_new_question_while_choosing_is_asked_of_the_knowledge_base(centre: Centre) -> None:
    conversation = await centre.opens()
    for said in (WASTE_QUESTION, WRONG):
        await centre.says(conversation, said)
    centre.search.tell("hur mycket är avgiften för altan", sure_of(PERMIT))
    assert (await centre.says(conversation, "hur mycket är avgiften för altan")).article == PERMIT.id


@pytest.mark.parametrize(("words", "article"), [("den andra", PERMIT.id), ("1", FEE.id), ("den sista tack", PERMIT.id)])
async def test_a_next_question_under_an_answer_may_be_pointed_at_by_its_number(
    centre: Centre, words: str, article: str
) -> None:
    shelve(centre, replace(BULKY, next_questions=NEXT), FEE, PERMIT)
    conversation = await centre.opens()
    await centre.says(conversation, BULKY.title)
    assert (await last_said(centre, conversation)).quick_replies == (FEE.title, PERMIT.title)
    assert (await centre.says(conversation, words)).article == article


async def test_a_person_offered_under_an_answer_may_be_pointed_at_too(centre: Centre) -> None:
    """What is no title is heard by the engine as if it had been pressed."""
    conversation = await centre.opens()
    for _ in range(2):
        await centre.says(conversation, WASTE_QUESTION)
    assert (await last_said(centre, conversation)).quick_replies == PERSON_OR_NOT
    await centre.says(conversation, "den andra")
    assert centre.engine.heard[-1][1] == "Nej tack"


async def test_after_an_answer_its_next_questions_are_no_choices_to_be_named(centre: Centre) -> None:
    """Only under a question back are words looked for in the buttons: else a new question would be taken for one."""
    shelve(centre, replace(BULKY, next_questions=NEXT), FEE, PERMIT)
    conversation = await centre.opens()
    await centre.says(conversation, BULKY.title)
    await centre.says(conversation, "bygglov")
    assert centre.engine.heard[-1][1] == "bygglov"


async def test_a_complaint_upon_what_was_offered_is_met_with_a_person_and_disputes_nothing_more(centre: Centre) -> None:
    conversation = await centre.opens()
    for said in (WASTE_QUESTION, WRONG):
        await centre.says(conversation, said)
    turn = await centre.says(conversation, WRONG)
    assert (turn.outcome, turn.disputes) == (TurnOutcome.ANSWERED_FROM_DIALOGUE, None)
    assert (await last_said(centre, conversation)).quick_replies == PERSON_OR_NOT


async def test_a_complaint_with_nothing_before_it_offers_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, WRONG)
    assert (turn.outcome, turn.disputes) == (TurnOutcome.ANSWERED_FROM_DIALOGUE, None)
    said = await last_said(centre, conversation)
    assert said.text.startswith("Förlåt att jag inte kunde hjälpa dig.")
    assert said.quick_replies == PERSON_OR_NOT


async def test_a_complaint_where_nothing_else_was_found_marks_the_answer_and_offers_a_person(centre: Centre) -> None:
    centre.search.tell(WASTE_QUESTION, sure_of(WASTE))
    conversation = await centre.opens()
    wrong = await centre.says(conversation, WASTE_QUESTION)
    turn = await centre.says(conversation, WRONG)
    assert (turn.outcome, turn.disputes) == (TurnOutcome.ANSWERED_FROM_DIALOGUE, wrong.seq)
    assert (await last_said(centre, conversation)).quick_replies == PERSON_OR_NOT


async def test_a_dispute_is_recorded_also_where_the_engine_says_something_besides(centre: Centre) -> None:
    centre.search.tell(WASTE_QUESTION, sure_of(WASTE))
    directs(centre, WRONG, Say({"sv": "Jag förstår."}), NextBest())
    conversation = await centre.opens()
    wrong = await centre.says(conversation, WASTE_QUESTION)
    assert (await centre.says(conversation, WRONG)).disputes == wrong.seq


async def test_yes_to_our_own_offer_of_a_person_asks_for_one(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WRONG)
    turn = await centre.says(conversation, "Ja tack!")
    assert turn.outcome is TurnOutcome.HANDED_OFF
    assert await person_asked_for(centre, conversation) is HandoffReason.CITIZEN_ASKED


async def test_no_to_our_own_offer_of_a_person_does_not(centre: Centre) -> None:
    directs(centre, "nej tack", Say({"sv": "Okej."}))
    conversation = await centre.opens()
    await centre.says(conversation, WRONG)
    assert (await centre.says(conversation, "nej tack")).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert await person_asked_for(centre, conversation) is None


async def test_yes_to_anything_else_is_the_engines_to_understand(centre: Centre) -> None:
    directs(centre, "Är du där?", Say({"sv": "Ja. Vill du veta mer?"}, ({"sv": "Ja"}, {"sv": "Nej"})))
    directs(centre, "ja", Say({"sv": "Fråga på."}))
    conversation = await centre.opens()
    for said in ("Är du där?", "ja"):
        await centre.says(conversation, said)
    assert (await last_said(centre, conversation)).text == "Fråga på."


async def test_the_same_question_again_is_answered_more_briefly_with_a_person_beside(centre: Centre) -> None:
    """Requirement of the dialogue: say it in another way."""
    question = "avgift för bygglov"
    centre.search.tell(question, sure_of(PERMIT))
    conversation = await centre.opens()
    assert (await centre.says(conversation, question)).article == PERMIT.id
    assert (await last_said(centre, conversation)).text == PERMIT.answer
    again = await centre.says(conversation, question)
    said = await last_said(centre, conversation)
    assert (again.outcome, again.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, PERMIT.id)
    assert said.text == "Det här har jag svarat på nyss, så här kommer det kortare:\n\nAvgiften beror på vad du bygger."
    assert (said.citations, said.quick_replies) == ((PERMIT.citation,), PERSON_OR_NOT)


async def test_the_part_that_fits_the_words_best_is_the_one_said_again(centre: Centre) -> None:
    conversation, later = await centre.opens(), "hur lång är handläggningen i veckor"
    centre.search.tell("bygglov", sure_of(PERMIT))
    centre.search.tell(later, sure_of(PERMIT))
    await centre.says(conversation, "bygglov")
    await centre.says(conversation, later)
    assert (await last_said(centre, conversation)).text.endswith("Handläggningen tar högst tio veckor.")


async def test_the_third_time_a_person_is_offered_in_words(centre: Centre) -> None:
    conversation = await centre.opens()
    ending = "Om det inte svarar på din fråga kan en människa hjälpa dig."
    offered = []
    for _ in range(3):
        await centre.says(conversation, WASTE_QUESTION)
        offered.append((await last_said(centre, conversation)).text.endswith(ending))
    assert offered == [False, False, True]


async def test_where_there_is_easy_swedish_that_is_the_other_way_and_says_who_made_it(centre: Centre) -> None:
    centre.search.tell("grovavfall", sure_of(BULKY))
    conversation = await centre.opens()
    for _ in range(2):
        await centre.says(conversation, "grovavfall")
    said = await last_said(centre, conversation)
    assert said.text.endswith("\n\nLämna stora saker här.")
    assert [citation.translated_by for citation in said.citations] == [Maker.MACHINE]


async def test_easy_swedish_that_no_longer_follows_the_text_is_not_said(centre: Centre) -> None:
    shelve(centre, replace(BULKY, digest="changed"))
    centre.search.tell("grovavfall", sure_of(BULKY))
    conversation = await centre.opens()
    for _ in range(2):
        await centre.says(conversation, "grovavfall")
    assert (await last_said(centre, conversation)).text.endswith(BULKY.answer)


@pytest.mark.parametrize("title", [PERMIT.title, "vad kostar ett bygglov", "What does a permit cost?"])
async def test_a_title_pressed_always_gives_the_whole_answer(centre: Centre, title: str) -> None:
    conversation = await centre.opens()
    for _ in range(3):
        await centre.says(conversation, title)
        assert (await last_said(centre, conversation)).text == PERMIT.answer


async def test_an_answer_given_long_ago_is_given_whole_again(centre: Centre) -> None:
    conversation = await centre.opens()
    for words in (WASTE_QUESTION, "Hej", "Hej", "Hej", "Hej", WASTE_QUESTION):
        await centre.says(conversation, words)
    assert (await last_said(centre, conversation)).text == WASTE.answer


async def test_who_does_not_understand_hears_it_shorter_and_the_second_time_of_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, PERMIT.title)
    first = await centre.says(conversation, WHAT)
    assert (first.outcome, first.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, PERMIT.id)
    assert (await last_said(centre, conversation)).text.endswith("Avgiften beror på vad du bygger.")
    await centre.says(conversation, WHAT)
    said = await last_said(centre, conversation)
    assert said.text.endswith("kan en människa hjälpa dig.")
    assert said.quick_replies == PERSON_OR_NOT


async def test_with_nothing_to_say_again_it_is_told_what_can_be_asked(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, WHAT)
    assert turn.outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD
    said = await last_said(centre, conversation)
    assert said.text.startswith("Jag svarar på frågor om kommunen.")
    assert said.quick_replies == PERSON_OR_NOT


async def test_who_does_not_understand_a_question_back_does_not_hear_an_older_answer(centre: Centre) -> None:
    conversation = await centre.opens()
    for words in (WASTE_QUESTION, WRONG):
        await centre.says(conversation, words)
    assert (await centre.says(conversation, WHAT)).outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD


async def test_an_answer_taken_out_of_the_knowledge_base_since_is_not_said_again(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, PERMIT.title)
    shelve(centre)
    assert (await centre.says(conversation, WHAT)).outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD


async def test_repair_leaves_the_conversation_with_the_assistant(centre: Centre) -> None:
    conversation = await centre.opens()
    for words in (WASTE_QUESTION, WRONG, BULKY.title, WHAT, WHAT):
        await centre.says(conversation, words)
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.ASSISTANT
    assert await person_asked_for(centre, conversation) is None


TWO = "När hämtas soporna? Vad kostar bygglov?"


async def test_two_questions_in_one_are_both_answered_each_with_its_source(centre: Centre) -> None:
    centre.search.tell("Vad kostar bygglov?", sure_of(PERMIT), topic=WASTE.id)
    conversation = await centre.opens()
    turn = await centre.says(conversation, TWO)
    said = [one.said for one in (await centre.heard(conversation))[2:]]
    assert [one.text for one in said] == [WASTE.answer, PERMIT.answer]
    assert [one.citations for one in said] == [(WASTE.citation,), (PERMIT.citation,)]
    assert (turn.outcome, turn.topic) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, PERMIT.id)


async def test_what_the_engine_says_besides_two_answers_is_said_too(centre: Centre) -> None:
    centre.search.tell("Vad kostar bygglov?", sure_of(PERMIT))
    reply = centre.engine.default
    directs(centre, TWO, *reply.directives, Say({"sv": "Något mer?"}))
    conversation = await centre.opens()
    await centre.says(conversation, TWO)
    assert [one.said.text for one in (await centre.heard(conversation))[2:]] == [
        WASTE.answer,
        PERMIT.answer,
        "Något mer?",
    ]


async def test_of_three_questions_with_two_answers_each_answer_is_said_once(centre: Centre) -> None:
    three = "När hämtas soporna? Vad kostar bygglov? Vilken dag kommer sopbilen?"
    centre.search.tell("Vad kostar bygglov?", sure_of(PERMIT))
    centre.search.tell("Vilken dag kommer sopbilen?", sure_of(WASTE))
    conversation = await centre.opens()
    turn = await centre.says(conversation, three)
    assert [one.said.article for one in (await centre.heard(conversation))[2:]] == [PERMIT.id, WASTE.id]
    assert turn.article == WASTE.id


async def test_two_questions_of_which_one_is_unsure_go_the_ordinary_way_as_a_whole(centre: Centre) -> None:
    both = f"{WASTE_QUESTION} {UNSURE_QUESTION}"
    conversation = await centre.opens()
    assert (await centre.says(conversation, both)).outcome is TurnOutcome.HANDED_OFF
    centre.search.tell(both, sure_of(WASTE))
    conversation = await centre.opens()
    assert (await centre.says(conversation, both)).article == WASTE.id
    assert len(await centre.heard(conversation)) == 3


async def test_two_questions_with_one_answer_are_one_question(centre: Centre) -> None:
    both = "När hämtas soporna? Vilken dag kommer sopbilen?"
    for question in (both, "Vilken dag kommer sopbilen?"):
        centre.search.tell(question, sure_of(WASTE))
    conversation = await centre.opens()
    await centre.says(conversation, both)
    assert [one.said.text for one in (await centre.heard(conversation))[2:]] == [WASTE.answer]
