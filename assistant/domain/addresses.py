"""Street addresses in what a citizen writes."""

import re

_ENDINGS = (
    r"gatan|gata|vägen|vagen|väg|gränden?|grand|torget|torg|platsen|plats|stigen|stig|allén|allen|allé|backen|leden|led|"
    r"esplanaden|plan|kajen|parken|slingan|ringen|kroken|svängen|"
    r"street|road|avenue"
)
_NUMBER = r"\d{1,4}(?:\s?[A-Za-z](?![\w]))?(?:\s?-\s?\d{1,4})?"
_FIRST = r"(?:södra|norra|östra|västra|stora|lilla|gamla|nya|sankt|s:t)\s"
_PART_OF_TOWN = r"(?-i:,?\s+(?:i|in)\s+[A-ZÅÄÖ][^\W\d_]+|,\s*[A-ZÅÄÖ][^\W\d_]+)"
_ADDRESS = re.compile(
    rf"\b(?:{_FIRST}[^\W\d_]*|[^\W\d_]{{2,}})(?:{_ENDINGS})\s{_NUMBER}\b{_PART_OF_TOWN}?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:(?:det är|det ar|it is|it's)\s+)?"
    r"(?:(?:på|pa|vid|utanför|utanfor|framför|bakom|mittemot|mitt emot|nära|i|at|on|by|near|outside|behind)\s+)?",
    re.IGNORECASE,
)


def address_in(text: str) -> str | None:
    """The street with its number, and the part of town where that is told: "Lingonvägen 21 i Ryd"."""
    found = _ADDRESS.search(text)
    return None if found is None else found[0]


def is_address(text: str) -> bool:
    """Whether the words are an address and nothing else, but for "vid" or "det är på" before it."""
    return bool(_ADDRESS.fullmatch(_BEFORE.sub("", text.strip().rstrip(".!?"))))
