"""Masking of Swedish identity numbers before anything is stored or passed on (requirement C-04)."""

import re
import unicodedata

MASK = "[personnummer dolt]"
_SEPARATORS = r"[\s.\-+\u00ad\u200b\u2060‐-―−﹣－＋]{0,3}"
_TEN_DIGITS = rf"(?P<birth>\d(?:{_SEPARATORS}\d){{5}}){_SEPARATORS}(?P<number>\d(?:{_SEPARATORS}\d){{3}})(?!\d)"
_CANDIDATES = (
    re.compile(rf"(?<!\d)(?:18|19|20){_SEPARATORS}{_TEN_DIGITS}"),
    re.compile(rf"(?<!\d){_TEN_DIGITS}"),
)
_TELEPHONE = re.compile(r"0\d{2,3}\s?[-‐-―−]")
"""An area code and a hyphen (013-20 60 00): nobody writes a hyphen after three or four digits of a day of birth."""
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
    for start, end in reversed(_spans(plain)):
        text = text[:start] + MASK + text[end:]
    return text


def _spans(plain: str) -> list[tuple[int, int]]:
    """Where identity numbers stand, in order. Every digit is tried: one number may begin where a false one ends."""
    spans: list[tuple[int, int]] = []
    for place in (digit.start() for digit in re.finditer(r"\d", plain)):
        matches = [match for pattern in _CANDIDATES if (match := pattern.match(plain, place))]
        valid = next((match for match in matches if _is_identity_number(match)), None)
        if valid is not None and (not spans or place >= spans[-1][1]):
            spans.append(valid.span())
    return spans


def _is_identity_number(match: re.Match[str]) -> bool:
    if _TELEPHONE.match(match[0]):
        return False
    digits = re.sub(r"\D", "", match["birth"] + match["number"])
    month, day = int(digits[2:4]), int(digits[4:6])
    day = day - _COORDINATION_OFFSET if day > _COORDINATION_OFFSET else day
    return month in _MONTHS and 1 <= day <= _LATEST_DAY and _luhn(digits)


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0
