"""Which of the buttons under our last words a citizen means who typed instead of pressing."""

import re
from collections.abc import Sequence
from enum import Enum

_WORD = re.compile(r"\w+(?::\w+)?")
"""With what stands after a colon: "2:a" is one word."""
_ORDINALS = (
    {"1", "ett", "ettan", "första", "forsta", "1:a", "first", "one", "översta", "oversta", "top"},
    {"2", "två", "tva", "tvåan", "andra", "2:a", "second", "two"},
    {"3", "tre", "trean", "tredje", "3:e", "third", "three"},
    {"4", "fyra", "fyran", "fjärde", "fjarde", "4:e", "fourth", "four"},
)
_LAST = frozenset({"sista", "nedersta", "last", "bottom"})
_POINTING = frozenset(
    [
        "den",
        "det",
        "de",
        "nr",
        "nummer",
        "alternativ",
        "alternativet",
        "frågan",
        "fragan",
        "jag",
        "menar",
        "väljer",
        "valjer",
        "tar",
        "ta",
        "vill",
        "ha",
        "veta",
        "tack",
        "ja",
        "är",
        "ar",
        "the",
        "number",
        "option",
        "question",
        "i",
        "mean",
        "choose",
        "take",
        "want",
        "please",
        "yes",
        "that",
        "is",
    ]
)
"""Words around an ordinal that name nothing themselves: "jag menar den första tack"."""
_NONE = re.compile(
    r"^(?:nej[,.! ]*)?(?:ing(?:en|et|a)(?: alls| av (?:dem|dom|de|det|dessa|alternativen|de[nt]? (?:här|där)))?"
    r"|inte n[åa]go[nt] av (?:dem|dom|det)"
    r"|none(?: of (?:them|these|those))?|neither|no|nej|nope|nä)"
    r"[.! ]*$",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:ja|jo|japp|jepp|jadå|jada|gärna|garna|visst|absolut|yes|yeah|sure|please)"
    r"(?:[,! ]+(?:ja|tack|gärna|garna|det vill jag|snälla|please))*[.! ]*$",
    re.IGNORECASE,
)
"""Not "ok": after an answer with an offer of a person under it, that is thanks for the answer."""
SHORTEST_NAMING = 4
"""Letters of a word that may name a choice: shorter ones stand in half of all titles."""


class Choice(Enum):
    """What is meant when it is none of the choices."""

    NONE_OF_THESE = "none of these"


def chosen(text: str, choices: Sequence[str]) -> int | Choice | None:
    """The place of the choice that is meant; `NONE_OF_THESE`; None where the words choose nothing.

    By its number ("den andra"), by saying no to all, by a yes where there is but one, or by words that stand in one
    choice only ("altan"): all of the words that may name something must stand there, so that a new question is never
    taken for a choice.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    if _NONE.match(text.strip()):
        return Choice.NONE_OF_THESE
    if len(choices) == 1 and says_yes(text):
        return 0
    by_number = _by_number(words, len(choices))
    return by_number if by_number is not None else _by_name(words, choices)


def pointed_at(text: str, choices: Sequence[str]) -> int | None:
    """The place of the choice that is meant by its number ("den andra") and by nothing else; None where none is."""
    return _by_number([word.casefold() for word in _WORD.findall(text)], len(choices))


def _by_number(words: Sequence[str], count: int) -> int | None:
    left = [word for word in words if word not in _POINTING]
    if len(left) > 1:
        left = [word for word in left if word != "one"]  # "the second one"
    if len(left) != 1:
        return None
    if left[0] in _LAST and count:
        return count - 1
    return next((place for place, names in enumerate(_ORDINALS[:count]) if left[0] in names), None)


def _by_name(words: Sequence[str], choices: Sequence[str]) -> int | None:
    naming = [word for word in words if len(word) >= SHORTEST_NAMING and word not in _POINTING]
    if not naming:
        return None
    fitting = [place for place, choice in enumerate(choices) if all(_names(word, choice) for word in naming)]
    return fitting[0] if len(fitting) == 1 else None


def _names(word: str, choice: str) -> bool:
    """Whether a word of the choice begins or ends with it: "altan" names "altanen", "lov" nothing of "bygglov"."""
    return any(
        other.startswith(word) or other.endswith(word) or (word.startswith(other) and len(other) >= SHORTEST_NAMING)
        for other in (found.casefold() for found in _WORD.findall(choice))
    )


def says_yes(text: str) -> bool:
    """Whether the words are a yes and nothing more: "ja", "Ja, tack gärna!"."""
    return bool(_YES.match(text.strip()))
