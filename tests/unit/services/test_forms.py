"""A form takes what is an answer, asks again for what is none, and lets nobody be stuck in it."""

from collections.abc import Mapping

import pytest

from assistant.adapters.memory.dialogue import ANSWER_FROM_KNOWLEDGE, ScriptedEngine
from assistant.domain.case import CaseFilter, CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.form import FORM_ANSWER, FORM_UNCLEAR, Field, OpenForm, Step
from assistant.domain.knowledge import Candidate
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre

LAMP = "gatlyktan utanför oss har slocknat"
ASKS_WHERE = OpenForm(CaseKind.FAULT, Step.ASKING, Field.WHERE, {Field.WHAT: LAMP})


def opens_with(engine: ScriptedEngine, words: str, form: OpenForm) -> None:
    """The engine opens a form at these words; what it hears besides, it takes for words without a question."""
    asked = Say({"sv": f"{form.asks}?", "en": f"{form.asks}?"}, ({"sv": "Avbryt", "en": "Cancel"},))
    opened = EngineReply(Understanding("report_fault", 0.9), (asked,), "scripted", form)
    engine.script = {**engine.script, words: opened}
    engine.default = EngineReply(Understanding("inform", 0.9), (Say({"sv": "Oväntat.", "en": "Unexpected."}),))


@pytest.fixture
async def reporting(centre: Centre) -> ConversationId:
    """A citizen who reports a lamp, and is asked where it is."""
    opens_with(centre.engine, LAMP, ASKS_WHERE)
    conversation = await centre.opens()
    await centre.says(conversation, LAMP)
    return conversation


async def filled(centre: Centre, conversation: ConversationId) -> Mapping[Field, str]:
    form = await centre.engine.open_form(conversation)
    return {} if form is None else form.filled


async def last(centre: Centre, conversation: ConversationId) -> str:
    return (await centre.heard(conversation))[-1].said.text


async def test_an_answer_is_taken_and_the_next_thing_is_asked_for(centre: Centre, reporting: ConversationId) -> None:
    turn = await centre.says(reporting, "bakom skolan")
    assert turn.understanding == Understanding(FORM_ANSWER, 1.0)
    assert await filled(centre, reporting) == {Field.WHAT: LAMP, Field.WHERE: "bakom skolan"}
    assert await last(centre, reporting) == "since?"


async def test_what_is_no_answer_is_asked_for_with_an_example_and_the_same_buttons(
    centre: Centre, reporting: ConversationId
) -> None:
    turn = await centre.says(reporting, "anna@example.com")
    said = (await centre.heard(reporting))[-1].said
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    assert turn.understanding == Understanding(FORM_UNCLEAR, 1.0)
    assert "”vid bron bakom skolan”" in said.text
    assert said.quick_replies == ("Avbryt",)
    assert await filled(centre, reporting) == {Field.WHAT: LAMP}


async def test_after_the_second_time_what_is_said_is_taken_so_that_nobody_is_stuck(
    centre: Centre, reporting: ConversationId
) -> None:
    for words in ("?", "x"):
        await centre.says(reporting, words)
    assert Field.WHERE not in await filled(centre, reporting)
    await centre.says(reporting, "y")
    assert (await filled(centre, reporting))[Field.WHERE] == "y"
    # The next field has its own two times.
    await centre.says(reporting, "?")
    assert Field.SINCE not in await filled(centre, reporting)


async def test_a_question_in_between_does_not_begin_the_counting_again(
    centre: Centre, reporting: ConversationId
) -> None:
    for words in ("?", UNSURE_QUESTION, "x", "y"):
        await centre.says(reporting, words)
    assert (await filled(centre, reporting))[Field.WHERE] == "y"


async def test_a_question_is_answered_and_the_form_asks_on(centre: Centre, reporting: ConversationId) -> None:
    turn = await centre.says(reporting, WASTE_QUESTION)
    assert (turn.outcome, turn.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, WASTE.id)
    assert await last(centre, reporting) == "where?"
    assert await filled(centre, reporting) == {Field.WHAT: LAMP}


async def test_a_question_of_which_nothing_is_sure_is_told_so_and_the_form_asks_on(
    centre: Centre, reporting: ConversationId
) -> None:
    turn = await centre.says(reporting, UNSURE_QUESTION)
    assert turn.outcome is TurnOutcome.UNANSWERED_NO_PASSAGE
    assert await last(centre, reporting) == "where?"


async def test_an_answer_is_never_searched_for_whatever_the_engine_and_the_search_take_it_for(
    centre: Centre, reporting: ConversationId
) -> None:
    for words in ("bakom stora parkeringen", "Lingonvägen 21"):
        centre.search.tell(words, (Candidate(WASTE.id, 0.99, WASTE.covers),))
        centre.engine.script = {**centre.engine.script, words: ANSWER_FROM_KNOWLEDGE}
        turn = await centre.says(reporting, words)
        assert (turn.article, turn.candidates) == (None, ())
    assert (await filled(centre, reporting))[Field.WHERE] == "Lingonvägen 21"


async def test_a_correction_while_the_next_thing_is_asked_for_is_told_and_the_question_stands(
    centre: Centre, reporting: ConversationId
) -> None:
    await centre.says(reporting, "Lingonvägen 12")
    await centre.says(reporting, "Lingonvägen 21 menade jag")
    assert [one.said.text for one in await centre.heard(reporting)][-2:] == ["Okej, det är ändrat.", "since?"]
    assert (await filled(centre, reporting))[Field.WHERE] == "Lingonvägen 21"


async def test_two_things_told_at_once_are_both_taken_and_a_change_at_the_end_needs_no_more_than_a_yes(
    centre: Centre, reporting: ConversationId
) -> None:
    for words in ("Lingonvägen 12 sedan i måndags", "nej tack", "Lingonvägen 21 menade jag"):
        await centre.says(reporting, words)
    assert await last(centre, reporting) == "right?"
    await centre.says(reporting, "klart")
    (case,) = (await centre.assistant.cases.listed(CaseFilter(), 10)).cases
    assert (case.details["where"], case.details["since"]) == ("Lingonvägen 21", "sedan i måndags")
    assert str(case.reference) in await last(centre, reporting)


async def test_what_the_opening_words_tell_besides_is_not_asked_for(centre: Centre) -> None:
    words = "lyktan vid Lingonvägen 21 är släckt sedan i måndags"
    opens_with(centre.engine, words, OpenForm(CaseKind.FAULT, Step.ASKING, Field.WHERE, {Field.WHAT: words}))
    conversation = await centre.opens()
    turn = await centre.says(conversation, words)
    assert turn.understanding == Understanding("report_fault", 0.9)
    assert [one.said.text for one in await centre.heard(conversation)][-1] == "contact?"
    assert (await filled(centre, conversation))[Field.SINCE] == "sedan i måndags"


async def test_a_person_is_had_from_within_a_form(centre: Centre, reporting: ConversationId) -> None:
    assert (await centre.says(reporting, PERSON_QUESTION)).outcome is TurnOutcome.HANDED_OFF


async def test_a_form_is_called_off_in_a_word(centre: Centre, reporting: ConversationId) -> None:
    await centre.says(reporting, "avbryt")
    assert await centre.engine.open_form(reporting) is None


async def test_in_english_the_form_is_as_helpful(centre: Centre) -> None:
    opens_with(centre.engine, LAMP, ASKS_WHERE)
    conversation = await centre.opens("en")
    await centre.says(conversation, LAMP)
    await centre.says(conversation, "?")
    assert (await last(centre, conversation)).startswith("I need a place")


async def test_words_of_time_in_a_language_not_read_here_are_taken(centre: Centre) -> None:
    asks_since = OpenForm(CaseKind.FAULT, Step.ASKING, Field.SINCE, {Field.WHAT: LAMP, Field.WHERE: "Ryd"})
    opens_with(centre.engine, LAMP, asks_since)
    conversation = await centre.opens()
    await centre.says(conversation, LAMP)
    await centre.says(conversation, "منذ أسبوعين")
    assert (await filled(centre, conversation))[Field.SINCE] == "منذ أسبوعين"


async def test_with_the_engine_away_a_person_is_asked_for(centre: Centre, reporting: ConversationId) -> None:
    centre.engine.away = True
    assert (await centre.says(reporting, "bakom skolan")).outcome is TurnOutcome.ERROR_ENGINE
