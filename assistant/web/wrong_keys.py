"""Slows down whoever tries references and keys. Counted in this process only, in a bounded table."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.errors import TooManyError

WINDOW = timedelta(minutes=5)
MOST_WRONG = 20
"""In a window, from one address. A right key always opens: many residents may share an address (requirement F-13)."""
MOST_ADDRESSES = 4_096
"""What is remembered; the oldest is forgotten first, so that guessing cannot fill the memory."""


@dataclass(slots=True)
class WrongKeys:
    """Wrong keys of the last five minutes, by address."""

    now: Callable[[], datetime]
    _wrong: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def count(self, address: str) -> None:
        """One more.

        Raises:
            TooManyError: more than may come from one address; this one is not counted.
        """
        now = self.now()
        times = self._wrong.setdefault(address, deque(maxlen=MOST_WRONG))
        recent = [time for time in times if time > now - WINDOW]
        if len(recent) >= MOST_WRONG:
            raise TooManyError("too many wrong keys", math.ceil((recent[0] + WINDOW - now).total_seconds()))
        times.append(now)
        self._wrong.move_to_end(address)
        while len(self._wrong) > MOST_ADDRESSES:
            self._wrong.popitem(last=False)
