"""Telephone numbers and e-mail addresses in what a citizen writes."""

import re

_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    r"(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.[a-z]{2,63}(?![\w@])",
    re.IGNORECASE,
)
"""A valid e-mail address of the HTML standard (WHATWG, "E-mail state"), and a domain with a dot besides: nobody on the
internet is reached at anna@localhost."""
_NUMBER = re.compile(r"(?<![\w@.])(?:\+|00)?\(?\d(?:[\s()./‐-―−-]{0,3}\d){4,17}(?![\w@])")
_ABROAD = re.compile(r"^(?:\+|00)(?!46)")
_COUNTRY = re.compile(r"^(?:\+|00)46(?:0(?=[1-9]))?")
_MOBILE = re.compile(r"07[02369]")
MOBILE_DIGITS = 10
SWEDISH_DIGITS = range(8, 11)
"""With the nought: an area code of one to three digits and a subscriber's number of five to eight, seven to nine in all
(PTS, the Swedish numbering plan for telephony according to ITU-T E.164); 070, 072, 073, 076 and 079 have nine."""
FOREIGN_DIGITS = range(8, 16)
"""With the country code: at most fifteen (ITU-T E.164)."""


def contact_details_in(text: str) -> tuple[str, ...]:
    """The telephone numbers and e-mail addresses, as they are written, in order."""
    found = [(one.start(), one[0].rstrip(".")) for one in _EMAIL.finditer(text)]
    without = _EMAIL.sub(lambda one: " " * len(one[0]), text)
    found += [(one.start(), one[0].strip()) for one in _NUMBER.finditer(without) if is_telephone(one[0])]
    return tuple(words for _, words in sorted(found))


def is_telephone(number: str) -> bool:
    """Whether so many digits, beginning so, may be a telephone number: with its area code, or with `+`."""
    signs = re.sub(r"[^\d+]", "", number)
    if _ABROAD.match(signs):
        return len(re.sub(r"^(?:\+|00)", "", signs)) in FOREIGN_DIGITS
    national = _COUNTRY.sub("0", signs)
    if not re.match(r"0[1-9]", national):
        return False
    return len(national) == MOBILE_DIGITS if _MOBILE.match(national) else len(national) in SWEDISH_DIGITS


def looks_like_number(text: str) -> bool:
    """Whether the words are figures such as a telephone number has, right or wrong, and nothing else."""
    return bool(re.fullmatch(r"\+?[\d\s()./‐-―−-]{5,}", text.strip()))
