"""A turn's end is recorded whatever moves beside it: contention, somebody who gives back, somebody who switches off."""

from dataclasses import replace

import pytest

from assistant.domain.conversation import Conversation, Holder, Utterance, UtteranceId
from assistant.domain.errors import UnavailableError
from assistant.domain.switches import EVERYTHING
from assistant.domain.turn import TurnOutcome
from assistant.services.conclusion import Asked
from assistant.services.record_turn import TRIES, TRIES_IN_DANGER
from assistant.services.take_turn import TakeTurn
from tests.centre import WASTE_QUESTION, Centre
from tests.unit.services.odd_moments import ContendedRecords, InterruptedRecords

IN_DANGER = "jag vill inte leva längre"


def contended(centre: Centre, times: int) -> TakeTurn:
    """The centre's turns, if the database resolved so many contentions at their expense."""
    take_turn = centre.assistant.take_turn
    ending = replace(take_turn.ending, records=ContendedRecords(take_turn.ending.records, times))
    return replace(take_turn, ending=ending)


async def said(centre: Centre, words: str) -> Utterance:
    return await centre.assistant.take_turn.record(await centre.opens(), UtteranceId("u"), words)


async def holder(centre: Centre, utterance: Utterance) -> Holder:
    async with centre.assistant.staff.records.reading() as unit:
        conversation: Conversation = await unit.conversations.get(utterance.conversation_id)
    return conversation.holder


async def test_a_contention_costs_neither_words_nor_a_person(centre: Centre) -> None:
    utterance = await said(centre, WASTE_QUESTION)
    turn = await contended(centre, TRIES - 1).finish(utterance)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE
    heard = await centre.heard(utterance.conversation_id)
    assert len({one.said.id for one in heard}) == len(heard)


async def test_in_danger_it_is_tried_longer_and_the_person_comes(centre: Centre) -> None:
    utterance = await said(centre, IN_DANGER)
    turn = await contended(centre, TRIES_IN_DANGER - 2).finish(utterance)
    assert turn.outcome is TurnOutcome.DANGER
    assert await holder(centre, utterance) is Holder.QUEUE
    assert "112" in "".join(one.said.text for one in await centre.heard(utterance.conversation_id))


async def test_what_never_ends_is_left_to_the_sweeper(centre: Centre) -> None:
    utterance = await said(centre, IN_DANGER)
    with pytest.raises(UnavailableError):
        await contended(centre, 100).finish(utterance)


async def test_small_talk_found_before_the_assistant_was_switched_off_is_not_said_after_it(centre: Centre) -> None:
    utterance = await said(centre, "Hej")
    take_turn = centre.assistant.take_turn
    greeting = await take_turn.conclude.dialogue(Asked(await conversation_of(centre, utterance), utterance))
    assert [reply.text for reply in greeting.replies] == ["Hej!"]
    await centre.assistant.off_switch.turn(EVERYTHING, centre.sofia, "Fel svar", off=True)
    recorded = await take_turn.ending.record(utterance, greeting, 0.0)
    assert recorded is not None
    assert recorded[0].outcome is TurnOutcome.REFUSED_MODE
    assert "Hej!" not in [one.said.text for one in await centre.heard(utterance.conversation_id)]


async def conversation_of(centre: Centre, utterance: Utterance) -> Conversation:
    async with centre.assistant.staff.records.reading() as unit:
        return await unit.conversations.get(utterance.conversation_id)


@pytest.mark.parametrize("after", range(1, 7))
async def test_words_to_a_person_who_gives_back_meanwhile_are_answered_by_the_assistant(
    centre: Centre, after: int
) -> None:
    """At whichever look of the turn it happens: never is a question closed in silence."""
    handoff = await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)
    utterance = await centre.assistant.take_turn.record(handoff.conversation_id, UtteranceId("u"), WASTE_QUESTION)

    async def give_back() -> None:
        await centre.assistant.hand_offs.give_back(handoff.id, centre.anna)

    records = InterruptedRecords(centre.assistant.take_turn.records, give_back, after)
    take_turn = centre.assistant.take_turn
    turn = await replace(take_turn, records=records).finish(utterance)
    silent = turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert silent == (await holder(centre, utterance) is Holder.AGENT)
