"""Turns in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.turn import TurnRecord
from assistant.ports.records import Interval


class MemoryTurns:
    """Implements `Turns`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def open(self, conversation_id: ConversationId, seq: int, at: datetime) -> None:
        if (conversation_id, seq) not in self._recorded.utterances:
            raise ConflictError(f"no utterance {seq} in conversation {conversation_id}")
        self._recorded.turns.setdefault((conversation_id, seq), TurnRecord(conversation_id, seq, opened_at=at))

    async def close(self, turn: TurnRecord) -> None:
        if turn.closed_at is None or turn.outcome is None:
            raise RefusedError("a turn is closed at a time and with an outcome")
        recorded = await self.get(turn.conversation_id, turn.seq)
        if recorded.closed_at is not None:
            raise ConflictError(f"turn {turn.seq} of conversation {turn.conversation_id} is closed already")
        # When it was opened stays as recorded: the sweeper and the reports go by it.
        self._recorded.turns[turn.conversation_id, turn.seq] = replace(turn, opened_at=recorded.opened_at)

    async def get(self, conversation_id: ConversationId, seq: int) -> TurnRecord:
        turn = self._recorded.turns.get((conversation_id, seq))
        if turn is None:
            raise NotFoundError(f"no turn {seq} in conversation {conversation_id}")
        return turn

    async def of(self, conversation_id: ConversationId) -> Sequence[TurnRecord]:
        found = (turn for turn in self._recorded.turns.values() if turn.conversation_id == conversation_id)
        return sorted(found, key=lambda turn: turn.seq)

    async def of_all(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Sequence[TurnRecord]]:
        found = {each: await self.of(each) for each in conversations}
        return {each: turns for each, turns in found.items() if turns}

    async def open_since_before(self, moment: datetime) -> Sequence[TurnRecord]:
        found = (turn for turn in self._recorded.turns.values() if turn.closed_at is None and turn.opened_at < moment)
        return sorted(found, key=lambda turn: (turn.opened_at, turn.conversation_id, turn.seq))

    async def outcomes(self, interval: Interval) -> Mapping[str, int]:
        return Counter(
            turn.outcome.value
            for turn in self._recorded.turns.values()
            if interval.start <= turn.opened_at < interval.end and turn.outcome is not None
        )
