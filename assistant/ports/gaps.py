"""Questions that were not answered, or wrongly, remembered like all else in a `Unit`."""

from collections.abc import Sequence
from typing import Protocol

from assistant.domain.gap import GapMark, Missed
from assistant.ports.interval import Interval


class Gaps(Protocol):
    """What the knowledge base lacks, as the turns tell it."""

    async def missed(self, interval: Interval, limit: int) -> Sequence[Missed]:
        """The latest questions of the interval that nobody has settled, newest first, at most `limit`.

        Those for which the knowledge base was asked and gave nothing, and those whose answer the citizen disputed;
        never one with words of danger, nor one whose words have been forgotten.
        """
        ...

    async def mark(self, mark: GapMark) -> None:
        """The question is settled; a later mark of the same question replaces it."""
        ...
