"""Slows down whoever guesses passwords. Counted in this process only, in a bounded table."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.errors import TooManyError

WINDOW = timedelta(minutes=5)
FAILURES_A_NAME = 5
FAILURES_AN_ADDRESS = 50
"""High: a whole office may share one address (requirement F-13)."""
MOST_KEYS = 4_096
"""What is remembered; the oldest is forgotten first, so that guessing cannot fill the memory."""


@dataclass(slots=True)
class Attempts:
    """Failed sign-ins of the last five minutes, by name and by address."""

    now: Callable[[], datetime]
    _failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def check(self, name: str, address: str) -> None:
        """Does nothing while there have been few failures.

        Raises:
            TooManyError: too many for this name or this address.
        """
        for key, most in self._limits(name, address):
            recent = self._recent(key)
            if len(recent) >= most:
                wait = WINDOW - (self.now() - recent[0])
                raise TooManyError("too many failed sign-ins", math.ceil(wait.total_seconds()))

    def failed(self, name: str, address: str) -> None:
        """One more failure."""
        for key, most in self._limits(name, address):
            times = self._failures.setdefault(key, deque(maxlen=most))
            times.append(self.now())
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """The name's failures are forgotten."""
        self._failures.pop(_name_key(name), None)

    def _recent(self, key: str) -> list[datetime]:
        limit = self.now() - WINDOW
        return [time for time in self._failures.get(key, ()) if time > limit]

    def _limits(self, name: str, address: str) -> tuple[tuple[str, int], ...]:
        return ((_name_key(name), FAILURES_A_NAME), (f"address {address}", FAILURES_AN_ADDRESS))


def _name_key(name: str) -> str:
    return f"name {name.strip().casefold()[:100]}"
