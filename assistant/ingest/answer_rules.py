"""What an answer must look like: its parts in order, a short answer that stands alone, links a reader may follow."""

import re
from collections.abc import Sequence

from assistant.domain.answer_parts import HEADINGS, AnswerPart, PartKind, parts_of
from assistant.domain.knowledge import EASY_SWEDISH, ORIGINAL
from assistant.ingest.inspection import Inspection
from assistant.ingest.known import Known
from assistant.ingest.opening_hours import PLACEHOLDER

SHORTEST, LONGEST_SHORT = 20, 360
"""Characters of the short answer: what a reader takes in at a glance, and a screen reader says in half a minute."""
LONGEST = 1_800
"""Characters of the whole answer: a chat is no brochure."""
_ORDER = tuple(PartKind)
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^)\s]*)\)")
_SCHEMES = ("https://", "tel:", "sms:", "mailto:")
_LIST = re.compile(r"^(?:[-*]|\d+\.)\s", re.MULTILINE)
_MARKS = re.compile(r"^\s{0,3}(#(?!# \S)#*|>|\||```|!\[|<[a-z/])", re.MULTILINE)

OFFICIALESE = (
    "avseende", "beträffande", "erhålla", "erhåller", "erlägga", "erlägger", "föreligger", "härvid", "i enlighet med",
    "inkomma", "inkommer", "medelst", "ombesörja", "ombesörjer", "rörande", "tillse", "vederbörande", "vidta",
    "åligger", "ånyo", "därav", "gällande för", "i syfte att", "t.ex.", "t ex", "bl.a.", "m.m.", "m.fl.", "ev.",
    "dvs.", "osv.", "resp.", "enl.",
)  # fmt: skip
"""Words that klarspråk has plainer ones for: after the Swedish Government Offices' Svarta listan (2011) and
Myndigheternas skrivregler on abbreviations, those that residents' pages are seen to use."""
_OFFICIALESE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, OFFICIALESE))})(?!\w)", re.IGNORECASE)
_IMPERSONAL = re.compile(r"(?<!\bgod )(?<!\w)man(?!\w)", re.IGNORECASE)
"""The pronoun, not the god man that a court appoints."""
SWEDISH = frozenset({ORIGINAL, EASY_SWEDISH})


def check_answer(look: Inspection, lang: str, known: Known) -> None:
    """The sheet's body as an answer in `lang`. One that is far too long is told so, and looked at no further."""
    body, line = look.sheet.body, look.sheet.body_line
    if not body:
        look.note(line, "answer", "the answer is empty")
        return
    if len(body) > LONGEST:
        look.note(line, "answer", "{count} characters; at most {most}", count=len(body), most=LONGEST)
        return
    parts = parts_of(body, lang)
    _check_order(look, parts, lang)
    _check_short(look, parts[0].text)
    _check_marks(look)
    _check_links(look)
    _check_quoted_hours(look, known)
    if lang in SWEDISH:
        _check_words(look)


def _check_order(look: Inspection, parts: Sequence[AnswerPart], lang: str) -> None:
    allowed = ", ".join(HEADINGS.get(lang, {}).values())
    reached = 0
    for part in parts:
        line = look.sheet.body_line + part.line - 1
        if part.kind is None:
            look.note(
                line, "answer", "unknown heading {given}; allowed: {allowed}", given=part.heading, allowed=allowed
            )
        elif part.kind is not PartKind.SHORT and _ORDER.index(part.kind) <= reached:
            look.note(
                line,
                "answer",
                "the heading {given} is out of place; the order is: {allowed}",
                given=part.heading,
                allowed=allowed,
            )
        elif part.kind is not PartKind.SHORT and not part.text:
            look.note(line, "answer", "nothing stands under the heading {given}", given=part.heading)
        reached = max(reached, _ORDER.index(part.kind) if part.kind else 0)
    if all(part.kind is not PartKind.CONTACT for part in parts):
        heading = HEADINGS.get(lang, {}).get(PartKind.CONTACT, "")
        look.note(look.sheet.body_line, "answer", "the part {allowed} is missing", allowed=f"## {heading}")


def _check_short(look: Inspection, short: str) -> None:
    if not SHORTEST <= len(short) <= LONGEST_SHORT:
        what = "the short answer has {count} characters; allowed: {least} to {most}"
        look.note(look.sheet.body_line, "answer", what, count=len(short), least=SHORTEST, most=LONGEST_SHORT)
    if _LIST.search(short):
        look.note(look.sheet.body_line, "answer", "the short answer must be sentences, not a list")


def _check_marks(look: Inspection) -> None:
    found = _MARKS.search(look.sheet.body)
    if found:
        what = "only paragraphs, lists, bold words, links and the headings are shown; not {given}"
        look.note(_line_at(look, found.start(1)), "answer", what, given=found.group(1))


def _check_links(look: Inspection) -> None:
    for link in _LINK.finditer(look.sheet.body):
        line, words, address = _line_at(look, link.start()), link.group(1), link.group(2)
        if not words.strip():
            look.note(line, "answer", "a link without words: {given}", given=address)
        if not address.startswith(_SCHEMES):
            told = ", ".join(_SCHEMES)
            look.note(line, "answer", "a link to {given}; allowed: {allowed}", given=address, allowed=told)
        if address.startswith("tel:") and not _same_number(words, address):
            what = "the link says {words} but dials {given}"
            look.note(line, "answer", what, words=words, given=address.removeprefix("tel:"))


def _check_quoted_hours(look: Inspection, known: Known) -> None:
    hours = known.catalogue.opening_hours
    for found in PLACEHOLDER.finditer(look.sheet.body):
        if found.group(1) not in hours:
            what = "unknown opening hours {given}; allowed: {allowed}"
            line = _line_at(look, found.start())
            look.note(line, "answer", what, given=found.group(1), allowed=", ".join(sorted(hours)))


def _same_number(words: str, address: str) -> bool:
    """Whether the digits shown are those dialled, but for +46 that stands for the first 0."""
    shown = re.sub(r"\D", "", words)
    dialled = re.sub(r"^(?:\+|00)46", "0", address.removeprefix("tel:"))
    return not shown or shown == re.sub(r"\D", "", dialled)


def _check_words(look: Inspection) -> None:
    words = _LINK.sub(lambda link: f"[{link.group(1)}]({' ' * len(link.group(2))})", look.sheet.body)
    for found in _OFFICIALESE.finditer(words):
        what = "klarspråk has a plainer word for {given}"
        look.note(_line_at(look, found.start()), "answer", what, grave=False, given=found.group())
    for found in _IMPERSONAL.finditer(words):
        look.note(_line_at(look, found.start()), "answer", "speak to the reader: du, not man", grave=False)


def _line_at(look: Inspection, place: int) -> int:
    return look.sheet.body_line + look.sheet.body.count("\n", 0, place)
