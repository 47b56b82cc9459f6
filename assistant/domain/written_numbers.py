"""Whole numbers as spreadsheets and exchanges write them."""

import re
from collections.abc import Iterable
from functools import lru_cache

LONGEST_NUMBER = 12
"""Signs. Longer ones are out of range anyhow, and Python refuses to read some thousands of digits."""
EMPTY = frozenset({"", "-", "–", "—", "n/a"})
"""How exports write that there is nothing to tell."""

_SHAPES = {
    mark: re.compile(rf"(\d+|\d{{1,3}}(?:[{other}']\d{{3}})+)(?:[{mark}]0{{1,2}})?")
    for mark, other in ((",", "."), (".", ","))
}
"""By decimal mark. Three noughts after a mark are refused: `1,000` is one in one country and a thousand in another."""


@lru_cache(maxsize=4096)
def whole_number(text: str, decimal: str = ",") -> int | None:
    """The number, None where it is none: `1 234`, `1.234` and `412,0` with a decimal comma, `1,234` with a point."""
    close = "".join(text.split())
    if len(close) > LONGEST_NUMBER or not close.isascii():
        return None
    found = _SHAPES[decimal].fullmatch(close)
    return int(re.sub(r"\D", "", found.group(1))) if found else None


def decimal_of(texts: Iterable[str]) -> str:
    """The decimal mark with which more of the texts are whole numbers; a comma where that tells nothing."""
    written = [text for text in texts if text not in EMPTY]
    comma, point = (sum(whole_number(text, mark) is not None for text in written) for mark in ",.")
    return "." if point > comma else ","
