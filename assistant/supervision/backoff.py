"""How long to wait before starting again what has stopped."""

from dataclasses import dataclass

LONGEST_SECONDS = 30.0
STEADY_SECONDS = 60.0


@dataclass(frozen=True)
class Backoff:
    """The pause before the next start: 1, 2, 4, ... 30 seconds; from the beginning after a minute's steady run."""

    pause_seconds: float = 1.0

    def after(self, ran_seconds: float) -> "Backoff":
        """The pause to keep now, for a process that ran this long. Ask the result for `next` once it is kept."""
        return Backoff() if ran_seconds >= STEADY_SECONDS else self

    @property
    def next(self) -> "Backoff":
        """The pause after this one, should it stop again soon."""
        return Backoff(min(self.pause_seconds * 2, LONGEST_SECONDS))
