"""Unanswered and disputed questions in memory."""

from collections.abc import Iterator, Sequence

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.gap import GapMark, Missed, Why
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports.interval import Interval

NOT_ANSWERED = frozenset(
    {TurnOutcome.HANDED_OFF, TurnOutcome.UNANSWERED_NO_PASSAGE, TurnOutcome.UNANSWERED_NOT_UNDERSTOOD}
)


class MemoryGaps:
    """Implements `Gaps`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def missed(self, interval: Interval, limit: int) -> Sequence[Missed]:
        found = [
            one
            for one in self._all()
            if one.text
            and interval.start <= one.at < interval.end
            and (one.conversation_id, one.seq) not in self._recorded.gap_marks
        ]
        return sorted(found, key=lambda one: (one.at, one.conversation_id, one.seq), reverse=True)[:limit]

    async def mark(self, mark: GapMark) -> None:
        self._recorded.gap_marks[mark.conversation_id, mark.seq] = mark

    def _all(self) -> Iterator[Missed]:
        turns = self._recorded.turns.values()
        disputed = {(turn.conversation_id, turn.disputes) for turn in turns if turn.disputes is not None}
        for turn in (turn for turn in turns if turn.danger is None):
            if (turn.conversation_id, turn.seq) in disputed:
                yield self._missed(turn, Why.DISPUTED)
            elif turn.outcome in NOT_ANSWERED and turn.grounds is not None and turn.article is None:
                yield self._missed(turn, Why.UNANSWERED)

    def _missed(self, turn: TurnRecord, why: Why) -> Missed:
        said = self._recorded.utterances[turn.conversation_id, turn.seq]
        return Missed(turn.conversation_id, turn.seq, said.at, said.said.text, said.said.lang, why, turn.candidates)
