"""A proportion that remembers what it was counted from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A proportion with what it was counted from; `value` is None where there is nothing to count."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """`part / whole` (0..1), or None when `whole` is 0."""
        return self.part / self.whole if self.whole else None
