"""What agents do at the desk, in each form of the record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.call_back import CallTaken
from assistant.domain.canned_reply import CannedReply, ReplyId
from assistant.domain.conversation import SWEDISH, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.message import Correction, Message
from assistant.domain.note import Note
from assistant.domain.passing import Passing, PassingAnswer
from assistant.domain.transfer import Transfer, TransferKind
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    BO,
    MINE,
    MINUTE,
    NOON,
    add_handoffs,
    add_staff,
    assistant_answers,
    case,
    citizen_says,
    claimed,
    ended,
    handoff,
    open_conversations,
    wrapped_up,
)

NOBODY = AgentId("nobody")
FIVE = timedelta(seconds=5)


def message(name: str, text: str = "Hej!") -> Message:
    said = NewUtterance(UtteranceId(name), Speaker.AGENT, text, SWEDISH, "Anna")
    return Message(HandoffId("h"), MINE, said, ANNA, NOON, NOON + FIVE)


@pytest.fixture(autouse=True)
async def anna_helps_somebody(records: Records) -> None:
    await open_conversations(records, MINE)
    await add_staff(records, ANNA, BO)
    await add_handoffs(records, claimed(handoff("h")))


async def test_a_message_is_recorded_once_with_all_it_says(records: Records) -> None:
    cited = replace(assistant_answers("a"), speaker=Speaker.AGENT, quick_replies=())
    first = replace(message("a"), said=cited)
    async with records.unit() as unit:
        assert await unit.messages.add(first) == first
        await unit.messages.add(message("b"))
        assert await unit.messages.add(replace(message("a"), said=replace(cited, text="Annat"))) == first
    async with records.reading() as unit:
        assert await unit.messages.find(MINE, UtteranceId("a")) == first
        assert await unit.messages.find(MINE, UtteranceId("c")) is None
        assert list(await unit.messages.of(MINE)) == [first, message("b")]


async def test_a_message_belongs_to_a_handoff_and_an_agent(records: Records) -> None:
    for stray in (replace(message("a"), handoff_id=HandoffId("none")), replace(message("a"), by=NOBODY)):
        with pytest.raises(ConflictError):
            async with records.unit() as unit:
                await unit.messages.add(stray)


async def test_messages_are_due_in_order_until_they_are_said_or_withdrawn(records: Records) -> None:
    async with records.unit() as unit:
        for name in ("b", "a", "c", "d"):
            await unit.messages.add(message(name))
        await unit.messages.change(message("c"), replace(message("c"), said_at=NOON))
        await unit.messages.change(message("d"), replace(message("d"), withdrawn_at=NOON))
    async with records.reading() as unit:
        assert list(await unit.messages.due(NOON + FIVE - timedelta(microseconds=1))) == []
        assert list(await unit.messages.due(NOON + FIVE)) == [message("b"), message("a")]


async def test_of_two_who_settle_a_message_the_second_is_refused(records: Records) -> None:
    async with records.unit() as unit:
        await unit.messages.add(message("a"))
        await unit.messages.change(message("a"), replace(message("a"), said_at=NOON + FIVE))
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.messages.change(message("a"), replace(message("a"), withdrawn_at=NOON + FIVE))


async def test_a_correction_puts_new_words_in_place_and_keeps_the_old(records: Records) -> None:
    async with records.unit() as unit:
        said = await unit.conversations.say(MINE, message("a", "Det kostar 10 kr").said, NOON)
        other = await unit.conversations.say(MINE, citizen_says("b"), NOON)
        once = await unit.messages.correct(
            Correction(MINE, said.seq, "Det kostar 10 kr", "Det kostar 20 kr", ANNA, NOON + MINUTE)
        )
        twice = await unit.messages.correct(
            Correction(MINE, said.seq, "Det kostar 20 kr", "Det är gratis", ANNA, NOON + 2 * MINUTE)
        )
    async with records.reading() as unit:
        assert list(await unit.messages.corrections(MINE)) == [once, twice]
        now, untouched = await unit.conversations.utterances(MINE)
    assert once.number < twice.number
    assert (now.said.text, now.corrected_at, now.seq, now.at) == (
        "Det är gratis",
        NOON + 2 * MINUTE,
        said.seq,
        said.at,
    )
    assert untouched == other


async def test_a_correction_of_words_that_are_not_there_changes_nothing(records: Records) -> None:
    async with records.unit() as unit:
        said = await unit.conversations.say(MINE, message("a").said, NOON)
    for wrong in (
        Correction(MINE, said.seq, "Hejdå!", "Hallå!", ANNA, NOON),
        Correction(MINE, said.seq + 1, "Hej!", "Hallå!", ANNA, NOON),
        Correction(MINE, said.seq, "Hej!", "Hallå!", NOBODY, NOON),
    ):
        with pytest.raises(ConflictError):
            async with records.unit() as unit:
                await unit.messages.correct(wrong)
    async with records.reading() as unit:
        assert list(await unit.conversations.utterances(MINE)) == [said]
        assert list(await unit.messages.corrections(MINE)) == []


async def test_a_note_is_recorded_once_and_waits_for_those_it_mentions(records: Records) -> None:
    note = Note("n", MINE, ANNA, NOON, "@Bo, vet du?", frozenset({BO}))
    async with records.unit() as unit:
        recorded = await unit.notes.add(note)
        again = await unit.notes.add(replace(note, text="något annat"))
        plain = await unit.notes.add(Note("m", MINE, BO, NOON + MINUTE, "Ja."))
    assert again == recorded == replace(note, number=recorded.number)
    async with records.reading() as unit:
        assert list(await unit.notes.of(MINE)) == [recorded, plain]
        assert list(await unit.notes.mentioning(BO, 10)) == [recorded]
        assert list(await unit.notes.mentioning(ANNA, 10)) == []
        assert await unit.notes.unread(BO) == {recorded.number}
    async with records.unit() as unit:
        await unit.notes.read(ANNA, frozenset({recorded.number}), NOON)
        assert await unit.notes.unread(BO) == {recorded.number}
        await unit.notes.read(BO, frozenset({recorded.number}), NOON)
        assert await unit.notes.unread(BO) == frozenset()
        assert list(await unit.notes.mentioning(BO, 10)) == [recorded]


async def test_the_latest_mentions_come_first_and_no_more_than_are_asked_for(records: Records) -> None:
    async with records.unit() as unit:
        notes = [await unit.notes.add(Note(str(n), MINE, ANNA, NOON, "@Bo", frozenset({BO}))) for n in range(3)]
        assert list(await unit.notes.mentioning(BO, 2)) == [notes[2], notes[1]]


async def test_a_note_that_mentions_nobody_there_is_refused(records: Records) -> None:
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.notes.add(Note("n", MINE, ANNA, NOON, "@Ingen", frozenset({NOBODY})))


async def test_transfers_are_remembered_in_order(records: Records) -> None:
    to_bo = Transfer(HandoffId("h"), TransferKind.COLLEAGUE, ANNA, NOON, "Gäller bygglov.", to=BO)
    queued = Transfer(HandoffId("h"), TransferKind.QUEUE, BO, NOON, "Kan inte bygglov.", area="bygglov")
    out = Transfer(HandoffId("h"), TransferKind.OUTSIDE, ANNA, NOON, "Bostadsbidrag.", whom="Försäkringskassan")
    async with records.unit() as unit:
        recorded = [await unit.transfers.add(transfer) for transfer in (to_bo, queued, out)]
    async with records.reading() as unit:
        assert list(await unit.transfers.of(HandoffId("h"))) == recorded
    assert [replace(transfer, number=0) for transfer in recorded] == [to_bo, queued, out]
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.transfers.add(replace(to_bo, to=NOBODY))


def _reply(name: str, shortcut: str, owner: AgentId | None = None) -> CannedReply:
    return CannedReply(ReplyId(name), shortcut, "Hälsning", {"sv": "Hej {namn}!", "en": "Hello!"}, NOON, ANNA, owner)


async def test_an_agent_has_the_shared_replies_and_their_own(records: Records) -> None:
    shared, own, of_bo = _reply("a", "hej"), _reply("b", "hej", ANNA), _reply("c", "hej", BO)
    async with records.unit() as unit:
        for reply in (own, of_bo, shared):
            await unit.canned_replies.put(reply)
    async with records.unit() as unit:
        assert list(await unit.canned_replies.for_agent(ANNA)) == [shared, own]
        changed = replace(own, shortcut="då", texts={"sv": "Hej då!"})
        await unit.canned_replies.put(changed)
        assert list(await unit.canned_replies.for_agent(ANNA)) == [changed, shared]
        await unit.canned_replies.remove(own.id)
        await unit.canned_replies.remove(own.id)
        assert list(await unit.canned_replies.for_agent(ANNA)) == [shared]
        assert await unit.canned_replies.get(shared.id) == shared
        with pytest.raises(NotFoundError):
            await unit.canned_replies.get(own.id)


@pytest.mark.parametrize("owner", [None, ANNA])
async def test_no_two_replies_of_one_owner_have_the_same_shortcut(records: Records, owner: AgentId | None) -> None:
    async with records.unit() as unit:
        await unit.canned_replies.put(_reply("a", "hej", owner))
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.canned_replies.put(_reply("b", "hej", owner))


async def test_a_conversation_has_the_cases_opened_in_it_and_those_linked_to_it(records: Records) -> None:
    await open_conversations(records, "other")
    async with records.unit() as unit:
        for name in (MINE, "other"):
            await unit.conversations.say(case("x", name).conversation_id, citizen_says(f"c-{name}"), NOON)
        mine = await unit.cases.add(case("mine"))
        found = await unit.cases.add(case("found", "other", opened_at=NOON + MINUTE))
        assert list(await unit.cases.of_conversation(MINE)) == [mine]
        for _ in range(2):
            await unit.cases.link(found.id, MINE, ANNA, NOON)
            await unit.cases.link(mine.id, MINE, ANNA, NOON)
        assert list(await unit.cases.of_conversation(MINE)) == [mine, found]
        assert list(await unit.cases.of_conversation(found.conversation_id)) == [found]
        await unit.cases.unlink(found.id, MINE)
        await unit.cases.unlink(mine.id, MINE)
        assert list(await unit.cases.of_conversation(MINE)) == [mine]
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.cases.link(found.id, MINE, NOBODY, NOON)


async def test_a_handoff_keeps_what_the_agent_told_at_the_wrap_up(records: Records) -> None:
    before = claimed(handoff("h"))
    over = replace(wrapped_up(ended(before)), subject_area="bygglov", resolved=False, wrap_up_note="Ring i maj. 🙂")
    async with records.unit() as unit:
        await unit.handoffs.change(before, over)
        with pytest.raises(ConflictError):
            await unit.handoffs.change(replace(over, wrap_up_note="Ring i juni."), before)
    async with records.reading() as unit:
        assert await unit.handoffs.get(over.id) == over


async def test_a_conversation_is_held_out_to_one_colleague_at_a_time_and_answered_once(records: Records) -> None:
    asked = Passing(HandoffId("h"), ANNA, BO, NOON, NOON + MINUTE, "Eva vill veta mer. 🙂")
    async with records.unit() as unit:
        first = await unit.passings.add(asked)
        assert replace(first, number=0) == asked
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.passings.add(asked)
    async with records.unit() as unit:
        assert list(await unit.passings.unanswered()) == [first]
        assert await unit.passings.unanswered_of(first.handoff_id) == first
        await unit.passings.answer(first, PassingAnswer.DECLINED, NOON + FIVE, "Kan inte")
        with pytest.raises(ConflictError):
            await unit.passings.answer(first, PassingAnswer.ACCEPTED, NOON + FIVE)
    async with records.unit() as unit:
        declined = replace(first, answer=PassingAnswer.DECLINED, answered_at=NOON + FIVE, reason="Kan inte")
        assert await unit.passings.latest_of([first.handoff_id]) == {first.handoff_id: declined}
        assert await unit.passings.unanswered_of(first.handoff_id) is None
        again = await unit.passings.add(asked)
        assert await unit.passings.latest_of([first.handoff_id, HandoffId("none")]) == {first.handoff_id: again}
        await unit.retention.forget_conversation(MINE)
    async with records.reading() as unit:
        left = (await unit.passings.latest_of([first.handoff_id]))[first.handoff_id]
        assert (left.summary, left.reason) == ("", "")
    with pytest.raises(ConflictError):
        async with records.unit() as unit:
            await unit.passings.add(replace(asked, to=NOBODY))


async def test_a_call_is_taken_by_one_agent_and_let_go(records: Records) -> None:
    async with records.unit() as unit:
        await unit.conversations.say(MINE, citizen_says("c"), NOON)
        mine = await unit.cases.add(case("mine"))
        taken = CallTaken(mine.id, ANNA, NOON)
        await unit.cases.take_call(taken, None)
    for before in (None, CallTaken(mine.id, BO, NOON)):
        with pytest.raises(ConflictError):
            async with records.unit() as unit:
                await unit.cases.take_call(CallTaken(mine.id, BO, NOON + MINUTE), before)
    async with records.unit() as unit:
        assert await unit.cases.calls_taken([mine.id]) == {mine.id: taken}
        later = CallTaken(mine.id, BO, NOON + MINUTE)
        await unit.cases.take_call(later, taken)
        assert await unit.cases.calls_taken([mine.id]) == {mine.id: later}
        for _ in range(2):
            await unit.cases.let_go_call(mine.id)
        assert await unit.cases.calls_taken([mine.id]) == {}
