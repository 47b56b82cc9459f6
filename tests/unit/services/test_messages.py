"""An agent's message: held, undone, said by whoever comes first, never lost, and corrected afterwards."""

from collections.abc import Sequence

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.conversation import (
    SWEDISH,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import Handoff
from assistant.services.follow import Corrected, State
from tests.centre import WASTE, Centre, open_centre


@pytest.fixture
async def holding() -> Centre:
    """A centre where messages can be undone for five seconds."""
    centre = await open_centre(undo_seconds=5)
    await centre.arrives(centre.anna)
    return centre


def words(name: str, text: str = "Hej!") -> NewUtterance:
    return NewUtterance(UtteranceId(name), Speaker.AGENT, text, SWEDISH, speaker_name="Anna")


async def held(centre: Centre) -> Handoff:
    handoff = await centre.waits()
    return await centre.assistant.hand_offs.claim(handoff.id, centre.anna)


async def send(centre: Centre, handoff: Handoff, name: str, text: str = "Hej!") -> None:
    await centre.assistant.messages.send(handoff.id, centre.anna, words(name, text))


async def agents_words(centre: Centre, handoff: Handoff) -> list[str]:
    heard = await centre.heard(handoff.conversation_id)
    return [each.said.text for each in heard if each.said.speaker is Speaker.AGENT]


async def entries(centre: Centre) -> Sequence[AuditEntry]:
    async with centre.assistant.messages.records.reading() as unit:
        return await unit.audit.entries(AuditFilter(), 10)


async def now(centre: Centre, handoff: Handoff) -> Handoff:
    async with centre.assistant.messages.records.reading() as unit:
        return await unit.handoffs.get(handoff.id)


async def test_a_message_reaches_the_citizen_after_five_seconds_and_answers_then(holding: Centre) -> None:
    handoff = await held(holding)
    await send(holding, handoff, "a")
    holding.later(seconds=4.9)
    await holding.assistant.messages.say_due()
    assert await agents_words(holding, handoff) == []
    assert (await now(holding, handoff)).answered_at is None
    holding.later(seconds=0.1)
    await holding.assistant.messages.say_due()
    await holding.assistant.messages.say_due()
    assert await agents_words(holding, handoff) == ["Hej!"]
    assert (await now(holding, handoff)).answered_at == holding.clock.now()


async def test_what_the_console_could_not_say_the_sweeper_says(holding: Centre) -> None:
    """The process that took the message died: the record knows what is due."""
    handoff = await held(holding)
    await send(holding, handoff, "a")
    holding.later(seconds=6)
    await holding.assistant.sweep.once()
    assert await agents_words(holding, handoff) == ["Hej!"]


async def test_a_message_undone_is_never_seen_has_no_number_and_is_entered_without_its_words(holding: Centre) -> None:
    handoff = await held(holding)
    await send(holding, handoff, "a", "Fel person!")
    for _ in range(2):
        message = await holding.assistant.messages.withdraw(handoff.id, holding.anna, UtteranceId("a"))
        assert message.said.text == "Fel person!"
    holding.later(seconds=60)
    await holding.assistant.messages.say_due()
    await holding.says(handoff.conversation_id, "Hallå?")
    heard = await holding.heard(handoff.conversation_id)
    assert [each.seq for each in heard] == list(range(1, len(heard) + 1))
    assert await agents_words(holding, handoff) == []
    assert (await now(holding, handoff)).answered_at is None
    (entry,) = await entries(holding)
    assert (entry.act, entry.by, entry.subject) == (
        Act.MESSAGE_UNDONE,
        "anna",
        f"conversation:{handoff.conversation_id}",
    )
    assert "Fel" not in str(entry.details)


async def test_what_the_citizen_has_cannot_be_undone(holding: Centre) -> None:
    handoff = await held(holding)
    await send(holding, handoff, "a")
    holding.later(seconds=5)
    await holding.assistant.messages.say_due()
    with pytest.raises(ConflictError):
        await holding.assistant.messages.withdraw(handoff.id, holding.anna, UtteranceId("a"))
    assert await agents_words(holding, handoff) == ["Hej!"]


async def test_nobody_undoes_a_colleagues_message_or_one_that_is_not(holding: Centre) -> None:
    handoff = await held(holding)
    await send(holding, handoff, "a")
    for act in (holding.assistant.messages.withdraw, holding.assistant.messages.say_now):
        with pytest.raises(ConflictError):
            await act(handoff.id, holding.bjorn, UtteranceId("a"))
        with pytest.raises(NotFoundError):
            await act(handoff.id, holding.anna, UtteranceId("b"))


async def test_a_message_sent_twice_is_one_and_one_that_was_undone_is_not_sent_by_a_late_repeat(
    holding: Centre,
) -> None:
    handoff = await held(holding)
    for _ in range(2):
        await send(holding, handoff, "a")
    await send(holding, handoff, "b", "Nej.")
    await holding.assistant.messages.withdraw(handoff.id, holding.anna, UtteranceId("b"))
    await send(holding, handoff, "b", "Nej.")
    holding.later(seconds=5)
    await holding.assistant.messages.say_due()
    assert await agents_words(holding, handoff) == ["Hej!"]


async def test_messages_are_said_in_the_order_they_were_sent(holding: Centre) -> None:
    handoff = await held(holding)
    await send(holding, handoff, "a", "Ett")
    holding.later(seconds=2)
    await send(holding, handoff, "b", "Två")
    holding.later(seconds=3)
    await holding.assistant.messages.say_due()
    assert await agents_words(holding, handoff) == ["Ett"]
    await send(holding, handoff, "c", "Tre")
    await holding.assistant.messages.say_now(handoff.id, holding.anna, UtteranceId("b"))
    await holding.assistant.messages.say_now(handoff.id, holding.anna, UtteranceId("b"))
    assert await agents_words(holding, handoff) == ["Ett", "Två"]


@pytest.mark.parametrize("how", ["end", "give_back", "let_go_all", "leave", "lapse"])
async def test_no_words_are_lost_when_the_conversation_leaves_its_agent(holding: Centre, how: str) -> None:
    """They come before the notice that tells of the leaving, and count as an answer."""
    handoff = await held(holding)
    await send(holding, handoff, "a", "Här är svaret.")
    hand_offs = holding.assistant.hand_offs
    match how:
        case "end":
            await hand_offs.end(handoff.id, holding.anna)
        case "give_back":
            await hand_offs.give_back(handoff.id, holding.anna)
        case "let_go_all":
            await holding.assistant.return_to_queue.let_go_all(holding.anna)
        case "leave":
            await holding.assistant.converse.leave(handoff.conversation_id)
        case _:
            await holding.assistant.return_to_queue.lapse(handoff, "Anna")
    heard = await holding.heard(handoff.conversation_id)
    assert [each.said.speaker for each in heard[-2:]] == [Speaker.AGENT, Speaker.NOTICE]
    assert heard[-2].said.text == "Här är svaret."
    assert (await now(holding, handoff)).answered_at == holding.clock.now()
    holding.later(seconds=10)
    await holding.assistant.messages.say_due()
    assert await agents_words(holding, handoff) == ["Här är svaret."]


async def test_who_does_not_hold_the_conversation_sends_nothing(holding: Centre) -> None:
    handoff = await held(holding)
    with pytest.raises(ConflictError):
        await holding.assistant.messages.send(handoff.id, holding.bjorn, words("a"))


async def test_while_a_message_is_held_it_is_not_the_agents_turn(holding: Centre) -> None:
    handoff = await held(holding)
    (before,) = await holding.assistant.desk.held_by(holding.anna.id)
    await send(holding, handoff, "a")
    (after,) = await holding.assistant.desk.held_by(holding.anna.id)
    assert (before.awaits_agent, after.awaits_agent) == (True, False)
    assert before.unanswered != ()


async def said(centre: Centre) -> tuple[Handoff, Utterance]:
    """Anna has said what a thing costs."""
    handoff = await held(centre)
    await send(centre, handoff, "a", "Det kostar 10 kr.")
    await centre.assistant.messages.say_now(handoff.id, centre.anna, UtteranceId("a"))
    return handoff, (await centre.heard(handoff.conversation_id))[-1]


async def test_a_correction_changes_the_words_keeps_the_former_and_is_entered(holding: Centre) -> None:
    handoff, utterance = await said(holding)
    holding.later(seconds=30)
    for _ in range(2):
        await holding.assistant.messages.correct(handoff.id, holding.anna, utterance.seq, "Det kostar 20 kr.")
    corrected = (await holding.heard(handoff.conversation_id))[-1]
    assert (corrected.said.text, corrected.seq, corrected.at) == ("Det kostar 20 kr.", utterance.seq, utterance.at)
    assert corrected.corrected_at == holding.clock.now()
    aside = await holding.assistant.aside.of(handoff, holding.anna)
    assert aside.former == {utterance.seq: "Det kostar 10 kr."}
    (entry,) = await entries(holding)
    assert (entry.act, entry.details["seq"]) == (Act.MESSAGE_CORRECTED, utterance.seq)
    assert "kostar" not in str(entry.details)


async def test_who_follows_gets_the_new_words_and_who_comes_back_does_too(holding: Centre) -> None:
    handoff, utterance = await said(holding)
    conversation = handoff.conversation_id
    follow = holding.assistant.follow
    events = follow.events(conversation, utterance.seq)
    assert isinstance(await anext(events), State)
    await holding.assistant.messages.correct(handoff.id, holding.anna, utterance.seq, "Det kostar 20 kr.")
    event = await anext(events)
    assert isinstance(event, Corrected)
    assert (event.utterance.seq, event.utterance.said.text) == (utterance.seq, "Det kostar 20 kr.")
    await events.aclose()  # type: ignore[attr-defined]

    again = follow.events(conversation, utterance.seq)
    assert await anext(again) == event
    await again.aclose()  # type: ignore[attr-defined]
    fresh = follow.events(conversation, utterance.seq - 1)
    assert await anext(fresh) == event.utterance
    assert isinstance(await anext(fresh), State)
    await fresh.aclose()  # type: ignore[attr-defined]
    assert await follow.corrected(conversation, utterance.seq) == (event.utterance,)
    assert await follow.corrected(conversation, utterance.seq - 1) == ()


async def test_only_ones_own_words_are_corrected_and_only_while_one_holds_the_conversation(holding: Centre) -> None:
    handoff, utterance = await said(holding)
    correct = holding.assistant.messages.correct
    for seq in (1, 2, utterance.seq + 1):  # the welcome, the citizen's words, nothing
        with pytest.raises(ConflictError):
            await correct(handoff.id, holding.anna, seq, "Annat.")
    with pytest.raises(ConflictError):
        await correct(handoff.id, holding.bjorn, utterance.seq, "Annat.")
    with pytest.raises(RefusedError):
        await correct(handoff.id, holding.anna, utterance.seq, " ")
    await holding.assistant.hand_offs.end(handoff.id, holding.anna)
    with pytest.raises(ConflictError):
        await correct(handoff.id, holding.anna, utterance.seq, "Annat.")
    assert await agents_words(holding, handoff) == ["Det kostar 10 kr."]


async def test_an_articles_words_are_not_corrected_where_they_were_sent(holding: Centre) -> None:
    handoff = await held(holding)
    cited = NewUtterance(
        UtteranceId("a"), Speaker.AGENT, "Sopor.", SWEDISH, "Anna", WASTE.id, citations=(WASTE.citation,)
    )
    await holding.assistant.messages.send(handoff.id, holding.anna, cited)
    await holding.assistant.messages.say_now(handoff.id, holding.anna, cited.id)
    last = (await holding.heard(handoff.conversation_id))[-1]
    assert last.said == cited
    with pytest.raises(RefusedError):
        await holding.assistant.messages.correct(handoff.id, holding.anna, last.seq, "Annat.")


async def test_without_seconds_to_undo_a_message_is_said_at_once() -> None:
    centre = await open_centre()
    await centre.arrives(centre.anna)
    handoff = await held(centre)
    await send(centre, handoff, "a")
    assert await agents_words(centre, handoff) == ["Hej!"]
    async with centre.assistant.messages.records.reading() as unit:
        assert (await unit.conversations.get(ConversationId(handoff.conversation_id))).holder is Holder.AGENT
