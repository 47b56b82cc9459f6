"""Faults in what editors wrote: collected, so that all of them are told at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import RefusedError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right, at a line (from 1) of a file."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class ArticleFaults(RefusedError):  # noqa: N818 - it is a list of faults more than an error
    """Articles that may not be published as they are; the message has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class QuestionFaults(RefusedError):  # noqa: N818 - as above
    """Questions for fitting or measuring that cannot be read; the message has a line for each fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))
