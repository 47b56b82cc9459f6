"""Whoever writes another language than Swedish is spoken to in it, as far as we can."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from assistant.adapters.memory.language import ToldLanguages
from assistant.domain.conversation import ConversationId, NewUtterance, Speaker
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Article, Candidate, Maker, Translation
from assistant.domain.turn import EngineReply, HandOff, Say, SwitchLanguage, TurnOutcome, Understanding
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE, Centre, knowing

QUESTION = "متى تُجمع القمامة؟"
PUZZLE = "هل يجوز لجاري تربية الدجاج؟"
SOMALI = "Goorma ayaa qashinka la qaadaa?"
ARABIC_WASTE = replace(
    WASTE,
    translations={
        "ar": Translation(
            "ar", "في أي يوم تُجمع نفاياتي؟", "ترى يوم الجمع لدى **Tekniska verken**.", (), WASTE.digest,
            date(2026, 11, 22), Maker.MACHINE,
        )
    },
)  # fmt: skip
GREETING = Say(
    {"sv": "Tack själv! Skriv gärna om du undrar något mer.",
     "en": "You're welcome! Just write if there is anything else you want to know."},
)  # fmt: skip
ASKED_FOR = EngineReply(Understanding("request_person", 0.97), (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),))


def reading(centre: Centre, told: Mapping[str, str], *articles: Article) -> Centre:
    """The centre, if it told these texts' languages apart and had these articles."""
    sure, unsure = (Candidate(WASTE.id, 0.97, WASTE.covers),), (Candidate(WASTE.id, 0.11, WASTE.covers),)
    for question in told:
        centre.search.tell(question, unsure if question == PUZZLE else sure)
    take_turn = centre.assistant.take_turn
    knowledge = replace(take_turn.conclude.knowledge, in_use=knowing(centre, centre.search, *(articles or (WASTE,))))
    conclude = replace(take_turn.conclude, knowledge=knowledge)
    turns = replace(take_turn, languages=ToldLanguages(told), conclude=conclude)
    return replace(centre, assistant=replace(centre.assistant, take_turn=turns))


async def said_to(centre: Centre, conversation: ConversationId) -> list[NewUtterance]:
    """All that the citizen has been told after the welcome."""
    return [one.said for one in (await centre.heard(conversation))[1:] if one.said.speaker is not Speaker.CITIZEN]


async def test_an_article_translated_into_the_language_of_the_question_is_given_in_it(centre: Centre) -> None:
    centre = reading(centre, {QUESTION: "ar"}, ARABIC_WASTE)
    conversation = await centre.opens()
    await centre.says(conversation, QUESTION)
    [answer] = await said_to(centre, conversation)
    assert (answer.lang, answer.text) == ("ar", "ترى يوم الجمع لدى **Tekniska verken**.")


async def test_an_article_in_swedish_alone_comes_with_an_honest_word_and_a_way_to_a_person_in_arabic(
    centre: Centre,
) -> None:
    centre = reading(centre, {QUESTION: "ar"})
    conversation = await centre.opens()
    await centre.says(conversation, QUESTION)
    honest, answer = await said_to(centre, conversation)
    assert honest.lang == "ar"
    assert honest.text.startswith("لدي إجابة، لكنها بالسويدية فقط.")
    assert (answer.lang, answer.text) == ("sv", WASTE.answer)
    assert answer.quick_replies == ("أريد التحدث إلى شخص",)


async def test_what_the_assistant_is_unsure_of_goes_to_a_person_in_the_citizens_words_and_the_queue_says_which(
    centre: Centre,
) -> None:
    centre = reading(centre, {PUZZLE: "ar"})
    conversation = await centre.opens()
    await centre.says(conversation, PUZZLE)
    [said] = await said_to(centre, conversation)
    assert said.lang == "ar"
    assert said.text.startswith("لست متأكداً بما يكفي")
    assert [row.lang for row in await centre.assistant.desk.queue()] == ["ar"]


async def test_notices_of_the_queue_come_in_the_language_the_citizen_writes(centre: Centre) -> None:
    centre = reading(centre, {PUZZLE: "ar"})
    conversation = await centre.opens()
    await centre.says(conversation, PUZZLE)
    await centre.arrives(centre.anna)
    [row] = await centre.assistant.desk.queue()
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)
    await centre.assistant.converse.leave(conversation)
    claimed, farewell = (await said_to(centre, conversation))[-2:]
    assert (claimed.lang, claimed.text) == ("ar", "أنت تتحدث الآن مع Anna في Kontakt Linköping.")
    assert (farewell.lang, farewell.text) == ("ar", "لقد أنهيت المحادثة. شكراً لتواصلك معنا.")


@pytest.mark.parametrize(
    ("lang", "said", "heard"),
    [
        ("ar", "أريد التحدث إلى شخص", "I want to talk to a person"),
        ("ar", "التحدث الى شخص", "talk to a person"),  # as typed, without the small signs
        ("so", "Waxaan rabaa inaan qof la hadlo", "I want to talk to a person"),
    ],
)
async def test_a_button_in_the_citizens_language_reaches_the_dialogue_engine_in_english(
    centre: Centre, lang: str, said: str, heard: str
) -> None:
    centre = reading(centre, {QUESTION: lang})
    centre.engine.script = {heard: ASKED_FOR}
    conversation = await centre.opens()
    await centre.says(conversation, QUESTION)
    turn = await centre.says(conversation, said)
    assert centre.engine.heard[-1][1] == heard
    assert turn.outcome is TurnOutcome.HANDED_OFF


async def test_yes_to_the_offer_of_a_person_is_yes_in_the_citizens_language(centre: Centre) -> None:
    centre = reading(centre, {"؟؟؟ ماذا": "ar"})
    centre.engine.script = {"؟؟؟ ماذا": EngineReply(Understanding("nonsense", 0.9), ())}
    conversation = await centre.opens()
    await centre.says(conversation, "؟؟؟ ماذا")
    turn = await centre.says(conversation, "نعم!")
    assert turn.outcome is TurnOutcome.HANDED_OFF


@pytest.mark.parametrize(("lang", "begins"), [("so", "Adaa mudan!"), ("sv", "Tack själv!"), ("en", "You're welcome!")])
async def test_the_dialogue_engines_words_come_in_the_citizens_language_where_translated(
    centre: Centre, lang: str, begins: str
) -> None:
    centre = reading(centre, {SOMALI: lang})
    centre.engine.script = {SOMALI: EngineReply(Understanding("ask_identity", 0.9), (GREETING,))}
    conversation = await centre.opens()
    await centre.says(conversation, SOMALI)
    [said] = await said_to(centre, conversation)
    assert (said.lang, said.text.startswith(begins)) == (lang, True)


async def test_words_of_the_dialogue_engine_that_are_not_translated_whole_are_in_english(centre: Centre) -> None:
    half = replace(GREETING, quick_replies=({"sv": "Nytt", "en": "Something new"},))
    centre = reading(centre, {SOMALI: "so"})
    centre.engine.script = {SOMALI: EngineReply(Understanding("ask_identity", 0.9), (half,))}
    conversation = await centre.opens()
    await centre.says(conversation, SOMALI)
    [said] = await said_to(centre, conversation)
    assert (said.lang, said.quick_replies) == ("en", ("Something new",))


async def test_words_too_short_to_tell_are_in_the_language_written_before(centre: Centre) -> None:
    centre = reading(centre, {SOMALI: "so", UNSURE_QUESTION: "sv"})
    conversation = await centre.opens()
    for text in (SOMALI, "ok", UNSURE_QUESTION, "ok"):
        await centre.says(conversation, text)
    langs = [one.said.lang for one in await centre.heard(conversation) if one.by_citizen]
    assert langs == ["so", "so", "sv", "sv"]


@pytest.mark.parametrize("greeting", ["hello", "Hi!", "Good morning"])
async def test_an_english_greeting_is_greeted_in_english(centre: Centre, greeting: str) -> None:
    centre.engine.script = {greeting: EngineReply(Understanding("greet", 0.9), (GREETING,))}
    conversation = await centre.opens()
    await centre.says(conversation, greeting)
    [said] = await said_to(centre, conversation)
    assert (said.lang, said.text) == ("en", GREETING.text["en"])


async def test_a_greeting_does_not_change_the_language_that_a_citizen_has_chosen(centre: Centre) -> None:
    centre.engine.script = {
        "på svenska": EngineReply(Understanding("switch_language", 0.9), (SwitchLanguage("sv"),)),
        "hello": EngineReply(Understanding("greet", 0.9), (GREETING,)),
    }
    conversation = await centre.opens("en")
    for words in ("på svenska", "hello"):
        await centre.says(conversation, words)
    assert (await said_to(centre, conversation))[-1].lang == "sv"


async def test_a_swedish_word_too_short_to_tell_leaves_a_swedish_conversation_swedish(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, PERSON_QUESTION)
    assert [one.said.lang for one in await centre.heard(conversation)] == ["sv"] * 3


async def test_a_conversation_can_be_opened_and_held_in_any_language_we_speak(centre: Centre) -> None:
    conversation = await centre.opens("fa")
    await centre.says(conversation, PERSON_QUESTION)
    assert [one.said.lang for one in await centre.heard(conversation)] == ["fa", "fa", "fa"]
    await centre.assistant.converse.speak(conversation, "uk")
    assert (await centre.assistant.follow.state(conversation)).lang == "uk"
