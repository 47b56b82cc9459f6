"""Abuse has a limit, hours are told, and the citizen chooses the language."""

from dataclasses import replace

import pytest

from assistant.adapters.memory.language import ToldLanguages
from assistant.domain.conversation import Holder, Language
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import HandOff, NextBest, Reproach, Say, SwitchLanguage, TellOpeningHours, TurnOutcome
from tests.centre import MONDAY_MORNING, PERSON_QUESTION, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.services.small_shelf import PERMIT, directs, last_said, shelve

ABUSE = "din jävla idiot"
HOURS = "när har ni öppet i chatten"
ENGLISH, ARABIC, GERMAN, SWEDISH = "speak english", "العربية", "auf deutsch bitte", "på svenska tack"
IN_DANGER = "jag vill inte leva längre"
PERSON_OR_NOT = ("Ja, jag vill prata med en person", "Nej tack")


@pytest.fixture
def centre(centre: Centre) -> Centre:
    """One whose engine knows abuse, questions about hours, and wishes for a language."""
    directs(centre, ABUSE, Reproach(), intent="abuse")
    directs(centre, HOURS, TellOpeningHours(), intent="ask_opening_hours")
    for words, lang in ((ENGLISH, "en"), (ARABIC, "ar"), (GERMAN, "de"), (SWEDISH, "sv")):
        directs(centre, words, SwitchLanguage(lang), intent="switch_language")
    return centre


async def test_abuse_is_met_calmly_then_with_a_warning_and_the_third_time_with_the_end(centre: Centre) -> None:
    conversation = await centre.opens()
    told, offered = [], []
    for _ in range(3):
        turn = await centre.says(conversation, ABUSE)
        assert turn.outcome is TurnOutcome.REFUSED_ABUSE
        said = await last_said(centre, conversation)
        told.append(said.text)
        offered.append(said.quick_replies)
    warning = "Om det fortsätter avslutar jag samtalet."
    assert [warning in text for text in told] == [False, True, False]
    assert offered == [PERSON_OR_NOT, PERSON_OR_NOT, ()]
    assert "[013-20 60 00](tel:+4613206000)" in told[2]
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.NOBODY
    with pytest.raises(ConflictError):
        await centre.says(conversation, "förlåt")


async def test_strikes_count_also_where_the_engine_says_something_besides(centre: Centre) -> None:
    directs(centre, ABUSE, Reproach(), Say({"sv": "Hej då."}))
    conversation = await centre.opens()
    for _ in range(3):
        await centre.says(conversation, ABUSE)
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.NOBODY


async def test_two_strikes_and_a_question_end_nothing(centre: Centre) -> None:
    conversation = await centre.opens()
    for words in (ABUSE, WASTE_QUESTION, ABUSE):
        await centre.says(conversation, words)
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.ASSISTANT


async def test_a_conversation_in_which_there_was_danger_is_never_ended_for_abuse_nor_threatened_with_it(
    centre: Centre,
) -> None:
    """Requirement E-03."""
    conversation = await centre.opens()
    await centre.says(conversation, IN_DANGER)
    (row,) = await centre.assistant.desk.queue()
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)
    await centre.assistant.hand_offs.give_back(row.handoff.id, centre.anna)
    for _ in range(4):
        assert (await centre.says(conversation, ABUSE)).outcome is TurnOutcome.REFUSED_ABUSE
        said = await last_said(centre, conversation)
        assert "avslutar" not in said.text
        assert said.quick_replies == PERSON_OR_NOT
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.ASSISTANT


async def test_abuse_towards_a_person_is_for_the_person_to_judge(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, PERSON_QUESTION)
    for _ in range(4):
        assert (await centre.says(conversation, ABUSE)).outcome is TurnOutcome.PASSED_TO_PERSON
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_within_opening_hours_it_is_told_until_when_with_a_person_one_button_away(centre: Centre) -> None:
    conversation = await centre.opens()
    turn = await centre.says(conversation, HOURS)
    said = await last_said(centre, conversation)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert "svarar i chatten måndag–fredag 08.00–16.00." in said.text
    assert "De är här nu, till " in said.text
    assert "16.00" in said.text.split("De är här nu, till ")[1]
    assert said.quick_replies == ("Jag vill prata med en person",)


async def test_outside_of_them_it_is_told_when_people_are_back_and_a_call_back_is_offered(centre: Centre) -> None:
    centre.later(hours=9)  # 18.00 on a Monday
    conversation = await centre.opens()
    await centre.says(conversation, HOURS)
    said = await last_said(centre, conversation)
    assert "De är här igen tisdag 08.00." in said.text
    assert "Jag svarar dygnet runt." in said.text
    assert said.quick_replies == ("Ring upp mig",)


async def test_on_a_holiday_people_are_back_on_the_next_working_day(centre: Centre) -> None:
    centre.clock.set(MONDAY_MORNING.replace(month=12, day=25))
    conversation = await centre.opens()
    await centre.says(conversation, HOURS)
    said = await last_said(centre, conversation)
    assert "De är här nu" not in said.text
    assert said.quick_replies == ("Ring upp mig",)


async def test_from_the_wish_on_words_and_answers_are_english_though_the_citizen_writes_swedish(
    centre: Centre,
) -> None:
    shelve(centre, PERMIT)
    conversation = await centre.opens()
    turn = await centre.says(conversation, ENGLISH)
    said = await last_said(centre, conversation)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert (said.text, said.lang) == ("From now on I answer in English. Ask your question.", "en")
    await centre.says(conversation, PERMIT.title)
    assert (await last_said(centre, conversation)).text == "The fee depends on what you build."
    await centre.says(conversation, UNSURE_QUESTION)
    assert (await last_said(centre, conversation)).text.startswith("I am not sure enough to answer that.")


async def test_where_an_answer_is_not_in_the_chosen_language_that_is_said_before_it(centre: Centre) -> None:
    conversation = await centre.opens()
    for words in (ENGLISH, WASTE_QUESTION):
        await centre.says(conversation, words)
    *_, honest, answer = await centre.heard(conversation)
    assert honest.said.text.startswith("I have an answer, but only in Swedish.")
    assert answer.said.text == WASTE.answer


async def test_a_language_of_translated_answers_is_spoken_in_answers_and_in_our_own_words(centre: Centre) -> None:
    arabic = replace(PERMIT.translations["en"], lang="ar", title="كم تكلفة رخصة البناء؟", answer="الرسوم تختلف.")
    shelve(centre, replace(PERMIT, translations={**PERMIT.translations, "ar": arabic}))
    conversation = await centre.opens()
    await centre.says(conversation, ARABIC)
    words = centre.assistant.wording.of("ar")
    told = "From now on I answer in your language where we have translated the answer. "
    told += "Other answers come in Swedish, and a person can help you."
    said = await last_said(centre, conversation)
    assert (said.text, said.lang) == (words(told), "ar")
    await centre.says(conversation, PERMIT.title)
    said = await last_said(centre, conversation)
    assert (said.text, said.lang) == ("الرسوم تختلف.", "ar")
    await centre.says(conversation, UNSURE_QUESTION)
    assert (await last_said(centre, conversation)).lang == "ar"


async def test_a_language_we_have_nothing_in_is_told_honestly_and_changes_nothing(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, GERMAN)
    said = await last_said(centre, conversation)
    assert said.text.startswith("Tyvärr har jag inga svar på det språket.")
    assert said.quick_replies == PERSON_OR_NOT
    await centre.says(conversation, "Hej")
    assert (await last_said(centre, conversation)).text == "Hej!"


async def test_who_wants_swedish_again_gets_swedish(centre: Centre) -> None:
    conversation = await centre.opens("en")
    for words in (ENGLISH, SWEDISH):
        await centre.says(conversation, words)
    assert (await last_said(centre, conversation)).text == "Från och med nu svarar jag på svenska. Ställ din fråga."


async def test_a_wish_for_a_language_is_kept_also_where_the_engine_says_something_besides(centre: Centre) -> None:
    directs(centre, ENGLISH, Say({"sv": "Visst!", "en": "Sure!"}), SwitchLanguage("en"))
    conversation = await centre.opens()
    for words in (ENGLISH, "Hej"):
        await centre.says(conversation, words)
    assert (await last_said(centre, conversation)).text == "Hello!"


async def test_what_is_chosen_holds_whatever_language_is_detected_in_the_words(centre: Centre) -> None:
    take_turn = replace(centre.assistant.take_turn, languages=ToldLanguages({"Hej": Language("sv")}))
    centre.assistant = replace(centre.assistant, take_turn=take_turn)
    conversation = await centre.opens()
    for words in (ENGLISH, "Hej"):
        await centre.says(conversation, words)
    assert (await last_said(centre, conversation)).text == "Hello!"


async def test_a_promised_person_and_a_dispute_are_both_kept(centre: Centre) -> None:
    wish = "det var fel, ge mig en människa"
    directs(centre, wish, HandOff(HandoffReason.CITIZEN_COMPLAINED, GENERAL), NextBest())
    conversation = await centre.opens()
    wrong = await centre.says(conversation, WASTE_QUESTION)
    turn = await centre.says(conversation, wish)
    assert (turn.outcome, turn.disputes) == (TurnOutcome.HANDED_OFF, wrong.seq)
