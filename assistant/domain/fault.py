"""A fault in what an editor wrote: where it stands, what is wrong, what is allowed, in words that can be translated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to put right, at a line (from 1) of a file.

    `what` is a message of the catalogue, filled in from `values`; it says what is allowed. `about` names the field,
    empty where the fault is of none. What is `grave` may not be published; the rest should be mended.
    """

    file: Path
    line: int
    what: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    about: str = ""
    grave: bool = True

    @property
    def told(self) -> str:
        """The message in English."""
        return self.what.format(**self.values)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {f'{self.about}: ' if self.about else ''}{self.told}"
