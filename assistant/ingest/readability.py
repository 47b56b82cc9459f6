"""How hard a Swedish text is to read."""

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.domain.fault import Fault
from assistant.ingest.answer_rules import LONGEST
from assistant.ingest.front_matter import Sheet
from assistant.ingest.translations import lang_of

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = re.compile(r"\[([^\[\]]+)\]\([^)\s\[]*\)")
"""No bracket opens within one, so that a text of nothing else is read once and not once for each."""
_LIST_MARK = re.compile(r"^(?:[-*]|\d+\.)\s+")
_POINT_IN_NUMBER = re.compile(r"(?<=\d)[.:](?=\d)")
_CLOSED = (".", "!", "?")
MOST_LIX = {"sv": 50.0, "sv-simple": 35.0}
"""The hardest a text may be. 50 is where Björnsson's scale turns hard; lättläst has to be very easy (below 30), and is
given five more for the names of authorities, which cannot be shortened."""


def lix(answer: str) -> float:
    """LIX of an answer in Markdown: words a sentence plus the percentage of words of more than six letters.

    Björnsson, Läsbarhet (1968); below 30 very easy, 30 to 40 easy, 50 to 60 hard. By textstat. Headings, list items and
    paragraphs end sentences; web addresses and points within numbers (07.30) do not count.
    """
    return _measure()(as_sentences(answer)) if answer.strip() else 0.0


def as_sentences(answer: str) -> str:
    """The words of an answer in Markdown, every line closed as a sentence; headings left out."""
    lines = (line.strip() for line in answer.splitlines())
    return "\n".join(_closed(line) for line in lines if line and not line.startswith("#"))


def _closed(line: str) -> str:
    words = _LINK.sub(r"\1", _LIST_MARK.sub("", line)).replace("**", "")
    plain = _POINT_IN_NUMBER.sub("", words)
    return plain if plain.endswith(_CLOSED) else f"{plain}."


@cache
def _measure() -> "Callable[[str], float]":
    # Imported late: it brings nltk along and takes seconds, and only editors' tools measure.
    from textstat import textstat

    measure: Callable[[str], float] = textstat.lix
    return measure


def readability_fault(sheet: Sheet) -> tuple[Fault, ...]:
    """A grave fault where the sheet's answer is harder than its language's limit. Swedish and lättläst only.

    It is measured as written, before opening hours are filled in. One longer than answers may be is not: that has been
    told, and it has to be written anew.
    """
    if len(sheet.body) > LONGEST:
        return ()
    most = MOST_LIX[lang_of(sheet.file)]
    found = lix(sheet.body)
    if found <= most:
        return ()
    what = "readability (LIX) is {lix}; at most {most}: shorter sentences, shorter words"
    return (Fault(sheet.file, sheet.body_line, what, {"lix": round(found), "most": round(most)}, "answer"),)
