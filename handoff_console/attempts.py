"""Slows down whoever guesses passwords or keys. Counted in this process only, in a bounded table."""

import asyncio
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
HASHED_AT_ONCE = 2
"""Looking at a password is slow and takes much memory by intent; more at once would slow down everybody's pages."""
MOST_KEYS = 4_096
"""What is remembered; the oldest is forgotten first, so that guessing cannot fill the memory."""


@dataclass(slots=True)
class Attempts:
    """Failures of the last five minutes, by name and by address. Look at passwords only within `hashing`."""

    now: Callable[[], datetime]
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(HASHED_AT_ONCE))
    _failures: OrderedDict[str, deque[datetime]] = field(default_factory=OrderedDict)

    def begin(self, name: str, address: str) -> None:
        """One more attempt, counted as failed before it is looked at: many at once get no further than one by one.

        Raises:
            TooManyError: too many for this name or this address; this one is not counted.
        """
        self._check(name, address)
        for key, most in self._limits(name, address):
            times = self._failures.setdefault(key, deque(maxlen=most))
            times.append(self.now())
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)

    def _check(self, name: str, address: str) -> None:
        for key, most in self._limits(name, address):
            recent = self._recent(key)
            if len(recent) >= most:
                wait = WINDOW - (self.now() - recent[0])
                raise TooManyError("too many failed attempts", math.ceil(wait.total_seconds()))

    def take_back(self, name: str, address: str) -> None:
        """The latest attempt was no failure."""
        for key, _ in self._limits(name, address):
            times = self._failures.get(key)
            if times:
                times.pop()
            if not times:
                self._failures.pop(key, None)

    def succeeded(self, name: str, address: str) -> None:
        """The latest attempt was right, and the name's failures are forgotten."""
        self.take_back(name, address)
        self._failures.pop(_name_key(name), None)

    def _recent(self, key: str) -> list[datetime]:
        limit = self.now() - WINDOW
        return [time for time in self._failures.get(key, ()) if time > limit]

    def _limits(self, name: str, address: str) -> tuple[tuple[str, int], ...]:
        return ((_name_key(name), FAILURES_A_NAME), (f"address {address}", FAILURES_AN_ADDRESS))


def _name_key(name: str) -> str:
    return f"name {name.strip().casefold()[:100]}"
