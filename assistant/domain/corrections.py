"""What a citizen says was wrong in something told before, in Swedish and English: "Lingonvägen 21 menade jag"."""

import re
from dataclasses import dataclass, field

from assistant.domain.form import Field

_WEAK = (
    r"(?:(?:ja[,.]? |yes[,.]? )?(?:men|fast|but)|nej|nä|nix|förresten|egentligen|actually|by the way|"
    r"förlåt|forlat|ursäkta|ursakta|sorry|vänta|vanta|wait|no(?=\s*[,.!;:-]))"
)
_WRONG = (
    r"(?:(?:det |jag |it |that )?(?:blev|skrev|var|är|was|is) (?:fel|wrong)(?: av mig)?|fel(?=\s*[,.!;:-])|"
    r"(?:nej|nä)\s+fel|rättelse|rattelse|wrong(?=\s*[,.!;:-])|correction|my mistake|oj|hoppsan|oops)"
)
_MEANT = (
    r"(?:jag (?:menade|menar|mente|mena|skulle skriva|ville skriva)|i mean[t]?|"
    r"(?:det |den |it )?(?:ska|skall|skulle|should) (?:(?:det|den) )?(?:vara|stå|sta|be)|rätt är|the right one is)"
)
_LEAD = re.compile(rf"^(?:(?P<sure>{_WRONG}|{_MEANT})|{_WEAK})\b[\s,.!;:–-]*", re.IGNORECASE)
_TRAIL = re.compile(
    r"[\s,.–-]+(?:(?:menade|menar|mente|mena) jag|(?:ska|skall|skulle) det (?:vara|stå|sta)|i mean[t]?|it should be|"
    r"i ?stället|i ?stallet|instead|är (?:det )?rätta?|is right)[\s.!]*$",
    re.IGNORECASE,
)
_NAMES = {
    Field.WHERE: r"platsen|adressen|gatuadressen|place|address|location",
    Field.SINCE: r"tiden|tidpunkten|datumet|time|date",
    Field.WHEN: r"tiden|tidpunkten|time",
    Field.CONTACT: (
        r"(?:telefon|mobil)?numret|(?:telefon|mobil)?nummer|telefonen|mejlen|mailen|mejl|mail|mejladress(?:en)?|e-?post(?:en)?|"
        r"e-?postadress(?:en)?|kontakten|(?:phone )?number|e-?mail(?: address)?|contact"
    ),
    Field.WHAT: r"beskrivningen|texten|synpunkten|description|text|feedback",
    Field.ABOUT: r"beskrivningen|ärendet|description|matter",
}
_CHANGE = (
    r"(?:(?:jag vill |kan (?:du|ni) |can you |please |i want to )?(?:byt|byta|ändra|andra|rätta|change|correct)\s+)?"
    r"(?:the |my |min |mitt |det |den )?(?:rätta? |right |correct )?"
)
_TO = r"(?:\s+(?:är|ar|ska (?:det )?(?:vara|stå)|skall vara|blir|till|is|should be|to))+\s*:?\s*|\s*:\s*"
_NAMED = {
    one: re.compile(
        rf"^{_CHANGE}(?:{names})(?:{_TO})(?P<value>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    )
    for one, names in _NAMES.items()
}
_STILL_WRONG = re.compile(
    r"^(?:helt |inte |ju |not )*(?:fel|rätt|ratt|riktigt?|korrekt|stämmer|wrong|right|correct|okej|ok|bra|fine)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """The right words, without those that tell that others were wrong.

    `is_sure`: something before was wrong; else there was but a "nej" or "förlåt", with which an answer may begin too.
    """

    value: str = field(repr=False)
    is_sure: bool


def corrected(text: str) -> Correction | None:
    """The correction that the words make; None where they make none. Its value may be empty: "nej det blev fel"."""
    left, is_sure = text.strip(), False
    while found := _LEAD.match(left):
        left, is_sure = left[found.end() :], is_sure or found["sure"] is not None
    without = _TRAIL.sub("", left)
    is_sure = is_sure or without != left
    return None if without == text.strip() else Correction(without.strip(" ,.!;:–-"), is_sure)


def named(text: str, one: Field) -> str | None:
    """What the words say that the field shall hold: "adressen ska vara Storgatan 5"; None where they do not name it."""
    meant = corrected(text)
    found = _NAMED[one].match(meant.value if meant else text.strip())
    if found is None or _STILL_WRONG.match(found["value"]):
        return None
    return found["value"].strip(" ,.!;:–-") or None
