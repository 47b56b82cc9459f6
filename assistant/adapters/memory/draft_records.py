"""Drafts of answers in memory."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.drafts import AGAINST_THE_ASSISTANT, Decision, Draft
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId


class MemoryDrafts:
    """Implements `Drafts`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, draft: Draft) -> None:
        key = (draft.conversation_id, draft.seq)
        if key in self._recorded.drafts or key not in self._recorded.utterances:
            raise ConflictError(f"utterance {key} has a draft already, or is not there")
        self._recorded.drafts[key] = draft

    async def get(self, conversation_id: ConversationId, seq: int) -> Draft:
        draft = self._recorded.drafts.get((conversation_id, seq))
        if draft is None:
            raise NotFoundError(f"no draft {seq} in conversation {conversation_id}")
        return draft

    async def of(self, conversation_id: ConversationId) -> Sequence[Draft]:
        found = (draft for draft in self._recorded.drafts.values() if draft.conversation_id == conversation_id)
        return sorted(found, key=lambda draft: draft.seq)

    async def held(self) -> Sequence[Draft]:
        found = [draft for draft in self._recorded.drafts.values() if draft.is_held]
        return sorted(found, key=lambda draft: (draft.decide_by or draft.made_at, draft.conversation_id, draft.seq))

    async def sent_by_agents(self) -> Sequence[Draft]:
        open_ones = [d for d in self._recorded.drafts.values() if d.decision is None and d.decide_by is None]
        found = [draft for draft in open_ones if self._is_sent(draft)]
        return sorted(found, key=lambda draft: (draft.made_at, draft.conversation_id, draft.seq))

    def _is_sent(self, draft: Draft) -> bool:
        return any(
            said.conversation_id == draft.conversation_id
            and said.seq > draft.seq
            and said.said.speaker is Speaker.AGENT
            and said.said.article == draft.article
            for said in self._recorded.utterances.values()
        )

    async def decide(
        self, conversation_id: ConversationId, seq: int, decision: Decision, by: AgentId | None, at: datetime
    ) -> Draft:
        draft = await self.get(conversation_id, seq)
        if draft.decision is not None:
            raise ConflictError(f"draft {seq} of conversation {conversation_id} is decided already")
        decided = replace(draft, decision=decision, decided_by=by, decided_at=at)
        self._recorded.drafts[conversation_id, seq] = decided
        return decided

    async def turned_down(self, since: datetime) -> Sequence[Draft]:
        against = [draft for draft in self._recorded.drafts.values() if draft.decision in AGAINST_THE_ASSISTANT]
        latest = [(draft.decided_at, draft) for draft in against if draft.decided_at and draft.decided_at >= since]
        found = sorted(latest, key=lambda one: (one[0], one[1].conversation_id, one[1].seq), reverse=True)
        return [draft for _, draft in found]

    async def counts(self) -> Mapping[str, Mapping[Decision | None, int]]:
        counted: defaultdict[str, Counter[Decision | None]] = defaultdict(Counter)
        for draft in self._recorded.drafts.values():
            counted[draft.topic][draft.decision] += 1
        return counted
