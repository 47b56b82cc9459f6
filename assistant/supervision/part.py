"""A process that is kept running."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.supervision.probes import Probe


@dataclass(frozen=True)
class Part:
    """A process: what it runs, how to see that it is ready, and what must be ready before it starts.

    `patience_seconds` is the longest wait for it to become ready.
    """

    name: str
    command: tuple[str, ...]
    ready: Probe
    environment: Mapping[str, str]
    folder: Path
    after: tuple[str, ...] = ()
    patience_seconds: float = 60.0
