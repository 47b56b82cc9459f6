"""What an agent's desk shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.knowledge import ToldSearch
from assistant.domain.conversation import SWEDISH, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import GENERAL, Disposition, HandoffId, HandoffReason
from assistant.domain.knowledge import ArticleId, Candidate, Maker, Translation
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, knowing

IN_DANGER = "jag vill inte leva längre"


async def test_the_queue_shows_who_waits_how_long_why_and_with_which_words(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.later(seconds=70)
    await centre.says(handoff.conversation_id, "Är det någon där?")
    (row,) = await centre.assistant.desk.queue()
    assert (row.waited, row.lang) == (timedelta(seconds=70), "sv")
    assert (row.opening, row.latest) == (UNSURE_QUESTION, "Är det någon där?")
    assert row.handoff.reason is HandoffReason.LOW_CONFIDENCE


async def test_the_queue_shows_the_question_before_the_wish_for_a_person(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.says(conversation, PERSON_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    assert (row.opening, row.latest) == (WASTE_QUESTION, PERSON_QUESTION)


async def test_words_of_danger_stand_first_in_the_queue_whatever_was_said_since(centre: Centre) -> None:
    handoff = await centre.waits()
    assert (await centre.assistant.desk.queue())[0].latest == ""
    await centre.says(handoff.conversation_id, IN_DANGER)
    await centre.says(handoff.conversation_id, "Förlåt")
    (row,) = await centre.assistant.desk.queue()
    assert (row.opening, row.latest) == (IN_DANGER, "Förlåt")


async def test_a_wait_is_late_after_the_promised_two_minutes(centre: Centre) -> None:
    await centre.waits()
    centre.later(seconds=120)
    assert not (await centre.assistant.desk.queue())[0].late
    centre.later(seconds=1)
    assert (await centre.assistant.desk.queue())[0].late


async def test_the_queue_is_shown_from_the_record_with_redis_away_too(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.outage.away = True
    assert [row.handoff for row in await centre.assistant.desk.queue()] == [handoff]


async def test_long_words_are_cut_in_the_queue_and_whole_in_the_conversation(centre: Centre) -> None:
    handoff = await centre.waits("å" * 500)
    assert (await centre.assistant.desk.queue())[0].opening == "å" * 140
    assert "å" * 500 in [said.said.text for said in (await centre.assistant.desk.view(handoff.id)).utterances]


async def test_a_handoff_without_any_words_of_the_citizen_has_an_empty_opening(centre: Centre) -> None:
    conversation = await centre.opens()
    async with centre.assistant.desk.records.unit() as unit:
        await centre.assistant.hand_offs.request(unit, conversation, HandoffReason.CITIZEN_ASKED, GENERAL)
    assert (await centre.assistant.desk.queue())[0].opening == ""


async def test_a_held_conversation_awaits_the_agent_while_the_citizen_spoke_last(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.says(handoff.conversation_id, "Hallå?")
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert held.awaits_agent
    await centre.replies(handoff, centre.anna, "Hej!")
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert not held.awaits_agent


async def test_danger_in_a_held_conversation_awaits_the_agent_though_the_assistant_said_its_fixed_words(
    centre: Centre,
) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.says(handoff.conversation_id, IN_DANGER)
    assert not (await centre.heard(handoff.conversation_id))[-1].by_citizen
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert (held.awaits_agent, held.danger, held.words) == (True, "suicide", IN_DANGER)
    assert held.alarm is not None
    await centre.replies(handoff, centre.anna, "Jag är här.")
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert (held.awaits_agent, held.alarm, held.in_danger, held.words) == (False, None, True, IN_DANGER)


async def test_a_conversation_that_has_ended_awaits_and_alarms_nobody(centre: Centre) -> None:
    handoff = await centre.waits(IN_DANGER)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.assistant.converse.leave(handoff.conversation_id)
    (held,) = await centre.assistant.desk.held_by(centre.anna.id)
    assert (held.awaits_agent, held.alarm, held.in_danger) == (False, None, True)


async def test_a_desk_holds_what_its_agent_claimed_until_it_is_wrapped_up_and_nothing_of_others(
    centre: Centre,
) -> None:
    first, second = await centre.waits(), await centre.waits()
    await centre.assistant.hand_offs.claim(first.id, centre.anna)
    await centre.assistant.hand_offs.claim(second.id, centre.bjorn)
    await centre.assistant.hand_offs.end(first.id, centre.anna)
    assert [held.handoff.id for held in await centre.assistant.desk.held_by(centre.anna.id)] == [first.id]
    await centre.assistant.hand_offs.wrap_up(first.id, centre.anna, Disposition.RESOLVED)
    assert await centre.assistant.desk.held_by(centre.anna.id) == ()


async def test_the_agent_sees_the_assistants_guesses_at_the_question_it_was_unsure_of(centre: Centre) -> None:
    handoff = await centre.waits()
    view = await centre.assistant.desk.view(handoff.id)
    assert [(guess.article, guess.candidate.confidence) for guess in view.guesses] == [(WASTE, 0.11)]
    assert [turn.seq for turn in view.turns] == [2]
    assert view.danger is None


async def test_guesses_come_from_the_latest_question_that_had_any(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.says(conversation, PERSON_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    (guess,) = (await centre.assistant.desk.view(row.handoff.id)).guesses
    assert guess.candidate.confidence == 0.97


async def test_guesses_are_for_the_question_that_led_to_the_handoff_and_name_it(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.says(conversation, UNSURE_QUESTION)
    await centre.says(conversation, "ok, tack")
    (row,) = await centre.assistant.desk.queue()
    view = await centre.assistant.desk.view(row.handoff.id)
    assert ([guess.candidate.confidence for guess in view.guesses], view.guessed_at) == ([0.11], UNSURE_QUESTION)


async def test_what_is_asked_while_waiting_is_guessed_at_where_an_answer_is_likely_and_the_queue_names_what_led_there(
    centre: Centre,
) -> None:
    conversation = await centre.opens()
    centre.search.tell("Det gäller soporna", (Candidate(WASTE.id, 0.97, WASTE.covers),))
    await centre.says(conversation, UNSURE_QUESTION)
    await centre.says(conversation, "Det gäller soporna")
    (row,) = await centre.assistant.desk.queue()
    view = await centre.assistant.desk.view(row.handoff.id)
    assert ([guess.candidate.confidence for guess in view.guesses], view.guessed_at) == ([0.97], "Det gäller soporna")
    assert (row.opening, row.latest) == (UNSURE_QUESTION, "Det gäller soporna")


@pytest.mark.parametrize(("confidence", "shown"), [(0.0499, 0), (0.05, 1)])
async def test_guesses_under_five_per_cent_are_not_shown(centre: Centre, confidence: float, shown: int) -> None:
    centre.search.tell("Hur då?", (Candidate(WASTE.id, confidence, WASTE.covers),))
    handoff = await centre.waits("Hur då?")
    view = await centre.assistant.desk.view(handoff.id)
    assert (len(view.guesses), view.guessed_at) == (shown, "Hur då?" if shown else "")


async def test_a_guess_at_an_article_since_withdrawn_is_not_shown(centre: Centre) -> None:
    handoff = await centre.waits()
    emptied = replace(centre.assistant.desk, in_use=knowing(centre, centre.search))
    assert (await emptied.view(handoff.id)).guesses == ()
    with pytest.raises(NotFoundError):
        await emptied.article(WASTE.id, "sv")


async def test_danger_is_marked_also_when_calmer_words_followed(centre: Centre) -> None:
    handoff = await centre.waits("jag vill inte leva längre")
    await centre.says(handoff.conversation_id, UNSURE_QUESTION)
    assert (await centre.assistant.desk.view(handoff.id)).danger == "suicide"


async def test_an_article_can_be_looked_up_to_be_sent(centre: Centre) -> None:
    assert await centre.assistant.desk.article(WASTE.id, "sv") == WASTE
    with pytest.raises(NotFoundError):
        await centre.assistant.desk.article(ArticleId("none.such"), "sv")
    with pytest.raises(NotFoundError):
        await centre.assistant.desk.view(HandoffId("none such"))


async def test_a_search_gives_the_citizens_language_where_there_is_a_text_of_today(centre: Centre) -> None:
    english = Translation("en", "Which day?", "You see it online.", (), WASTE.digest, WASTE.review_due_on, Maker.PERSON)
    stale = replace(english, lang="so", follows="another text")
    told = replace(WASTE, translations={"en": english, "so": stale})
    desk = replace(centre.assistant.desk, in_use=knowing(centre, centre.search, told))
    for lang, spoken in (("en", "en"), ("so", "sv"), ("fi", "sv")):
        (found,) = await desk.search(WASTE_QUESTION, lang)
        assert (found.article.lang, found.spoken.lang) == ("sv", spoken)
    assert await desk.search(" ", "sv") == ()


async def test_an_article_of_that_very_title_comes_first(centre: Centre) -> None:
    other = replace(WASTE, id=ArticleId("avfall_atervinning.grovsopor"), title="Vart med grovsoporna?")
    asked = {"vart med grovsoporna": (Candidate(WASTE.id, 0.6), Candidate(other.id, 0.3))}
    search = ToldSearch(asked)
    desk = replace(centre.assistant.desk, in_use=knowing(centre, search, WASTE, other))
    assert [guess.article.id for guess in await desk.search("vart med grovsoporna", "sv")] == [other.id, WASTE.id]


async def test_the_area_is_guessed_from_what_the_agent_sent_or_else_the_best_guess(centre: Centre) -> None:
    unsure = await centre.waits()
    assert (await centre.assistant.desk.view(unsure.id)).guessed_area == WASTE.area
    await centre.arrives(centre.anna)
    await centre.assistant.hand_offs.claim(unsure.id, centre.anna)
    sent = NewUtterance(
        UtteranceId("a"), Speaker.AGENT, "Bygg.", SWEDISH, "Anna", ArticleId("bygglov.altan"), (WASTE.citation,)
    )
    await centre.assistant.hand_offs.reply(unsure.id, centre.anna, sent)
    assert (await centre.assistant.desk.view(unsure.id)).guessed_area == "bygglov"


async def test_without_any_article_no_area_is_guessed(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, PERSON_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    assert (await centre.assistant.desk.view(row.handoff.id)).guessed_area is None
