"""The name that a citizen gives, most often beside the telephone number that a form asks for: to greet them by."""

import re
from collections.abc import Sequence

from assistant.domain.contact_details import contact_details_in

_NAME = r"[^\W\d_a-zåäö][^\W\d_]+(?:-[^\W\d_a-zåäö][^\W\d_]+)?"
_INTRODUCED = re.compile(rf"\b(?i:jag heter|mitt namn är|my name is)\s+(?P<name>{_NAME})")
_SIGNED = re.compile(
    rf"\b(?i:namn(?:et)?:?|fråga efter|(?:vänliga? )?hälsning(?:ar)?,?|hälsar|name:|ask for|regards,?)\s+"
    rf"(?P<name>{_NAME})"
)
_ALONE = re.compile(rf"(?P<name>{_NAME})(?:\s+{_NAME}){{0,2}}")
_BETWEEN = " \t\r\n,.;:!()[]/–-"
_NO_NAME = re.compile(
    r"absolut|adress|bara|bäst|dagtid|eftermiddag|epost|e-post|fax|gärna|hej|helst|hem|hemma|hemnummer|ja|jag|jobb|"
    r"jobbet|kontakt|kväll|kvällstid|maila|mail|mejl|mejla|mig|min|mitt|mob|mobil|mobilen|mobilnummer|morgon|nej|nr|"
    r"nummer|numret|okej|ring|sms|sms:a|smsa|skicka|svar|tack|tel|telefon|telefonen|telefonnummer|vardagar|"
    r"(?:mån|tis|ons|tors|fre|lör|sön)dag|call|contact|e-?mail|mobile|my|no|number|phone|please|text|thanks|yes",
    re.IGNORECASE,
)
"""Words that people begin with a capital letter beside a number, and that are no name."""


def given_name_in(said: str) -> str | None:
    """The citizen's first name: "Karin Berg, 070-174 06 05" is Karin. None where none is sure.

    Who says "jag heter Karin" is. Beside a number or an address it is also a name with which the words are signed, and
    one to three words with capital letters that stand there alone.
    """
    introduced = _INTRODUCED.search(said)
    if introduced is not None:
        return introduced["name"]
    details = contact_details_in(said)
    if not details:
        return None
    signed = _SIGNED.search(said)
    return signed["name"] if signed is not None else _alone(said, details)


def _alone(said: str, details: Sequence[str]) -> str | None:
    for one in details:
        said = said.replace(one, " ", 1)
    found = _ALONE.fullmatch(said.strip(_BETWEEN))
    if found is None or any(map(_NO_NAME.fullmatch, found[0].split())):
        return None
    return found["name"]
