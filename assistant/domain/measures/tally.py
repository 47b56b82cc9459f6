"""What can be added: every figure is a function of a tally, so that of any period is that of the sum of its days'."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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

    def only(self, names: Collection[CountName]) -> "Tally":
        """The counts named, and nothing else."""
        return Tally({name: self.counts[name] for name in names if name in self.counts})

    def histogram(self, name: SpanName) -> Histogram:
        """The lengths of that span; empty where there are none."""
        return self.seconds.get(name, {})


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together. Each count, and a span's lengths, are added when they are first asked for: a figure needs a
    few of them.
    """
    added = list(tallies)
    return Tally(_Sum([tally.counts for tally in added]), _Together([tally.seconds for tally in added]))


@dataclass(frozen=True, slots=True, eq=False)
class _Sum(Mapping[CountName, int]):
    """The counts of many tallies, each added up once, when it is asked for."""

    parts: Sequence[Mapping[CountName, int]]
    _added: dict[CountName, int] = field(default_factory=dict)

    def __getitem__(self, name: CountName) -> int:
        if name not in self._added:
            self._added[name] = sum(part.get(name, 0) for part in self.parts)
        if not self._added[name]:
            raise KeyError(name)
        return self._added[name]

    def __iter__(self) -> Iterator[CountName]:
        return (name for name in dict.fromkeys(name for part in self.parts for name in part) if name in self)

    def __len__(self) -> int:
        return len(list(iter(self)))


@dataclass(frozen=True, slots=True, eq=False)
class _Together(Mapping[SpanName, Histogram]):
    """The lengths of many tallies, each span's added up once, when it is asked for."""

    parts: Sequence[Mapping[SpanName, Histogram]]
    _added: dict[SpanName, Histogram] = field(default_factory=dict)

    def __getitem__(self, span: SpanName) -> Histogram:
        if span not in self._added:
            having = [lengths for part in self.parts if (lengths := part.get(span)) is not None]
            if not having:
                raise KeyError(span)
            self._added[span] = _added_up(having)
        return self._added[span]

    def __iter__(self) -> Iterator[SpanName]:
        return iter(dict.fromkeys(span for part in self.parts for span in part))

    def __len__(self) -> int:
        return len(set().union(*self.parts))


def _added_up(histograms: Sequence[Histogram]) -> Histogram:
    if len(histograms) == 1:
        return histograms[0]
    found: dict[int, int] = {}
    for histogram in histograms:
        for units, number in histogram.items():
            found[units] = found.get(units, 0) + number
    return found


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
