"""Citizens who come back with the same matter, as far as anybody knows."""

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.conversation import ConversationId
from assistant.domain.returns import KnownBy, Return
from assistant.ports.bulk import Written

KNOWN = 0.035
"""Share of conversations that are known to be a return, where somebody asked about the area lately. Assumed."""
SAME_TAB = 0.7
"""Share of the returns that are known by the browser's tab; an agent noted the others. Assumed."""
LATELY = timedelta(days=9)
"""Longer than the seven days that count, so that some returns come too late to."""


@dataclass(slots=True)
class ComeBack:
    """Remembers who asked about what lately."""

    rng: random.Random
    _lately: deque[tuple[datetime, ConversationId, str]] = field(default_factory=deque)

    def returns(self, visits: Iterable[Written]) -> list[Return]:
        """Those among a day's visits."""
        return [known for visit in visits if (known := self._return_of(visit)) is not None]

    def _return_of(self, visit: Written) -> Return | None:
        conversation, area = visit.conversations[0], _area_of(visit)
        while self._lately and self._lately[0][0] < conversation.opened_at - LATELY:
            self._lately.popleft()
        same = [name for at, name, about in self._lately if about == area and at < conversation.opened_at]
        known = bool(same) and self.rng.random() < KNOWN
        if area:
            self._lately.append((conversation.opened_at, conversation.id, area))
        if not known or conversation.closed_at is None:
            return None
        how = KnownBy.SAME_TAB if not visit.handoffs or self.rng.random() < SAME_TAB else KnownBy.AGENT
        return Return(conversation.id, self.rng.choice(same), how, conversation.closed_at)


def _area_of(visit: Written) -> str:
    return next((turn.candidates[0].article.partition(".")[0] for turn in visit.turns if turn.candidates), "")
