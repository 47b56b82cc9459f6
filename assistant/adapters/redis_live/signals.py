"""Signals as Redis carries them: the happening, and after it the handoff and the name where there are any."""

from assistant.domain.handoff import HandoffId
from assistant.ports.live import Happening, Signal


def written(signal: Signal) -> str:
    """`left_queue 1f2e Anna Karin`: only the last part may have spaces, and a release that knows fewer parts, or not
    the happening, still learns that something happened.
    """
    parts = (signal.happening.value, signal.handoff_id or "", signal.taken_by)
    return " ".join(parts).rstrip()


def read(text: str) -> Signal | None:
    """The signal; None for a happening that only a newer release, deployed beside us, speaks of."""
    happening, handoff_id, taken_by = [*text.split(" ", 2), "", ""][:3]
    try:
        return Signal(Happening(happening), HandoffId(handoff_id) if handoff_id else None, taken_by)
    except ValueError:
        return None
