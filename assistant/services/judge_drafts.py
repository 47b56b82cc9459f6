"""Drafts beside a person's answer are judged: by the person's sending the very article, else with one key."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.conversation import ConversationId
from assistant.domain.drafts import JUDGEMENTS, Decision, Draft
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import Handoff, HandoffId
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, Records

log = logging.getLogger(__name__)

A_TURN = timedelta(minutes=1)
"""A draft belongs to the handoff that its turn asked for, which is recorded at most so long after it was made."""


@dataclass(frozen=True, slots=True)
class JudgeDrafts:
    """Whether people would have said what the assistant would have."""

    records: Records
    clock: Clock

    async def settle(self) -> None:
        """Where an agent has sent the draft's article since, the two agree; may be repeated."""
        async with self.records.reading() as unit:
            sent = await unit.drafts.sent_by_agents()
        for draft in sent:
            await self._agree(draft)

    async def _agree(self, draft: Draft) -> None:
        try:
            async with self.records.unit() as unit:
                handoff = await unit.handoffs.latest(draft.conversation_id)
                by = handoff.claimed_by if handoff else None
                await unit.drafts.decide(draft.conversation_id, draft.seq, Decision.AGREED, by, self.clock.now())
        except ConflictError:
            log.info("draft %s/%s was judged by a person as well", draft.conversation_id, draft.seq)

    async def latest_of(self, handoff_id: HandoffId) -> Draft | None:
        """The draft beside the handoff's answer, judged or not; None where there is none.

        Raises:
            NotFoundError: there is no such handoff.
        """
        await self.settle()
        async with self.records.reading() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            drafts = await unit.drafts.of(handoff.conversation_id)
        beside = [draft for draft in drafts if _belongs(draft, handoff)]
        return beside[-1] if beside else None

    async def judge(self, conversation_id: ConversationId, seq: int, by: StaffMember, verdict: Decision) -> Draft:
        """The draft as judged by the agent who answered; repeating the same verdict changes nothing.

        Raises:
            RefusedError: that is no verdict, or the draft was held for approval.
            ConflictError: somebody else answered, or it has another verdict already.
            NotFoundError: there is no such draft.
        """
        async with self.records.unit() as unit:
            draft = await unit.drafts.get(conversation_id, seq)
            if verdict not in JUDGEMENTS or draft.decide_by is not None:
                raise RefusedError(f"draft {seq} of conversation {conversation_id} cannot be {verdict}")
            handoff = await unit.handoffs.latest(conversation_id)
            if handoff is None or handoff.claimed_by != by.id or not _belongs(draft, handoff):
                raise ConflictError(f"{by.id} does not answer in conversation {conversation_id}")
            if draft.decision is verdict:
                return draft
            return await unit.drafts.decide(conversation_id, seq, verdict, by.id, self.clock.now())


def _belongs(draft: Draft, handoff: Handoff) -> bool:
    """Whether the draft lies beside the handoff's answer: not one that was held, nor of an earlier handoff."""
    return draft.decide_by is None and timedelta(0) <= handoff.requested_at - draft.made_at < A_TURN
