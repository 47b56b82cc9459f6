"""Several short messages in a row are read as one, and nothing that is complete waits."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.live import MemoryEventStream
from assistant.domain.conversation import ConversationId, Speaker, UtteranceId
from assistant.domain.handoff import HandoffReason
from assistant.domain.turn import Say, TurnOutcome, TurnRecord
from assistant.ports import EventStream
from assistant.ports.live import Signal
from assistant.services.read_together import ReadTogether
from tests.centre import WASTE, WASTE_QUESTION, Centre
from tests.unit.services.small_shelf import BULKY, FEE, directs, last_said, shelve, sure_of

NEVER = timedelta(hours=1)
"""A pause that no test lives to see the end of."""
A_MOMENT = timedelta(milliseconds=1)
JOINED = "jag undrar när ni hämtar sopor"


@dataclass
class WatchedStream:
    """A stream that tells when somebody has looked once and waits for what happens."""

    stream: EventStream
    awaited: asyncio.Event = field(default_factory=asyncio.Event)

    async def publish(self, channel: str, signal: Signal) -> None:
        await self.stream.publish(channel, signal)

    async def follow(self, channel: str, poll: timedelta) -> AsyncIterator[Signal | None]:
        async for signal in self.stream.follow(channel, poll):
            yield signal
            self.awaited.set()


@dataclass
class Writing:
    """A citizen who writes in a conversation where the assistant waits for more."""

    centre: Centre
    conversation: ConversationId
    stream: WatchedStream
    said: int = 0

    async def send(self, text: str) -> asyncio.Task[TurnRecord]:
        """The words are recorded, and their turn has begun."""
        self.said += 1
        take_turn = self.centre.assistant.take_turn
        utterance = await take_turn.record(self.conversation, UtteranceId(f"words-{self.said}"), text)
        return asyncio.create_task(take_turn.finish(utterance))

    async def send_and_pause(self, text: str) -> asyncio.Task[TurnRecord]:
        """The same, and the assistant waits for more."""
        self.stream.awaited.clear()
        turn = await self.send(text)
        async with asyncio.timeout(5):
            await self.stream.awaited.wait()
        return turn

    def heard_by_the_engine(self) -> list[str]:
        return [words for _, words in self.centre.engine.heard]


async def writing(centre: Centre, pause: timedelta = NEVER, longest: timedelta = NEVER) -> Writing:
    """A conversation just opened, in which a few words wait for more for `pause`."""
    assistant = centre.assistant
    stream = WatchedStream(assistant.stream)
    together = ReadTogether(assistant.take_turn.records, stream, pause, longest)
    centre.assistant = replace(assistant, take_turn=replace(assistant.take_turn, together=together))
    centre.search.tell(JOINED, sure_of(WASTE))
    return Writing(centre, await centre.opens(), stream)


async def test_several_short_messages_reach_the_engine_once_as_one(centre: Centre) -> None:
    citizen = await writing(centre)
    first = await citizen.send_and_pause("jag undrar")
    second = await citizen.send_and_pause("när ni hämtar")
    last = await citizen.send_and_pause("sopor")
    assert (await first).outcome is (await second).outcome is TurnOutcome.READ_WITH_NEXT
    closing = await citizen.send("?")
    assert (await last).outcome is TurnOutcome.READ_WITH_NEXT
    await closing
    assert citizen.heard_by_the_engine() == [f"{JOINED} ?"]


async def test_the_turn_that_is_read_with_the_next_says_nothing_and_the_next_answers_both(centre: Centre) -> None:
    citizen = await writing(centre)
    centre.search.tell("sopor när hämtas de?", sure_of(WASTE))
    first = await citizen.send_and_pause("sopor")
    second = await citizen.send("när hämtas de?")
    begun, answered = await first, await second
    assert (begun.outcome, begun.article) == (TurnOutcome.READ_WITH_NEXT, None)
    assert (answered.outcome, answered.article) == (TurnOutcome.ANSWERED_FROM_KNOWLEDGE, WASTE.id)
    speakers = [one.said.speaker for one in await centre.heard(citizen.conversation)]
    assert speakers == [Speaker.ASSISTANT, Speaker.CITIZEN, Speaker.CITIZEN, Speaker.ASSISTANT]
    assert citizen.heard_by_the_engine() == ["sopor när hämtas de?"]


async def test_a_turn_read_with_the_next_is_closed_for_good(centre: Centre) -> None:
    """The sweeper, or a repeated post, may finish it again."""
    citizen = await writing(centre)
    first = await citizen.send_and_pause("sopor")
    await (await citizen.send("när hämtas de?"))
    begun, _ = [one for one in await centre.heard(citizen.conversation) if one.by_citizen]
    assert await centre.assistant.take_turn.finish(begun) == await first


async def test_long_words_do_not_wait_but_what_has_been_said_since_is_read_with_them(centre: Centre) -> None:
    citizen = await writing(centre)
    take_turn = centre.assistant.take_turn
    long = await take_turn.record(citizen.conversation, UtteranceId("1"), "hej jag har en stor soffa")
    more = await take_turn.record(citizen.conversation, UtteranceId("2"), "hur blir jag av med den?")
    assert (await take_turn.finish(long)).outcome is TurnOutcome.READ_WITH_NEXT
    await take_turn.finish(more)
    assert citizen.heard_by_the_engine() == ["hej jag har en stor soffa hur blir jag av med den?"]
    assert (await centre.says(await centre.opens(), "hej jag har en stor soffa")).closed_at is not None


@pytest.mark.parametrize("words", ["sopor?", "och sen?", "Tack!", "Jag bor här.", "متى؟"])
async def test_words_with_an_end_are_answered_at_once(centre: Centre, words: str) -> None:
    citizen = await writing(centre)
    async with asyncio.timeout(5):
        await (await citizen.send(words))
    assert citizen.heard_by_the_engine() == [words]


async def test_a_buttons_words_are_never_held(centre: Centre) -> None:
    directs(centre, "vad nu?", Say({"sv": "Vill du veta mer?"}, ({"sv": "Ja gärna"}, {"sv": "Nej"})))
    citizen = await writing(centre)
    await (await citizen.send("vad nu?"))
    async with asyncio.timeout(5):
        await (await citizen.send("Ja gärna"))
    assert citizen.heard_by_the_engine() == ["vad nu?", "Ja gärna"]


async def test_a_buttons_words_are_read_alone_though_others_came_just_before(centre: Centre) -> None:
    shelve(centre, BULKY, FEE)
    directs(centre, "vad nu?", Say({"sv": "Vill du veta mer?"}, ({"sv": BULKY.title},)))
    citizen = await writing(centre)
    await (await citizen.send("vad nu?"))
    first = await citizen.send_and_pause("jo")
    pressed = await (await citizen.send(BULKY.title))
    assert (await first).outcome is TurnOutcome.READ_WITH_NEXT
    assert (pressed.article, pressed.confidence) == (BULKY.id, 1.0)


async def test_where_nothing_more_comes_the_words_are_answered_after_the_pause(centre: Centre) -> None:
    citizen = await writing(centre, pause=A_MOMENT)
    directs(centre, "hej", Say({"sv": "Hej!"}))
    async with asyncio.timeout(5):
        turn = await (await citizen.send("hej"))
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_typing_prolongs_the_wait(centre: Centre) -> None:
    citizen = await writing(centre, pause=timedelta(seconds=2))
    first = await citizen.send_and_pause("sopor")
    await centre.assistant.converse.typing(citizen.conversation)
    over, _ = await asyncio.wait({first}, timeout=2.5)
    assert not over
    second = await citizen.send("när hämtas de?")
    assert (await first).outcome is TurnOutcome.READ_WITH_NEXT
    await second


async def test_nobody_waits_for_ever_whoever_types_on(centre: Centre) -> None:
    citizen = await writing(centre, pause=NEVER, longest=A_MOMENT)
    directs(centre, "hej", Say({"sv": "Hej!"}))
    async with asyncio.timeout(5):
        turn = await (await citizen.send("hej"))
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_a_process_that_is_told_to_stop_answers_with_what_there_is(centre: Centre) -> None:
    citizen = await writing(centre)
    directs(centre, "hej", Say({"sv": "Hej!"}))
    turn = await citizen.send_and_pause("hej")
    assert isinstance(citizen.stream.stream, MemoryEventStream)
    await citizen.stream.stream.aclose()
    async with asyncio.timeout(5):
        assert (await turn).outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE


async def test_with_no_pause_nothing_is_waited_for(centre: Centre) -> None:
    citizen = await writing(centre, pause=timedelta(0))
    async with asyncio.timeout(5):
        await (await citizen.send("sopor"))
    assert citizen.heard_by_the_engine() == ["sopor"]


async def test_what_has_been_answered_is_not_read_again_with_the_next(centre: Centre) -> None:
    citizen = await writing(centre)
    for words in (WASTE_QUESTION, "och sen?"):
        await (await citizen.send(words))
    assert citizen.heard_by_the_engine() == [WASTE_QUESTION, "och sen?"]


async def test_a_conversation_that_a_person_has_is_never_held(centre: Centre) -> None:
    await writing(centre)
    handoff = await centre.waits()
    async with asyncio.timeout(5):
        waiting = await centre.says(handoff.conversation_id, "hej")
        await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
        held = await centre.says(handoff.conversation_id, "hallå")
    assert waiting.outcome is held.outcome is TurnOutcome.PASSED_TO_PERSON


async def test_danger_that_only_the_messages_together_make_is_met_like_any_other(centre: Centre) -> None:
    """Requirement E-02: it does not wait for more either."""
    citizen = await writing(centre)
    first = await citizen.send_and_pause("jag vill inte")
    async with asyncio.timeout(5):
        together = await (await citizen.send("leva längre"))
    assert (await first).outcome is TurnOutcome.READ_WITH_NEXT
    assert together.outcome is TurnOutcome.DANGER
    assert "112" in (await last_said(centre, citizen.conversation)).text
    (row,) = await centre.assistant.desk.queue()
    assert row.handoff.reason is HandoffReason.DANGER
    assert citizen.heard_by_the_engine() == []


async def test_danger_only_asked_about_in_several_messages_is_answered_from_the_knowledge_base_too(
    centre: Centre,
) -> None:
    """Requirement E-13."""
    citizen = await writing(centre)
    centre.search.tell("varför tjuter sirenerna?", sure_of(WASTE))
    first = await citizen.send_and_pause("varför tjuter")
    together = await (await citizen.send("sirenerna?"))
    assert (await first).outcome is TurnOutcome.READ_WITH_NEXT
    assert (together.outcome, together.danger, together.article) == (TurnOutcome.DANGER, "public_crisis", WASTE.id)
    assert (await last_said(centre, citizen.conversation)).text == WASTE.answer
    assert citizen.heard_by_the_engine() == ["varför tjuter sirenerna?"]
