"""A clock that stands still until it is moved."""

from datetime import datetime, timedelta


class StandingClock:
    """Tells the time it was set to; `move` it on."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        """It is `by` later."""
        self._now += by

    def set(self, now: datetime) -> None:
        """It is `now`."""
        self._now = now
