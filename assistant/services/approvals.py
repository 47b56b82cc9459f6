"""Drafts held for approval: a person approves, edits or rejects one, or nobody does in time and a person answers.

The first decision wins by the record's own compare-and-set. What is said is said in the unit that decides, which looks
once more at who has the conversation: nothing of the assistant's is said once a person has taken over.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.conversation import LIMIT_CHARACTERS, Conversation, ConversationId, Holder, Utterance, UtteranceId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.grounds import Grounds
from assistant.domain.handoff import GENERAL, Handoff, HandoffReason
from assistant.domain.knowledge import Article
from assistant.domain.staffing import StaffMember
from assistant.domain.turn import HandOff, TurnOutcome
from assistant.ports import EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.conclude_withheld import ConcludeWithheld
from assistant.services.conclusion import Asked, Conclusion
from assistant.services.hand_off import HandOffs
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.nobody_there import NobodyThere
from assistant.services.off_switch import OffSwitch
from assistant.services.say_checked import Checked, say_checked

log = logging.getLogger(__name__)

ACTS = {
    Decision.APPROVED: Act.ANSWER_APPROVED,
    Decision.EDITED: Act.ANSWER_EDITED,
    Decision.REJECTED: Act.ANSWER_REJECTED,
}


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """A draft with all that helps to decide on it.

    `article` is the Swedish one; `since`: what the citizen has written after the question; `grounds`: why the assistant
    is sure of it.
    """

    draft: Draft
    question: Utterance
    since: tuple[Utterance, ...]
    article: Article | None
    grounds: Grounds | None


@dataclass(frozen=True, slots=True)
class Approvals:
    """What waits for approval, and what people do about it."""

    records: Records
    stream: EventStream
    hand_offs: HandOffs
    in_use: KnowledgeInUse
    off_switch: OffSwitch
    withheld: ConcludeWithheld
    nobody_there: NobodyThere

    async def waiting(self) -> tuple[HeldDraft, ...]:
        """All that wait, the one with least time left first."""
        await self.settle()
        shelf = {article.id: article for article in (await self.in_use.now()).shelf.articles()}
        async with self.records.reading() as unit:
            return tuple(
                [await self._shown(unit, draft, shelf.get(draft.article)) for draft in await unit.drafts.held()]
            )

    async def one(self, conversation_id: ConversationId, seq: int) -> HeldDraft:
        """A draft, held or decided. Raises NotFoundError."""
        shelf = {article.id: article for article in (await self.in_use.now()).shelf.articles()}
        async with self.records.reading() as unit:
            draft = await unit.drafts.get(conversation_id, seq)
            return await self._shown(unit, draft, shelf.get(draft.article))

    async def how_many(self) -> int:
        """How many wait."""
        async with self.records.reading() as unit:
            return len(await unit.drafts.held())

    async def _shown(self, unit: Unit, draft: Draft, article: Article | None) -> HeldDraft:
        question, *rest = await unit.conversations.utterances(draft.conversation_id, after=draft.seq - 1)
        grounds = (await unit.turns.get(draft.conversation_id, draft.seq)).grounds
        return HeldDraft(draft, question, tuple(said for said in rest if said.by_citizen), article, grounds)

    async def approve(self, conversation_id: ConversationId, seq: int, by: StaffMember) -> Draft:
        """The citizen has the answer, as checked by `by`. Look at the draft's decision: a person may have come between.

        Raises:
            ConflictError: somebody has decided on it already, or its article is no longer in use.
            NotFoundError: there is no such draft.
        """
        return await self._decide(conversation_id, seq, Decision.APPROVED, by)

    async def edit(self, conversation_id: ConversationId, seq: int, by: StaffMember, text: str) -> Draft:
        """As `approve`, with other words (Markdown, 1 to 4 000 characters), told as `by`'s.

        Raises:
            RefusedError: there are no words, or too many.
        """
        text = text.strip()
        if not text or len(text) > LIMIT_CHARACTERS:
            raise RefusedError(f"an answer has 1 to {LIMIT_CHARACTERS} characters")
        return await self._decide(conversation_id, seq, Decision.EDITED, by, text)

    async def reject(self, conversation_id: ConversationId, seq: int, by: StaffMember, reason: str = "") -> Draft:
        """The citizen waits for a person, who has the question with the draft's grounds. Raises as `approve`."""
        return await self._decide(conversation_id, seq, Decision.REJECTED, by, reason=reason)

    async def settle(self) -> None:
        """Citizens whose draft nobody decides on any longer wait for a person; what is too late is withdrawn.

        A look alone where nothing is due. May be repeated, and done by several at once.
        """
        async with self.records.reading() as unit:
            held = await unit.drafts.held()
        if not held:
            return
        nobody = not await self.withheld.somebody_is_there()
        for draft in held:
            if nobody or await self._is_due(draft):
                await self._settle(draft)

    async def _is_due(self, draft: Draft) -> bool:
        if draft.decide_by is not None and draft.decide_by <= self.hand_offs.clock.now():
            return True
        async with self.records.reading() as unit:
            conversation = await unit.conversations.get(draft.conversation_id)
            return await _is_too_late(unit, conversation, draft) or await self._is_off(unit, draft)

    async def _settle(self, draft: Draft) -> None:
        try:
            await self._decide(draft.conversation_id, draft.seq, Decision.TIMED_OUT, None)
        except ConflictError:
            log.info("draft %s/%s was decided as its time ran out", draft.conversation_id, draft.seq)

    async def _decide(
        self,
        conversation_id: ConversationId,
        seq: int,
        decision: Decision,
        by: StaffMember | None,
        text: str | None = None,
        reason: str = "",
    ) -> Draft:
        if decision in {Decision.APPROVED, Decision.EDITED}:
            await self._check_article(conversation_id, seq)
        async with self.records.unit() as unit:
            conversation = await unit.conversations.hold(conversation_id)
            draft = await unit.drafts.get(conversation_id, seq)
            if draft.decision is not None or not draft.is_held:
                return _the_same(draft, decision, by)
            decided = replace(draft, decision=await self._that_holds(unit, conversation, draft, decision))
            handoff = await self._carry_out(unit, conversation, decided, by, text, reason)
        await self._tell(conversation_id, handoff)
        if handoff is not None:
            await self.nobody_there.tell(handoff)
        return decided

    async def _check_article(self, conversation_id: ConversationId, seq: int) -> None:
        """An article withdrawn since is not said, whoever approves of it."""
        held = await self.one(conversation_id, seq)
        if held.article is None and held.draft.is_held:
            raise ConflictError(f"article {held.draft.article} is no longer in use")

    async def _that_holds(self, unit: Unit, conversation: Conversation, draft: Draft, wanted: Decision) -> Decision:
        if await _is_too_late(unit, conversation, draft):
            return Decision.WITHDRAWN
        return Decision.TIMED_OUT if await self._is_off(unit, draft) and wanted is not Decision.REJECTED else wanted

    async def _is_off(self, unit: Unit, draft: Draft) -> bool:
        return await self.off_switch.is_off_in(unit, draft.conversation_id, [draft.topic])

    async def _carry_out(
        self,
        unit: Unit,
        conversation: Conversation,
        decided: Draft,
        by: StaffMember | None,
        text: str | None,
        reason: str,
    ) -> Handoff | None:
        now, decision = self.hand_offs.clock.now(), decided.decision or Decision.WITHDRAWN
        act = ACTS.get(decision)
        await unit.drafts.decide(conversation.id, decided.seq, decision, by.id if by and act else None, now)
        if by is not None and act is not None:
            details = {"seq": decided.seq, "article": decided.article, "confidence": decided.confidence}
            await unit.audit.add(AuditEntry(now, by.id, act, f"conversation:{conversation.id}", reason, details))
        if decision is Decision.WITHDRAWN:
            return None
        if by is not None and decision in {Decision.APPROVED, Decision.EDITED}:
            await say_checked(unit, self.hand_offs.wording, conversation, Checked(decided, by.first_name, text, now))
            return None
        return await self._to_a_person(unit, conversation, decided)

    async def _to_a_person(self, unit: Unit, conversation: Conversation, draft: Draft) -> Handoff | None:
        """The citizen waits for a person and is told so; where nobody is there, told when, and offered to be called."""
        (question,) = (await unit.conversations.utterances(conversation.id, after=draft.seq - 1))[:1]
        asked, own = Asked(conversation, question), self.withheld.own
        text = own.of(asked)("A person at Kontakt Linköping takes over and answers you here. You can go on writing.")
        person = HandOff(HandoffReason.TO_BE_CHECKED, GENERAL)
        told = own.to_a_person(Conclusion(TurnOutcome.HANDED_OFF), asked, 0, text, person)
        for said in told.replies:
            again = replace(said, id=UtteranceId(f"passed-on-{draft.seq}"))
            await unit.conversations.say(conversation.id, again, self.hand_offs.clock.now())
        if told.hand_off is None:
            return None
        await withdraw_held(unit, conversation.id, self.hand_offs.clock.now())
        return await self.hand_offs.request(unit, conversation.id, told.hand_off.reason, told.hand_off.queue)

    async def _tell(self, conversation_id: ConversationId, handoff: Handoff | None) -> None:
        if handoff is not None:
            await self.hand_offs.enqueue(handoff)
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.UTTERANCE))
        await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))


async def withdraw_held(unit: Unit, conversation_id: ConversationId, at: datetime) -> None:
    """Within `unit`, which holds the conversation: drafts that wait in it are no longer to be said."""
    for draft in await unit.drafts.of(conversation_id):
        if draft.is_held:
            await unit.drafts.decide(conversation_id, draft.seq, Decision.WITHDRAWN, None, at)


async def _is_too_late(unit: Unit, conversation: Conversation, draft: Draft) -> bool:
    """Whether a person has been asked for or has come since the draft was made, or the conversation is over."""
    if conversation.holder is not Holder.ASSISTANT:
        return True
    latest = await unit.handoffs.latest(conversation.id)
    return latest is not None and latest.requested_at >= draft.made_at


def _the_same(draft: Draft, decision: Decision, by: StaffMember | None) -> Draft:
    """The draft, where the very same was decided by the same person: a press repeated. Else raises ConflictError."""
    if by is not None and draft.decided_by == by.id and draft.decision is decision:
        return draft
    raise ConflictError(f"draft {draft.seq} of conversation {draft.conversation_id} is {draft.decision} already")
