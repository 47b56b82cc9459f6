"""Tallies as a database keeps them, as JSON: written as a whole, and read no further than they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from assistant.domain.measures.names import CountName, SpanName
from assistant.domain.measures.tally import Histogram, Tally


def as_kept(tally: Tally) -> Mapping[str, object]:
    """What is to be written."""
    return {
        "counts": dict(tally.counts),
        "seconds": {span: list(_flat(histogram)) for span, histogram in tally.seconds.items()},
    }


def _flat(histogram: Mapping[int, int]) -> Iterator[int]:
    """Length, number, length, number and so on: JSON's keys would be words."""
    for pair in sorted(histogram.items()):
        yield from pair


class _Counts(msgspec.Struct, gc=False):
    """Of a tally as it is kept, what was counted; the rest is passed over."""

    counts: dict[str, int]


@cache
def _decoder_of(names: frozenset[CountName]) -> Callable[[str], list[Any]]:
    """Of tallies as they are kept, the counts named, in order of name; to pass over the rest takes half as long as to
    read it.
    """
    fields = [(f"number_{place}", int, 0) for place in range(len(names))]
    told = dict(zip((field for field, _, _ in fields), (name.value for name in sorted(names)), strict=True))
    counts = msgspec.defstruct("Counts", fields, rename=told, gc=False)
    return msgspec.json.Decoder(list[msgspec.defstruct("Of", [("counts", counts)], gc=False)]).decode  # type: ignore[misc]


class _Seconds(msgspec.Struct, gc=False):
    """Of a tally as it is kept, the histograms as they were written."""

    seconds: dict[str, msgspec.Raw]


_counts_of = msgspec.json.Decoder(list[_Counts]).decode
_seconds_of = msgspec.json.Decoder(list[_Seconds]).decode
_flat_of = msgspec.json.Decoder(list[int]).decode


def tally_of(joined: str, names: frozenset[CountName]) -> Tally:
    """The sum of the tallies that are kept so, with commas between, read as far as it is asked for. `names`: the counts
    that will be.
    """
    text = f"[{joined}]"
    return Tally(_Numbers(text, names), _Lengths(text))


class _Numbers(Mapping[CountName, int]):
    """Counts as they are kept, read and added up when they are asked for: a tally has thirty, a figure needs two or
    three. Those expected are read alone; whoever asks for another has all read.
    """

    __slots__ = ("_added", "_expected", "_read", "_text")

    def __init__(self, text: str, expected: frozenset[CountName]) -> None:
        self._text = text
        self._expected = expected
        self._read: list[dict[str, int]] | None = None
        self._added: dict[CountName, int] = {}

    def __getitem__(self, name: CountName) -> int:
        if name not in self._added:
            self._add(name)
        if not self._added[name]:
            raise KeyError(name)
        return self._added[name]

    def _add(self, name: CountName) -> None:
        if name in self._expected:
            each = zip(
                *(msgspec.structs.astuple(one.counts) for one in _decoder_of(self._expected)(self._text)), strict=True
            )
            self._added.update(zip(sorted(self._expected), map(sum, each), strict=True))
        else:
            self._added[name] = sum(each.get(name, 0) for each in self._each())

    def __iter__(self) -> Iterator[CountName]:
        written = {name for each in self._each() for name in each}
        return (name for name in CountName if name in written)

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _each(self) -> list[dict[str, int]]:
        if self._read is None:
            # Numbers under words are nothing that the collector of garbage goes through.
            self._read = [each.counts for each in _counts_of(self._text)]
        return self._read


class _Lengths(Mapping[SpanName, Histogram]):
    """Histograms as they are kept, each read and added up when it is asked for."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __getitem__(self, span: SpanName) -> Histogram:
        found: dict[int, int] = {}
        for each in _seconds_of(self._text):
            written = each.seconds.get(span)
            flat = iter(_flat_of(written) if written is not None else ())
            for units, number in zip(flat, flat, strict=True):
                found[units] = found.get(units, 0) + number
        if not found:
            raise KeyError(span)
        return found

    def __iter__(self) -> Iterator[SpanName]:
        written = {span for each in _seconds_of(self._text) for span in each.seconds}
        return (span for span in SpanName if span in written)

    def __len__(self) -> int:
        return len(list(iter(self)))
