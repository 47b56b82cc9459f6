"""What can be added: every figure is a function of a tally, so that of any period is that of the sum of its days'."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.domain.measures.names import CountName, SpanName

Histogram = Mapping[int, int]
"""Of a span of time: how many lasted so many whole units (`UNIT_SECONDS`)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts and lengths of time. Adding is commutative and associative, and the empty one changes nothing.

    What is nought is left out, so that equal tallies are equal.
    """

    counts: Mapping[CountName, int] = field(default_factory=dict)
    seconds: Mapping[SpanName, Histogram] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return total((self, other))

    def __getitem__(self, name: CountName) -> int:
        """How many."""
        return self.counts.get(name, 0)

    def histogram(self, name: SpanName) -> Histogram:
        """The lengths of that span; empty where there are none."""
        return self.seconds.get(name, {})


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    adding = Adding()
    for tally in tallies:
        adding.add(tally)
    return adding.tally()


@dataclass(slots=True)
class Adding:
    """A sum in the making: one object that grows, where a million small ones would be made."""

    counts: dict[CountName, int] = field(default_factory=dict)
    seconds: dict[SpanName, dict[int, int]] = field(default_factory=dict)

    def count(self, name: CountName, number: int = 1) -> None:
        """So many more; nought changes nothing."""
        if number:
            self.counts[name] = self.counts.get(name, 0) + number

    def lasted(self, name: SpanName, units: int) -> None:
        """One more that lasted so many whole units."""
        of_span = self.seconds.setdefault(name, {})
        of_span[units] = of_span.get(units, 0) + 1

    def add(self, tally: Tally) -> None:
        """What the tally counts comes on top."""
        counts = self.counts
        for name, number in tally.counts.items():
            counts[name] = counts.get(name, 0) + number
        for span, histogram in tally.seconds.items():
            of_span = self.seconds.setdefault(span, {})
            for units, number in histogram.items():
                of_span[units] = of_span.get(units, 0) + number

    def tally(self) -> Tally:
        """The sum as it stands; this object is done with."""
        return Tally(self.counts, self.seconds)
