"""One citizen utterance from arrival to outcome: record first, act second, publish last."""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.conversation import (
    LIMIT_CHARACTERS,
    Conversation,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, RefusedError, TooManyError, UnavailableError
from assistant.domain.redaction import mask_identity_numbers
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import Clock, EventStream, LanguageDetector, Records, TurnLocks, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.conclude import Conclude
from assistant.services.conclusion import PASSED, Conclusion
from assistant.services.hand_off import HandOffs
from assistant.services.language_spoken import lang_of, lang_of_small_talk
from assistant.services.look_back import asked_in, words_in_a_row
from assistant.services.nobody_there import NobodyThere
from assistant.services.off_switch import OffSwitch
from assistant.services.read_together import ReadTogether
from assistant.services.record_turn import TRIES, GivenBackError, RecordTurn
from assistant.services.step_out import step_out

log = logging.getLogger(__name__)

LOCK_PATIENCE = timedelta(seconds=20)
"""Longer than the slowest turn (the engine's 8 s and some), so that utterances sent in a row are all answered."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TakeTurn:
    """What happens to a citizen's utterance."""

    records: Records
    locks: TurnLocks
    stream: EventStream
    conclude: Conclude
    hand_offs: HandOffs
    clock: Clock
    languages: LanguageDetector
    together: ReadTogether
    utterances_a_minute: int
    nobody_there: NobodyThere
    off_switch: OffSwitch
    ending: RecordTurn

    async def record(self, conversation_id: ConversationId, utterance_id: UtteranceId, text: str) -> Utterance:
        """The utterance as recorded, identity numbers masked, its turn open. A repeated id gives the first record.

        Raises:
            RefusedError: the text is empty or over the limit; as TooManyError, too many came within a minute.
            ConflictError: the conversation is closed.
            NotFoundError: there is no such conversation.
            UnavailableError: nothing could be recorded.
        """
        text = text.replace("\x00", "").strip()  # PostgreSQL keeps no NUL
        if not text or len(text) > LIMIT_CHARACTERS:
            raise RefusedError(f"an utterance has 1 to {LIMIT_CHARACTERS} characters")
        text = mask_identity_numbers(text)
        lang = lang_of_small_talk(text) or await asyncio.to_thread(self.languages.detect, text)
        now = self.clock.now()
        async with self.records.unit() as unit:
            conversation = await unit.conversations.get(conversation_id)
            known = await unit.conversations.find(conversation_id, utterance_id)
            if known is not None:
                return known
            if conversation.holder is Holder.NOBODY:
                raise ConflictError(f"conversation {conversation_id} is closed")
            await self._check_pace(unit, conversation, now)
            said = NewUtterance(utterance_id, Speaker.CITIZEN, text, lang or await lang_of(unit, conversation))
            utterance = await unit.conversations.say(conversation_id, said, now)
            await unit.turns.open(conversation_id, utterance.seq, now)
        await self._publish(conversation_id, Happening.UTTERANCE)
        return utterance

    async def _check_pace(self, unit: Unit, conversation: Conversation, now: datetime) -> None:
        # With two replies to each, a minute's utterances lie among the latest three times as many.
        latest = max(0, conversation.last_seq - 3 * self.utterances_a_minute)
        said = await unit.conversations.utterances(conversation.id, after=latest)
        recent = [utterance.at for utterance in said if utterance.by_citizen and now - utterance.at < MINUTE]
        if len(recent) >= self.utterances_a_minute:
            wait = MINUTE - (now - recent[-self.utterances_a_minute])
            raise TooManyError(f"more than {self.utterances_a_minute} utterances a minute", wait.seconds + 1)

    async def finish(self, utterance: Utterance) -> TurnRecord:
        """The turn of a recorded utterance is closed with one outcome, and the citizen has words. May be repeated.

        Raises:
            UnavailableError: the record is away; the sweeper will finish the turn.
        """
        began = time.perf_counter()
        conversation, turn = await self._look(utterance)
        if turn.closed_at is not None:
            return turn
        danger = self.conclude.for_danger.conclude(utterance)
        if conversation.holder is not Holder.ASSISTANT:
            danger = danger or await self._danger_in_a_row(utterance)
            # What only may be danger, or is asked about, the person reads who answers.
            danger = danger if danger is not None and not danger.answer_too else None
        if danger is not None:
            return await self._answer_danger(conversation, utterance, danger, began)
        if conversation.holder is not Holder.ASSISTANT:
            try:
                return await self._pass_on(conversation, utterance, began)
            except GivenBackError:
                log.info("turn %s/%s is the assistant's after all", conversation.id, utterance.seq)
        return await self._ask_assistant(conversation, utterance, began)

    async def _pass_on(self, conversation: Conversation, utterance: Utterance, began: float) -> TurnRecord:
        """The words go to the person who answers or will. Raises GivenBackError where the assistant answers again."""
        if conversation.holder is Holder.QUEUE and self.conclude.asks_for_call_back(utterance):
            stepped_out = await step_out(self.hand_offs, conversation.id)
            conversation, _ = await self._look(utterance)
            if not stepped_out and conversation.holder is Holder.QUEUE:
                return await self._close(utterance, self.conclude.keeps_place(conversation, utterance), began)
        passed = PASSED
        if conversation.holder is not Holder.ASSISTANT:
            passed = await self._beside_a_person(conversation, utterance)
            conversation, _ = await self._look(utterance)
        if conversation.holder is Holder.ASSISTANT:
            raise GivenBackError(f"conversation {conversation.id} was given back while we looked")
        return await self._close(utterance, passed, began)

    async def _danger_in_a_row(self, utterance: Utterance) -> Conclusion | None:
        words = await words_in_a_row(self.records, utterance)
        return None if words is None else self.conclude.for_danger.conclude(utterance, words)

    async def _answer_danger(
        self, conversation: Conversation, utterance: Utterance, danger: Conclusion, began: float
    ) -> TurnRecord:
        """The fixed words at once, waiting for nothing (E-02); then, where that is due, an answer besides (E-13)."""
        if not danger.answer_too or conversation.holder is not Holder.ASSISTANT:
            return await self._close(utterance, danger, began)
        await self.ending.say_first(utterance, danger.replies)
        await self._publish(conversation.id, Happening.UTTERANCE)
        asked, off = (
            await asked_in(self.records, conversation, utterance),
            await self.off_switch.is_off(conversation.id),
        )
        also = await self.conclude.also_answer(danger, asked, off=off)
        return await self._close(utterance, also, began)

    async def _ask_assistant(self, conversation: Conversation, utterance: Utterance, began: float) -> TurnRecord:
        try:
            async with self.locks.hold(conversation.id, LOCK_PATIENCE):
                return await self._answer_as_held(utterance, began)
        except (UnavailableError, ConflictError) as error:
            log.warning("turn %s/%s had no lock: %s", conversation.id, utterance.seq, error)
            return await self._close(utterance, self.conclude.failed(conversation, utterance), began)

    async def _answer_as_held(self, utterance: Utterance, began: float) -> TurnRecord:
        """Looked at anew where the conversation comes back to the assistant as the words would go to a person.

        Raises:
            ConflictError: it changes hands each time.
        """
        for _ in range(TRIES):
            current, turn = await self._look(utterance)
            if turn.closed_at is not None:
                return turn
            with suppress(GivenBackError):
                return await self._close(utterance, await self._conclude(current, utterance), began)
        raise ConflictError(f"conversation {utterance.conversation_id} changes hands all the time")

    async def _conclude(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        if conversation.holder is not Holder.ASSISTANT:
            return PASSED
        try:
            asked = await asked_in(self.records, conversation, utterance)
            off = await self.off_switch.is_off(conversation.id)
            danger = await self.conclude.danger_together(asked, off=off)
            if danger is not None:
                return danger
            if off:
                return await self.conclude.off.conclude(asked)
            if await self.together.goes_on(utterance, asked.last_said):
                return Conclusion(TurnOutcome.READ_WITH_NEXT)
            return await self.conclude.dialogue(asked)
        except Exception:
            log.exception("turn %s/%s broke", conversation.id, utterance.seq)
            return self.conclude.failed(conversation, utterance)

    async def _beside_a_person(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """The words go to a person, and with them what the assistant found; who only waits may be answered as well."""
        try:
            return await self.conclude.beside_a_person(await asked_in(self.records, conversation, utterance))
        except Exception:
            log.exception("turn %s/%s goes to a person with nothing found", conversation.id, utterance.seq)
            return PASSED

    async def _close(self, utterance: Utterance, conclusion: Conclusion, began: float) -> TurnRecord:
        """Record, act, publish."""
        recorded = await self.ending.record(utterance, conclusion, began)
        if recorded is None:
            return (await self._look(utterance))[1]
        turn, handoff = recorded
        if handoff is not None:
            await self.hand_offs.enqueue(handoff)
        elif turn.outcome is TurnOutcome.PASSED_TO_PERSON or conclusion.while_waiting or conclusion.draft is not None:
            # The queue shows waiting citizens' latest words, the approvals what is held.
            await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
        await self._publish(utterance.conversation_id, Happening.UTTERANCE)
        if conclusion.ends:
            await self._publish(utterance.conversation_id, Happening.STATE)
        if handoff is not None:
            await self.nobody_there.tell(handoff)
        return turn

    async def _look(self, utterance: Utterance) -> tuple[Conversation, TurnRecord]:
        async with self.records.reading() as unit:
            conversation = await unit.conversations.get(utterance.conversation_id)
            return conversation, await unit.turns.get(utterance.conversation_id, utterance.seq)

    async def _publish(self, conversation_id: ConversationId, happening: Happening) -> None:
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(happening))
