"""Reading a citizen's words so that a danger is seen through typos, missing dots and letters pulled apart.

The words are never changed for anyone else: what is made here is only compared with the phrases of the danger rules.
No regular expression here has nested repeats, so the work grows with the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

TYPO_FROM = 8
"""Letters a word must have before one wrong, missing, added or swapped letter is forgiven.

Set by trial on 8,352 ordinary questions: at seven letters "ställer" is read as "stalker" and "rinner" as "brinner".
"""


LONGEST = 8_000
"""Characters read of one utterance; of a longer one the first and the last half of this are read."""

_LATIN_BARE = str.maketrans("åäöàáâãèéêëìíîïòóôõùúûüæø", "aaoaaaaeeeeiiiioooouuuuao")
_SPELT_OUT = (("å", "aa"), ("ä", "ae"), ("ö", "oe"))
_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ـ": None, "æ": "ä", "ø": "ö"}
)
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e"})
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff'’‘`´ʼ]")
_TOKEN = re.compile(r"[^\W_]+(?:[@$€][^\W_]+)*|[@$€][^\W_]+|[.!?\n]")
_END = re.compile(r"[.!?\n]")
_RUN = re.compile(r"(\D)\1{2,}")
_LONG_VOWEL = re.compile(r"([aeiouyåäö])\1+$")
_LONGEST_WORD = 40


def fold(text: str) -> str:
    """The text in one form: compatible characters united, small letters, nothing invisible, look-alikes made one."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    united = unicodedata.normalize("NFKC", text).casefold()
    return _UNSEEN.sub("", unicodedata.normalize("NFC", united)).translate(_ALIKE)


def bare(word: str) -> str:
    """The word as typed without å, ä, ö and accents."""
    return word.translate(_LATIN_BARE)


@dataclass(frozen=True)
class Words:
    """A text as its words, and the positions before which a sentence ended."""

    tokens: tuple[str, ...]
    sentence_starts: frozenset[int]


def split(text: str) -> Words:
    """The folded words of a text, in order."""
    tokens: list[str] = []
    starts: set[int] = set()
    for found in _TOKEN.finditer(fold(text)):
        if _END.match(found.group()):
            starts.add(len(tokens))
        else:
            tokens.append(found.group())
    return Words(tuple(tokens), frozenset(starts))


def _shapes(token: str) -> set[str]:
    """The token and the plainer forms it may stand for: drawn-out letters shortened, digits read as letters."""
    shapes = {token}
    if not token.isdigit() and any(sign in token for sign in "013457@$€"):
        shapes.add(token.translate(_LEET))
    for shape in tuple(shapes):
        shapes |= {_RUN.sub(r"\1", shape), _RUN.sub(r"\1\1", shape)}
    return shapes | {_LONG_VOWEL.sub(r"\1", shape) for shape in shapes}


def _shortened(word: str) -> set[str]:
    """The word and every word made by leaving out one letter."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_edit_apart(one: str, other: str) -> bool:
    """Whether the words are the same but for one letter added, left out or changed, or two neighbours swapped."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    changed = left[1:] == right[1:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return changed or swapped or left[1:] == right or left == right[1:]


class Vocabulary:
    """The words that occur in the phrases, and which of them a token may be.

    A word ending in ``*`` stands for every word that begins so. Words are given as written, with å, ä and ö; a token
    without them matches too, while a token that has them must have the right ones.
    """

    def __init__(self, words: Iterable[str], plain: frozenset[str] = frozenset()) -> None:
        """Build the look-ups once; ``plain`` are real words that are never taken for misspellings of ``words``."""
        self._plain = plain
        self._whole: dict[str, set[str]] = {}
        self._beginnings: dict[str, set[str]] = {}
        self._near: dict[str, set[tuple[str, str]]] = {}
        for word in words:
            self._learn(word)
        self._lengths = sorted({len(form) for form in self._beginnings})
        forms = self._whole.keys() | self._beginnings.keys()
        self._starts = {form[:end] for form in forms for end in range(1, len(form) + 1)}

    def _learn(self, word: str) -> None:
        stem = word.rstrip("*")
        spelt = stem
        for letter, letters in _SPELT_OUT:
            spelt = spelt.replace(letter, letters)
        place = self._beginnings if word.endswith("*") else self._whole
        for form in {stem, bare(stem), spelt}:
            place.setdefault(form, set()).add(word)
        if len(stem) >= TYPO_FROM:
            for form in {stem, bare(stem)}:
                for shorter in _shortened(form):
                    self._near.setdefault(shorter, set()).add((form, word))

    def may_begin(self, letters: str) -> bool:
        """Whether any of the words, as it may be spelt, begins with the letters."""
        return letters in self._starts

    def exact(self, token: str) -> set[str]:
        """The words that the token is, letter for letter (å, ä and ö may be missing)."""
        found = set(self._whole.get(token, ()))
        for length in self._lengths:
            if length > len(token):
                break
            found |= self._beginnings.get(token[:length], set())
        return found

    def readings(self, token: str) -> set[str]:
        """Every word that the token may be, one typing error in a long word forgiven."""
        if len(token) > _LONGEST_WORD:
            return self.exact(token)
        found: set[str] = set()
        for shape in _shapes(token):
            found |= self.exact(shape)
        return found or self._forgiven(_RUN.sub(r"\1", token))

    def _forgiven(self, token: str) -> set[str]:
        found: set[str] = set()
        if token in self._plain:
            return found
        lengths = {len(token)} | {n + more for n in self._lengths if n >= TYPO_FROM for more in (-1, 0, 1)}
        for length in lengths:
            if not TYPO_FROM - 1 <= length <= len(token):
                continue
            part = token[:length]
            for form in _shortened(part):
                for stem, word in self._near.get(form, ()):
                    if (length == len(token) or word.endswith("*")) and one_edit_apart(part, stem):
                        found.add(word)
        return found

    def segments(self, token: str) -> list[str]:
        """The words that the token is written together of: three or more, as two make an ordinary compound."""
        if not 2 * 4 <= len(token) <= _LONGEST_WORD:
            return []
        best: dict[int, list[str]] = {0: []}
        for end in range(2, len(token) + 1):
            for start in range(0, end - 1):
                if start in best and token[start:end] in self._whole:
                    best[end] = [*best[start], token[start:end]]
                    break
        found = best.get(len(token), [])
        return found if len(found) > 2 else []
