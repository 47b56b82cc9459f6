"""Whether a Swedish question wants yes or no, and whether an answer begins with one."""

import re

from assistant.retrieval.swedish import tidy, words

_ASKING = frozenset(
    ["hur", "vad", "var", "vart", "vem", "vems", "vilka", "vilken", "vilket", "när", "varför", "varifrån"]
)
_YES_NO = frozenset({"ja", "nej"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def wants_yes_or_no(question: str) -> bool:
    """Whether some sentence asks without a question word ("Kan vi söka?"); where none ends in "?", the whole counts."""
    asking = [part for part in _SENTENCE.split(tidy(question).strip()) if part.endswith("?")] or [question]
    return any(not _ASKING & set(words(part)) for part in asking)


def says_yes_or_no(answer: str) -> bool:
    """Whether the first word is one of the two."""
    return bool(_YES_NO & set(words(answer)[:1]))
