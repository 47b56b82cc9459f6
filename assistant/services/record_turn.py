"""How a turn ends is recorded in one unit, which looks once more at who answers and at what may be said."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.conversation import Conversation, Holder, NewUtterance, Utterance
from assistant.domain.errors import AssistantError, ConflictError, ContentionError, UnavailableError
from assistant.domain.handoff import Handoff
from assistant.domain.risk import FAILED
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import Clock, Records, Unit
from assistant.services.approvals import withdraw_held
from assistant.services.cases import Cases
from assistant.services.come_back import settle_return
from assistant.services.conclude_off import ConcludeOff
from assistant.services.conclusion import Asked, Conclusion
from assistant.services.fitting import fitting, fixed_words_alone, passed
from assistant.services.hand_off import HandOffs
from assistant.services.off_switch import OffSwitch

log = logging.getLogger(__name__)

TRIES = 3
"""How often a turn is recorded anew when something moved beside it: an agent's claim, another turn's handoff."""
TRIES_IN_DANGER = 8
"""Nobody in danger goes without the fixed words, or without a person, for want of another try."""
SAID_THOUGH_OFF = FAILED | {
    TurnOutcome.DANGER,
    TurnOutcome.HANDED_OFF,
    TurnOutcome.PASSED_TO_PERSON,
    TurnOutcome.READ_WITH_NEXT,
    TurnOutcome.REFUSED_MODE,
}
"""Outcomes whose words are none of the assistant's answers: they are said also where it has just been switched off."""


class GivenBackError(AssistantError):
    """The words were to go to a person, and the assistant holds the conversation again: it answers them after all."""


@dataclass(frozen=True, slots=True)
class RecordTurn:
    """Writes a turn's end: what is said, who is asked for, what is held, and the one outcome."""

    records: Records
    hand_offs: HandOffs
    cases: Cases
    off_switch: OffSwitch
    off: ConcludeOff
    clock: Clock

    async def record(
        self, utterance: Utterance, conclusion: Conclusion, began: float
    ) -> tuple[TurnRecord, Handoff | None] | None:
        """What was recorded; None when another process has closed the turn. `began` is by `time.perf_counter`.

        A claim, or another turn's handoff, may come between our reading and our writing, and the database may resolve
        a contention at our expense: then we look and try again, the last time without asking for a person, so that the
        words are said whatever moves beside them.

        Raises:
            GivenBackError: nothing is recorded; the assistant is to answer.
            UnavailableError: the record is away, or something moves beside the turn each time.
        """
        tries = TRIES if conclusion.danger is None else TRIES_IN_DANGER
        for attempt in range(1, tries + 1):
            wanted = conclusion if attempt < tries else replace(conclusion, hand_off=None)
            try:
                async with self.records.unit() as unit:
                    return await self._record(unit, utterance, wanted, began)
            except (ConflictError, ContentionError) as error:
                log.info("turn %s/%s met another: %s", utterance.conversation_id, utterance.seq, error)
                if await self._is_closed(utterance):
                    return None
        raise UnavailableError(f"turn {utterance.conversation_id}/{utterance.seq} could not be recorded")

    async def say_first(self, utterance: Utterance, replies: Sequence[NewUtterance]) -> None:
        """Said before the turn is over; repeating says nothing twice.

        Raises:
            UnavailableError: the record is away, or something moves beside the turn each time.
        """
        for attempt in range(1, TRIES_IN_DANGER + 1):
            try:
                async with self.records.unit() as unit:
                    for reply in replies:
                        await unit.conversations.say(utterance.conversation_id, reply, self.clock.now())
            except ContentionError:
                if attempt == TRIES_IN_DANGER:
                    raise
            else:
                return

    async def _record(
        self, unit: Unit, utterance: Utterance, wanted: Conclusion, began: float
    ) -> tuple[TurnRecord, Handoff | None]:
        conversation = await unit.conversations.hold(utterance.conversation_id)
        if wanted.outcome is TurnOutcome.PASSED_TO_PERSON and conversation.holder is Holder.ASSISTANT:
            raise GivenBackError(f"conversation {conversation.id} was given back to the assistant")
        conclusion = await self._that_may_be_said(unit, conversation, utterance, wanted)
        if conclusion.case is not None:
            told = await self.cases.open(unit, conclusion.case)
            conclusion = replace(conclusion, replies=(*conclusion.replies, told))
        for reply in conclusion.replies:
            await unit.conversations.say(conversation.id, reply, self.clock.now())
        if conclusion.lang is not None:
            await unit.conversations.choose_language(conversation.id, conclusion.lang)
        handoff = await self._ask_for_person(unit, conversation, conclusion)
        await self._keep_draft(unit, conclusion, handoff)
        if conclusion.ends and conversation.holder is Holder.ASSISTANT:
            await unit.conversations.move(conversation.id, Holder.NOBODY, self.clock.now())
        turn = self._closed(utterance, conclusion, began)
        await unit.turns.close(turn)
        if turn.article or turn.candidates:
            await settle_return(unit, conversation.id, self.clock.now())
        return turn, handoff

    async def _that_may_be_said(
        self, unit: Unit, conversation: Conversation, utterance: Utterance, wanted: Conclusion
    ) -> Conclusion:
        """The conclusion, less what came too late: nothing of the assistant's is said once a person has taken over
        (requirement G-06), or once it has been switched off; danger's fixed words are said all the same.
        """
        fit = await fitting(unit, conversation, wanted)
        may_be_said = not fit.tells and (fit.while_off or fit.outcome in SAID_THOUGH_OFF)
        if may_be_said or not await self.off_switch.is_off_in(unit, conversation.id, fit.topics):
            return fit
        if fit.danger is not None:
            return fixed_words_alone(fit)
        if conversation.holder is not Holder.ASSISTANT:
            return passed(fit)
        refused = self.off.refuse(Asked(conversation, utterance))
        return replace(
            fit,
            outcome=refused.outcome,
            replies=refused.replies,
            hand_off=refused.hand_off,
            article=None,
            draft=None,
            ends=False,
        )

    async def _ask_for_person(self, unit: Unit, conversation: Conversation, conclusion: Conclusion) -> Handoff | None:
        if conclusion.hand_off is None:
            return None
        if conversation.holder is Holder.ASSISTANT:
            await withdraw_held(unit, conversation.id, self.clock.now())
            return await self.hand_offs.request(
                unit, conversation.id, conclusion.hand_off.reason, conclusion.hand_off.queue, conclusion.candidates
            )
        if conversation.holder in {Holder.QUEUE, Holder.AGENT}:
            return await self.hand_offs.hurry(unit, conversation.id, conclusion.hand_off.reason)
        return None

    async def _keep_draft(self, unit: Unit, conclusion: Conclusion, handoff: Handoff | None) -> None:
        """Held where nobody was asked for besides; else beside that person's answer. With neither it helps nobody."""
        if conclusion.draft is None:
            return
        if handoff is not None:
            await unit.drafts.add(replace(conclusion.draft, decide_by=None))
        elif conclusion.draft.is_held:
            await unit.drafts.add(conclusion.draft)

    def _closed(self, utterance: Utterance, conclusion: Conclusion, began: float) -> TurnRecord:
        total = (time.perf_counter() - began) * 1_000
        return TurnRecord(
            conversation_id=utterance.conversation_id,
            seq=utterance.seq,
            opened_at=utterance.at,
            closed_at=self.clock.now(),
            outcome=conclusion.outcome,
            understanding=conclusion.understanding,
            article=conclusion.article,
            confidence=conclusion.confidence,
            candidates=conclusion.candidates,
            grounds=conclusion.grounds,
            danger=conclusion.danger,
            disputes=conclusion.disputes,
            durations_ms={**conclusion.durations_ms, "total": total},
            versions=conclusion.versions,
        )

    async def _is_closed(self, utterance: Utterance) -> bool:
        async with self.records.reading() as unit:
            turn = await unit.turns.get(utterance.conversation_id, utterance.seq)
        return turn.closed_at is not None
