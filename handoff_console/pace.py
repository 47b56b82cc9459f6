"""In which order the open pages of a process look again, so that forty looks do not stand in front of a claim."""

import time
from collections.abc import Callable
from dataclasses import dataclass

GAP_SECONDS = 0.04
"""Between two pages' looks. A look costs some 10 ms of one core (`docs/adr/0040`): looks then leave two thirds of the
process to claims, messages and what is pushed. Ours."""
LONGEST_SECONDS = 2.0
"""No page waits longer for its turn, however many there are. Ours: until then the citizens who left are shown as gone
already, and the alarm for danger grows after 30 s (requirement E-04)."""


@dataclass(slots=True)
class Pace:
    """Hands out turns to look. A page alone looks at once; forty that are told at the same moment do it in 1.6 s."""

    now: Callable[[], float] = time.monotonic
    _free_from: float = 0.0

    def turn(self) -> float:
        """When the page that asks may look, on the clock of `now`."""
        now = self.now()
        turn = min(max(now, self._free_from), now + LONGEST_SECONDS)
        self._free_from = turn + GAP_SECONDS
        return turn
