"""What the danger classifier sees in a text: runs of letters, words, and the concepts that reviewed words stand for."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from assistant.domain.danger_text import bare, fold

BUCKETS = 1 << 17
"""Features are hashed into so many numbers; with some 600,000 different ones in the fit data about five share each."""

FEWEST_WORDS = 3
"""Of a shorter text the classifier says nothing: it has too little to go by, and the phrases know the short calls."""

WINDOW, STEP = 40, 20
"""A text of more words is judged in parts of so many, so that one sentence of danger does not drown in a long story."""

_WORD = re.compile(r"[^\W_]+")
_RUNS = (2, 3, 4, 5)
_LONGEST_PART = 9
_NEAR = 3


@dataclass(frozen=True)
class Concepts:
    """Which concepts a word stands for ("kniv" and "pistol" are both "weapon"), in every language of the list.

    ``whole`` words, ``beginnings`` of words and ``parts`` anywhere in a word, each with the concepts it tells of.
    """

    whole: Mapping[str, frozenset[str]]
    beginnings: Mapping[str, frozenset[str]]
    parts: Mapping[str, frozenset[str]]

    def of(self, word: str) -> frozenset[str]:
        """The concepts of a folded word without accents."""
        found = set(self.whole.get(word, ()))
        for end in range(2, len(word) + 1):
            found |= self.beginnings.get(word[:end], frozenset())
            for start in range(max(0, end - _LONGEST_PART), end - 1):
                found |= self.parts.get(word[start:end], frozenset())
        return frozenset(found)


def read_concepts(lines: Iterable[str]) -> Concepts:
    """The concepts in lines of concept, language and words, with tabs between: ``word*`` begins so, ``*word*`` has it.

    Raises:
        ValueError: a line that has not three fields.
    """
    tables: tuple[dict[str, set[str]], ...] = ({}, {}, {})
    for line in lines:
        concept, _, words = line.rstrip("\n").split("\t")
        for word in words.split():
            kind = 2 if word.startswith("*") else int(word.endswith("*"))
            tables[kind].setdefault(bare(fold(word.strip("*"))), set()).add(concept)
    whole, beginnings, parts = ({word: frozenset(found) for word, found in table.items()} for table in tables)
    return Concepts(whole, beginnings, parts)


def words_of(text: str) -> list[str]:
    """The words as the classifier reads them: folded, without å, ä, ö and accents."""
    return [bare(word) for word in _WORD.findall(fold(text))]


def parts_of(words: list[str]) -> Iterator[list[str]]:
    """The words, whole or in overlapping parts; nothing of a text with too few."""
    if len(words) < FEWEST_WORDS:
        return
    for start in range(0, max(1, len(words) - STEP), STEP):
        yield words[start : start + WINDOW]


def features(words: list[str], concepts: Concepts) -> dict[int, float]:
    """The weight of each bucket, positive: letters and words together have length 1, and so have the concepts."""
    found: dict[int, float] = {}
    for terms in (_letters_and_words(words), _concept_terms([concepts.of(word) for word in words], words)):
        weight = 1 / sqrt(max(1, len(terms)))
        for term in terms:
            bucket = zlib.crc32(term.encode()) % BUCKETS
            found[bucket] = found.get(bucket, 0.0) + weight
    return found


def _letters_and_words(words: list[str]) -> set[str]:
    terms: set[str] = set()
    for word in words:
        framed = f" {word} "
        terms.update(framed[at : at + n] for n in _RUNS for at in range(len(framed) - n + 1))
    terms.update(f"w {word}" for word in words)
    terms.update(f"b {one} {next_one}" for one, next_one in zip(["^", *words], words, strict=False))
    terms.update(f"s {one} {after}" for one, after in zip(words, words[2:], strict=False))
    return terms


def _concept_terms(seen: list[frozenset[str]], words: list[str]) -> set[str]:
    """Each concept, each pair of concepts, pairs in order close together, and concepts beside words."""
    everything = sorted(frozenset().union(*seen))
    terms = {f"c:{one}" for one in everything}
    terms.update(f"p:{one}&{other}" for one, other in combinations(everything, 2))
    for at, here in enumerate(seen):
        for there in seen[at + 1 : at + 1 + _NEAR]:
            terms.update(f"o:{one}>{other}" for one in here for other in there)
    for at in range(len(words) - 1):
        terms.update(f"cw:{one}>{words[at + 1]}" for one in seen[at])
        terms.update(f"wc:{words[at]}>{one}" for one in seen[at + 1])
    return terms
