"""A question back: a few articles are likely, and the citizen chooses between them, once."""

from dataclasses import replace
from datetime import date

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId, Holder, NewUtterance
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Article, ArticleId, Candidate, FactId, Maker, Translation
from assistant.domain.turn import AnswerFromKnowledge, EngineReply, HandOff, Say, TurnOutcome, Understanding
from assistant.services.take_turn import TakeTurn
from tests.centre import WASTE, Centre, knowing

BULKY = replace(
    WASTE,
    id=ArticleId("avfall.grovavfall"),
    title="Hur blir jag av med grovavfall?",
    covers=(FactId("avfall.grovavfall"),),
    digest="d",
    translations={
        "en": Translation("en", "How do I get rid of bulky waste?", "…", (), "d", date(2026, 11, 22), Maker.PERSON)
    },
)
FEE = replace(
    WASTE, id=ArticleId("avfall.avgift"), title="Vad kostar sophämtningen?", covers=(FactId("avfall.avgift"),)
)
VAGUE, VAGUER = "soporna?", "grejerna då?"
NONE_OF_THESE = "Inget av det här, jag vill prata med en person"
FOUND = (
    Candidate(WASTE.id, 0.46, WASTE.covers),
    Candidate(BULKY.id, 0.25, BULKY.covers),
    Candidate(FEE.id, 0.15, FEE.covers),
)


def asking(centre: Centre, *articles: Article) -> TakeTurn:
    """The centre's, had its knowledge been built of these articles."""
    for question in (VAGUE, VAGUER):
        centre.search.tell(question, FOUND)
    take_turn = centre.assistant.take_turn
    in_use = knowing(centre, centre.search, *(articles or (WASTE, BULKY, FEE)))
    knowledge = replace(take_turn.conclude.knowledge, in_use=in_use)
    return replace(take_turn, conclude=replace(take_turn.conclude, knowledge=knowledge))


async def said_then(
    centre: Centre, take_turn: TakeTurn, conversation: ConversationId, text: str
) -> tuple[TurnOutcome | None, NewUtterance]:
    """The turn's outcome, and what was said last in it."""
    centre.assistant = replace(centre.assistant, take_turn=take_turn)
    turn = await centre.says(conversation, text)
    return turn.outcome, (await centre.heard(conversation))[-1].said


async def test_a_vague_question_is_asked_back_with_the_titles_and_a_way_to_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    outcome, said = await said_then(centre, asking(centre), conversation, VAGUE)
    assert outcome is TurnOutcome.CLARIFYING
    assert said.text == "Jag vill förstå dig rätt. Är det något av det här du undrar över?"
    assert said.quick_replies == (WASTE.title, BULKY.title, FEE.title, NONE_OF_THESE)
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.ASSISTANT


async def test_a_title_chosen_is_answered(centre: Centre) -> None:
    conversation, take_turn = await centre.opens(), asking(centre)
    await said_then(centre, take_turn, conversation, VAGUE)
    outcome, said = await said_then(centre, take_turn, conversation, BULKY.title)
    assert (outcome, said.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, BULKY.id)


async def test_none_of_these_leads_to_a_person_whatever_the_engine_takes_it_for(centre: Centre) -> None:
    small_talk = EngineReply(Understanding("deny", 0.9), (Say({"sv": "Okej!", "en": "Okay!"}),))
    for lang, words in (("sv", NONE_OF_THESE), ("en", "None of these, I want to talk to a person")):
        centre.engine.script = {words: small_talk}
        conversation, take_turn = await centre.opens(lang), asking(centre)
        await said_then(centre, take_turn, conversation, VAGUE)
        outcome, _ = await said_then(centre, take_turn, conversation, words)
        assert outcome is TurnOutcome.HANDED_OFF
        (row,) = [one for one in await centre.assistant.desk.queue() if one.handoff.conversation_id == conversation]
        assert (row.handoff.reason, row.opening) == (HandoffReason.CITIZEN_ASKED, VAGUE)


async def test_the_agent_sees_what_the_citizen_could_not_choose_between(centre: Centre) -> None:
    conversation, take_turn = await centre.opens(), asking(centre)
    await said_then(centre, take_turn, conversation, VAGUE)
    await said_then(centre, take_turn, conversation, NONE_OF_THESE)
    (row,) = await centre.assistant.desk.queue()
    view = await replace(centre.assistant.desk, in_use=take_turn.conclude.knowledge.in_use).view(row.handoff.id)
    assert [guess.article.id for guess in view.guesses] == [WASTE.id, BULKY.id, FEE.id]
    assert view.guessed_at == VAGUE


async def test_after_a_question_back_the_next_unsure_turn_goes_to_a_person(centre: Centre) -> None:
    conversation, take_turn = await centre.opens(), asking(centre)
    assert (await said_then(centre, take_turn, conversation, VAGUE))[0] is TurnOutcome.CLARIFYING
    assert (await said_then(centre, take_turn, conversation, VAGUER))[0] is TurnOutcome.HANDED_OFF
    (row,) = await centre.assistant.desk.queue()
    assert row.handoff.reason is HandoffReason.LOW_CONFIDENCE


async def test_with_an_answer_between_them_there_may_be_another_question_back(centre: Centre) -> None:
    conversation, take_turn = await centre.opens(), asking(centre)
    outcomes = [(await said_then(centre, take_turn, conversation, text))[0] for text in (VAGUE, BULKY.title, VAGUER)]
    assert outcomes == [TurnOutcome.CLARIFYING, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, TurnOutcome.CLARIFYING]


async def test_what_is_for_a_person_to_answer_is_no_choice_and_of_one_left_nobody_chooses(centre: Centre) -> None:
    checked = replace(BULKY, autonomy=AutonomyLevel.APPROVE)
    outcome, said = await said_then(centre, asking(centre, WASTE, checked, FEE), await centre.opens(), VAGUE)
    assert (outcome, said.quick_replies) == (TurnOutcome.CLARIFYING, (WASTE.title, FEE.title, NONE_OF_THESE))
    shadowed = replace(FEE, autonomy=AutonomyLevel.SHADOW)
    outcome, said = await said_then(centre, asking(centre, WASTE, checked, shadowed), await centre.opens(), VAGUE)
    assert (outcome, said.quick_replies) == (TurnOutcome.HANDED_OFF, ())


async def test_of_two_articles_with_one_title_only_the_one_it_leads_to_is_a_choice(centre: Centre) -> None:
    twin = replace(BULKY, title=FEE.title)
    _, said = await said_then(centre, asking(centre, WASTE, twin, FEE), await centre.opens(), VAGUE)
    assert said.quick_replies == (WASTE.title, FEE.title, NONE_OF_THESE)


async def test_titles_come_in_the_citizens_language_where_translated(centre: Centre) -> None:
    _, said = await said_then(centre, asking(centre), await centre.opens("en"), VAGUE)
    assert said.text == "I want to be sure that I understand you. Is it one of these you are wondering about?"
    assert said.quick_replies[:2] == (WASTE.title, "How do I get rid of bulky waste?")
    assert said.quick_replies[-1] == "None of these, I want to talk to a person"


async def test_the_question_back_is_the_last_word_and_gives_way_to_a_person_once_promised(centre: Centre) -> None:
    more, person = Say({"sv": "Något mer?"}), HandOff(HandoffReason.CITIZEN_ASKED, GENERAL)
    centre.engine.script = {
        VAGUE: EngineReply(Understanding("some_intent", 0.9), (AnswerFromKnowledge(), more)),
        VAGUER: EngineReply(Understanding("some_intent", 0.9), (AnswerFromKnowledge(), person)),
    }
    _, said = await said_then(centre, asking(centre), await centre.opens(), VAGUE)
    assert said.quick_replies[-1] == NONE_OF_THESE
    outcome, _ = await said_then(centre, asking(centre), await centre.opens(), VAGUER)
    assert outcome is TurnOutcome.HANDED_OFF
