"""Masking of Swedish identity numbers before anything is stored or passed on (requirement C-04)."""

import re
import unicodedata

MASK = "[personnummer dolt]"
_SEPARATORS = r"[\s.\-+‐-―−]{0,3}"
_CANDIDATE = re.compile(
    rf"(?<!\d)(?P<century>(?:18|19|20){_SEPARATORS})?(?P<birth>\d(?:{_SEPARATORS}\d){{5}}){_SEPARATORS}"
    rf"(?P<number>\d(?:{_SEPARATORS}\d){{3}})(?!\d)"
)
_LATEST_DAY = 31
_COORDINATION_OFFSET = 60
"""A samordningsnummer has 60 added to the day of birth (Skatteverket)."""
_MONTHS = range(1, 13)


def mask_identity_numbers(text: str) -> str:
    """`text` with each valid personnummer or samordningsnummer replaced by a mask.

    Valid means a possible month and day and a Luhn check digit over the ten digits (Skatteverket, SKV 704), in any
    writing: 10 or 12 digits, any hyphen or blank between them, digits of any script.
    """
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    spans = [match.span() for match in _CANDIDATE.finditer(plain) if _is_identity_number(match)]
    for start, end in reversed(spans):
        text = text[:start] + MASK + text[end:]
    return text


def _is_identity_number(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match["birth"] + match["number"])
    month, day = int(digits[2:4]), int(digits[4:6])
    day = day - _COORDINATION_OFFSET if day > _COORDINATION_OFFSET else day
    return month in _MONTHS and 1 <= day <= _LATEST_DAY and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
