"""Swedish words as a search should see them: without å ä ö, without endings, and compounds in their parts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from threading import Lock

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_LIST_MARK = re.compile(r"^\d+\.\s+")
_FOLDED = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "è": "e", "ü": "u", "æ": "a", "ø": "o"})
_STEMMER = "swedish"

LEAST_COMPOUND = 8
"""Letters of a word that may be split; with the next two after Koehn and Knight (2003), tried on SweFAQ's dev set."""
LEAST_PART = 4
MOST_PARTS = 3


def tidy(text: str) -> str:
    """The text in lower case and in composed form (NFC)."""
    return unicodedata.normalize("NFC", text).lower()


def fold(text: str) -> str:
    """The tidy text as typed on a keyboard without å, ä and ö."""
    return tidy(text).translate(_FOLDED)


def words(text: str) -> list[str]:
    """Runs of letters and digits, tidy, in order."""
    return _WORD.findall(tidy(text))


def sentences(text: str) -> list[str]:
    """The sentences and list items of a text in Markdown, without its marks and headings."""
    lines = (_LIST_MARK.sub("", line.strip()) for line in text.splitlines() if not line.startswith("#"))
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "\n".join(lines)).replace("**", "")
    parts = re.split(r"(?<=[.!?:])\s+|\n+", plain)
    return [part.strip(" -") for part in parts if len(part.strip(" -")) > 1]


def count_words(texts: Iterable[str]) -> Mapping[str, int]:
    """How often each folded word of `texts` occurs: the lexicon for `Stems`."""
    return Counter(word for text in texts for word in words(fold(text)))


class Stems:
    """Words cut to their stems, folded; compounds give their parts besides the whole.

    Replacing a compound by its parts was tried and lost against adding them (nDCG on SweFAQ).

    Args:
        lexicon: counts of folded words; a part must stand there.
    """

    def __init__(self, lexicon: Mapping[str, int]) -> None:
        self._lexicon = {word: count for word, count in lexicon.items() if len(word) >= LEAST_PART}
        self._stemmer = snowballstemmer.stemmer(_STEMMER)
        self._alone = Lock()  # the stemmer keeps the word it works on; searches run in several threads
        self._of_word = lru_cache(maxsize=65536)(self._look_up)

    @property
    def lexicon(self) -> Mapping[str, int]:
        """The words that may be parts of a compound, with their counts."""
        return self._lexicon

    def of(self, text: str) -> list[str]:
        """The stems of all words in order, each compound followed by the stems of its parts."""
        return [stem for word in words(text) for stem in self._of_word(word)]

    def _look_up(self, word: str) -> tuple[str, ...]:
        whole = fold(word)
        parts = self.split(whole)
        return (self._stem(word), *(self._stem(part) for part in parts))

    def _stem(self, word: str) -> str:
        with self._alone:
            return fold(str(self._stemmer.stemWord(word)))

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a folded compound by the highest geometric mean of counts; empty where it stays whole."""
        if len(word) < LEAST_COMPOUND:
            return ()
        best: tuple[str, ...] = ()
        best_score = float(self._lexicon.get(word, 0))
        for parts in self._splits(word, MOST_PARTS):
            score = self._score(parts)
            if len(parts) > 1 and score > best_score:
                best, best_score = parts, score
        return best

    def _score(self, parts: tuple[str, ...]) -> float:
        product = 1.0
        for part in parts:
            product *= self._lexicon[part]
        return float(product ** (1 / len(parts)))

    def _splits(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        if word in self._lexicon:
            yield (word,)
        if most == 1:
            return
        for cut in range(LEAST_PART, len(word) - LEAST_PART + 1):
            head = self._known(word[:cut])
            if head:
                yield from ((head, *rest) for rest in self._splits(word[cut:], most - 1))

    def _known(self, part: str) -> str | None:
        # The linking s of "arbetsmarknad" belongs to neither part.
        if part in self._lexicon:
            return part
        if part.endswith("s") and part[:-1] in self._lexicon:
            return part[:-1]
        return None


def ngrams(text: str, shortest: int, longest: int, prepare: Callable[[str], str] = fold) -> Iterator[str]:
    """Runs of characters within the words of the prepared text, a blank marking where a word begins and ends."""
    for word in words(prepare(text)):
        padded = f" {word} "
        for size in range(shortest, longest + 1):
            if size >= len(padded):
                yield padded
                break
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
