"""The phrases that tell of danger, and where they stand in a text that has been read.

A phrase is matched word by word over positions, never by a regular expression, so its work is bounded by the words of
the text.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.danger_text import Vocabulary, Words, fold, split

_JOIN_FROM = 7
"""Letters of a word that is seen also when it is written as two ("själv mord")."""

_LETTERS_APART = 15
"""Letters of the longest word that is seen when its letters are pulled apart ("d ö")."""

Places = Mapping[int, frozenset[int]]
"""For each position where a word stands, the positions at which it may end."""


class Reading:
    """A text read with a vocabulary: where each of the vocabulary's words stands in it."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        """Read the text; the work is proportional to its length."""
        words = split(text)
        self._vocabulary = vocabulary
        self._ends: dict[str, dict[int, set[int]]] = {}
        self._tables: dict[frozenset[str], Places] = {}
        tokens = self._take_apart(words)
        self.length = len(tokens)
        self._read_words(tokens)
        self._read_letters(tokens)

    def _take_apart(self, words: Words) -> Sequence[str]:
        tokens: list[str] = []
        starts: set[int] = set()
        known: dict[str, list[str]] = {}
        for at, token in enumerate(words.tokens):
            if at in words.sentence_starts:
                starts.add(len(tokens))
            if token not in known:
                whole = self._vocabulary.exact(token)
                known[token] = [token] if whole else self._vocabulary.segments(token) or [token]
            tokens.extend(known[token])
        self.sentence_starts = frozenset(starts)
        return tokens

    def _read_words(self, tokens: Sequence[str]) -> None:
        known: dict[str, set[str]] = {}
        for at, token in enumerate(tokens):
            if token not in known:
                known[token] = self._vocabulary.readings(token)
            for word in known[token]:
                self._stands(word, at, at + 1)
            if at + 1 < len(tokens) and len(token) + len(tokens[at + 1]) >= _JOIN_FROM:
                for word in self._vocabulary.exact(token + tokens[at + 1]):
                    if len(word.rstrip("*")) >= _JOIN_FROM and len(word.rstrip("*")) > len(token):
                        self._stands(word, at, at + 2)

    def _read_letters(self, tokens: Sequence[str]) -> None:
        for at in range(len(tokens)):
            joined = ""
            for end in range(at, min(at + _LETTERS_APART, len(tokens))):
                joined += tokens[end]
                if len(tokens[end]) != 1 or not self._vocabulary.may_begin(joined):
                    break
                if len(joined) > 1:
                    for word in self._vocabulary.exact(joined):
                        self._stands(word, at, end + 1)

    def _stands(self, word: str, start: int, end: int) -> None:
        self._ends.setdefault(word, {}).setdefault(start, set()).add(end)

    @property
    def standing(self) -> Collection[str]:
        """The vocabulary's words that stand in the text."""
        return self._ends.keys()

    def table(self, words: frozenset[str]) -> Places:
        """Where any of the words stands."""
        if words not in self._tables:
            merged: dict[int, set[int]] = {}
            for word in words & self._ends.keys():
                for start, ends in self._ends[word].items():
                    merged.setdefault(start, set()).update(ends)
            self._tables[words] = {start: frozenset(ends) for start, ends in merged.items()}
        return self._tables[words]


@dataclass(frozen=True)
class Step:
    """One place in a phrase: any of some words, after at most ``gap`` other words of the same sentence."""

    words: frozenset[str]
    gap: int = 0
    optional: bool = False


@dataclass(frozen=True)
class Pattern:
    """A compiled phrase. ``first`` and ``last`` say that it must begin or end the text."""

    steps: tuple[Step, ...]
    first: bool = False
    last: bool = False

    def spans(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Where the phrase stands in the text, as positions from and up to (not including)."""
        # Most phrases need a word that the text has not: they are passed over before any place is looked up.
        if any(step.words.isdisjoint(reading.standing) for step in self.steps if not step.optional):
            return
        tables = [reading.table(step.words) for step in self.steps]
        states: dict[int, int] = {}
        for at in tables[0]:
            if at == 0 or not self.first:
                _reach(states, at, tables[0][at])
        for step, table in zip(self.steps[1:], tables[1:], strict=True):
            states = _advance(states, step, table, reading.sentence_starts)
        yield from sorted((start, end) for end, start in states.items() if end == reading.length or not self.last)


def _reach(states: dict[int, int], start: int, ends: Iterable[int]) -> None:
    for end in ends:
        states[end] = max(start, states.get(end, start))


def _advance(states: Mapping[int, int], step: Step, table: Places, sentence_starts: frozenset[int]) -> dict[int, int]:
    """The states after one more step, as the latest start by end.

    An earlier start with the same end only makes the span longer, so nothing that counts is lost, and there are never
    more states than words: the work is bounded by words, steps and gaps.
    """
    reached = dict(states) if step.optional else {}
    for end, start in states.items():
        for at in range(end, end + step.gap + 1):
            if at > end and at in sentence_starts:
                break
            if at in table:
                _reach(reached, start, table[at])
    return reached


_GAPS = {"..": 3, "...": 6}


class PhraseError(ValueError):
    """A phrase that can not be compiled; the message says why."""


def compile_phrase(phrase: str, groups: Mapping[str, frozenset[str]]) -> Pattern:
    """A phrase of the danger rules as a pattern.

    Words are separated by spaces. ``a|b`` is one of several words, ``@name`` one of a group, ``word*`` a word that
    begins so, ``word?`` may be left out, ``..`` up to three and ``...`` up to six other words of the same sentence,
    ``^`` and ``$`` the beginning and the end of the text.

    Raises:
        PhraseError: empty, an unknown group, a mark in the wrong place, or a first word that may be left out.
    """
    parts = phrase.split()
    first, last = parts[:1] == ["^"], parts[-1:] == ["$"]
    steps: list[Step] = []
    gap = 0
    for part in parts[first : len(parts) - last]:
        if part in _GAPS:
            gap = _GAPS[part]
            continue
        steps.append(Step(_choices(part.removesuffix("?"), groups), gap, part.endswith("?")))
        gap = 0
    if not steps or gap or steps[0].optional or steps[-1].optional:
        raise PhraseError("must begin and end with a word that may not be left out")
    return Pattern(tuple(steps), first, last)


def _choices(part: str, groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for choice in part.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in groups:
                raise PhraseError(
                    f"unknown group {choice}; allowed: {', '.join('@' + name for name in sorted(groups))}"
                )
            words |= groups[choice[1:]]
            continue
        if not re.fullmatch(r"[^\W_]+\*?", fold(choice)):
            raise PhraseError(f"{choice!r} is no word; allowed: letters and digits, with * last, joined by |")
        words.add(fold(choice))
    return frozenset(words)
