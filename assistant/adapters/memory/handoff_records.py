"""Handoffs in memory."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId, Handoff, HandoffId, Stage
from assistant.ports.interval import Interval

_UNDER_WAY = frozenset({Stage.WAITING, Stage.CLAIMED})
_HELD = frozenset({Stage.CLAIMED, Stage.ENDED})


class MemoryHandoffs:
    """Implements `Handoffs`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, handoff: Handoff) -> None:
        if handoff.id in self._recorded.handoffs:
            raise ConflictError(f"handoff {handoff.id} is there already")
        self._check(handoff)
        self._recorded.handoffs[handoff.id] = handoff

    async def get(self, handoff_id: HandoffId) -> Handoff:
        handoff = self._recorded.handoffs.get(handoff_id)
        if handoff is None:
            raise NotFoundError(f"no handoff {handoff_id}")
        return handoff

    async def change(self, before: Handoff, after: Handoff) -> None:
        if self._recorded.handoffs.get(before.id) != before or after.id != before.id:
            raise ConflictError(f"handoff {before.id} has changed meanwhile")
        self._check(after)
        self._recorded.handoffs[before.id] = after

    async def current(self, conversation_id: ConversationId) -> Handoff | None:
        return next((handoff for handoff in self._of(conversation_id) if handoff.stage in _UNDER_WAY), None)

    async def latest(self, conversation_id: ConversationId) -> Handoff | None:
        return next(reversed(_oldest_first(self._of(conversation_id))), None)

    async def waiting(self) -> Sequence[Handoff]:
        found = (handoff for handoff in self._recorded.handoffs.values() if handoff.stage is Stage.WAITING)
        return sorted(found, key=lambda handoff: (-handoff.priority, handoff.place_from, handoff.requested_at))

    async def held_by(self, agent_id: AgentId) -> Sequence[Handoff]:
        return _oldest_first(
            handoff
            for handoff in self._recorded.handoffs.values()
            if handoff.claimed_by == agent_id and handoff.stage in _HELD
        )

    async def claimed(self) -> Sequence[Handoff]:
        return _oldest_first(handoff for handoff in self._recorded.handoffs.values() if handoff.stage is Stage.CLAIMED)

    async def requested(self, interval: Interval) -> Sequence[Handoff]:
        return _oldest_first(
            handoff
            for handoff in self._recorded.handoffs.values()
            if interval.start <= handoff.requested_at < interval.end
        )

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Handoff]:
        conversations = self._recorded.conversations
        return _oldest_first(
            handoff
            for handoff in self._recorded.handoffs.values()
            if interval.start <= conversations[handoff.conversation_id].opened_at < interval.end
        )

    async def last_claims(self, interval: Interval) -> Mapping[AgentId, datetime]:
        claims = [(each.claimed_at, each.claimed_by) for each in await self.requested(interval)]
        known = sorted((at, agent) for at, agent in claims if at is not None and agent is not None)
        return {agent: at for at, agent in known}

    async def latest_ended(self, limit: int) -> Sequence[Handoff]:
        ended = [
            (handoff.ended_at, number, handoff)
            for number, handoff in enumerate(self._recorded.handoffs.values())
            if handoff.ended_at is not None
        ]
        return [handoff for _, _, handoff in sorted(ended, reverse=True)[:limit]]

    def _check(self, handoff: Handoff) -> None:
        """What the constraints of a database check."""
        if handoff.conversation_id not in self._recorded.conversations:
            raise ConflictError(f"no conversation {handoff.conversation_id}")
        if handoff.claimed_by is not None and handoff.claimed_by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {handoff.claimed_by}")
        others = (other for other in self._of(handoff.conversation_id) if other.id != handoff.id)
        if handoff.stage in _UNDER_WAY and any(other.stage in _UNDER_WAY for other in others):
            raise ConflictError(f"conversation {handoff.conversation_id} has a handoff under way")

    def _of(self, conversation_id: ConversationId) -> Sequence[Handoff]:
        return [handoff for handoff in self._recorded.handoffs.values() if handoff.conversation_id == conversation_id]


def _oldest_first(found: Iterable[Handoff]) -> Sequence[Handoff]:
    """By time of request; of two at the same instant, the one recorded first."""
    return sorted(found, key=lambda handoff: handoff.requested_at)
