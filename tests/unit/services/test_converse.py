"""The citizen opens a conversation, shows life, changes language, leaves and judges."""

import pytest

from assistant.domain.conversation import ConversationId, Holder, Language, Speaker
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import GENERAL, Stage
from assistant.domain.survey import Survey
from tests.centre import MONDAY_MORNING, PERSON_QUESTION, WASTE_QUESTION, Centre


async def test_each_conversation_has_an_id_and_a_token_of_its_own_and_only_the_digest_is_kept(centre: Centre) -> None:
    """Requirement F-03."""
    opened = [await centre.assistant.converse.open("sv") for _ in range(20)]
    assert len({one.conversation.id for one in opened}) == len({one.token for one in opened}) == 20
    assert all(len(one.token) >= 32 for one in opened)
    assert all(one.token not in repr(one.conversation) for one in opened)


async def test_the_token_opens_its_own_conversation_and_no_other(centre: Centre) -> None:
    mine, other = await centre.assistant.converse.open("sv"), await centre.assistant.converse.open("sv")
    authorised = centre.assistant.converse.authorised
    assert (await authorised(mine.conversation.id, mine.token)).id == mine.conversation.id
    for token in (other.token, "", mine.token[:-1], "å"):
        with pytest.raises(NotFoundError):
            await authorised(mine.conversation.id, token)
    with pytest.raises(NotFoundError):
        await authorised(ConversationId("none such"), mine.token)


@pytest.mark.parametrize(("asked", "spoken"), [("sv", "sv"), ("en", "en"), ("ar", "ar"), ("nb", "sv"), ("", "sv")])
async def test_a_language_we_have_no_words_in_is_answered_in_swedish(centre: Centre, asked: str, spoken: str) -> None:
    conversation = (await centre.assistant.converse.open(asked)).conversation
    assert conversation.lang == spoken
    assert (await centre.heard(conversation.id))[0].said.lang == spoken


async def test_the_language_can_be_changed_and_the_assistants_next_words_come_in_it(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.assistant.converse.speak(conversation, "en")
    assert (await centre.assistant.follow.state(conversation)).lang == "en"
    await centre.says(conversation, PERSON_QUESTION)
    assert (await centre.heard(conversation))[-1].said.text.startswith("I am asking a person")
    with pytest.raises(RefusedError):
        await centre.assistant.converse.speak(conversation, "nb")


async def test_a_citizen_who_leaves_is_thanked_once_and_the_conversation_is_closed(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.assistant.converse.leave(conversation)
    await centre.assistant.converse.leave(conversation)
    farewells = [one.said.text for one in await centre.heard(conversation) if one.said.speaker is Speaker.NOTICE]
    assert farewells == ["Du har avslutat samtalet. Tack för att du hörde av dig."]
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.NOBODY


async def test_a_citizen_who_leaves_while_waiting_frees_the_place_and_counts_as_abandoned(centre: Centre) -> None:
    first = await centre.waits()
    second = await centre.waits()
    await centre.assistant.converse.leave(first.conversation_id)
    assert (await centre.assistant.desk.view(first.id)).handoff.stage is Stage.ABANDONED
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (second.id,)
    with pytest.raises(ConflictError):
        await centre.assistant.hand_offs.claim(first.id, centre.anna)


async def test_leaving_works_with_redis_away(centre: Centre) -> None:
    handoff = await centre.waits()
    centre.outage.away = True
    await centre.assistant.converse.leave(handoff.conversation_id)
    assert await centre.assistant.desk.queue() == ()


async def test_an_open_page_makes_the_citizen_present_and_redis_away_makes_nobody_absent(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.assistant.converse.beat(conversation)
    assert conversation in await centre.assistant.sweep.citizens.present()
    centre.outage.away = True
    await centre.assistant.converse.beat(conversation)


async def test_a_silent_conversation_is_closed_with_a_word_but_not_one_that_waits_for_a_person(centre: Centre) -> None:
    silent, handoff = await centre.opens(), await centre.waits()
    await centre.assistant.converse.close_silent(silent)
    await centre.assistant.converse.close_silent(handoff.conversation_id)
    assert (await centre.heard(silent))[-1].said.text.startswith("Det har varit tyst en stund")
    assert (await centre.assistant.follow.state(silent)).closed
    assert [row.handoff.id for row in await centre.assistant.desk.queue()] == [handoff.id]


async def test_a_later_verdict_replaces_an_earlier_one_and_may_come_after_the_end(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.assistant.converse.judge(Survey(conversation, MONDAY_MORNING, resolved=False, treatment=2))
    await centre.assistant.converse.leave(conversation)
    later = Survey(conversation, MONDAY_MORNING, resolved=True, treatment=5, comment="Tack")
    await centre.assistant.converse.judge(later)
    assert (await centre.assistant.transcripts.of(conversation)).survey == later


async def test_a_conversation_without_a_question_cannot_be_judged(centre: Centre) -> None:
    conversation = await centre.opens()
    with pytest.raises(RefusedError):
        await centre.assistant.converse.judge(Survey(conversation, MONDAY_MORNING, treatment=1))
    assert (await centre.assistant.transcripts.of(conversation)).survey is None


async def test_the_words_of_the_welcome_are_in_the_language_opened_in(centre: Centre) -> None:
    conversation = await centre.opens("en")
    welcome = (await centre.heard(conversation))[0].said
    assert (welcome.lang, welcome.speaker) == (Language("en"), Speaker.ASSISTANT)
