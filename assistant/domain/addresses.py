"""Street addresses in what a citizen writes."""

import re

_ENDINGS = (
    r"gatan|gata|vägen|vagen|väg|gränden?|grand|torget|torg|platsen|plats|stigen|stig|allén|allen|allé|backen|leden|led|"
    r"esplanaden|plan|kajen|parken|slingan|ringen|kroken|svängen|"
    r"street|road|avenue"
)
_NUMBER = r"\d{1,4}(?:(?:[a-z]|\s(?-i:[A-Z]))(?!\w))?(?:\s?-\s?\d{1,4})?"
_FIRST = r"(?:södra|norra|östra|västra|stora|lilla|gamla|nya|sankt|s:t)\s"
_PART_OF_TOWN = r"(?-i:,?\s+(?:i|in)\s+[A-ZÅÄÖ][^\W\d_]+|,\s*[A-ZÅÄÖ][^\W\d_]+)"
_ADDRESS = re.compile(
    rf"\b(?:{_FIRST}[^\W\d_]*|[^\W\d_]{{2,}})(?:{_ENDINGS})\s{_NUMBER}\b{_PART_OF_TOWN}?",
    re.IGNORECASE,
)
_STREET = re.compile(rf"^(?P<street>.*?)\s{_NUMBER}(?P<part>{_PART_OF_TOWN})?$", re.IGNORECASE)
_PART_AT_END = re.compile(rf"(?:^|(?<=\w))(?P<part>{_PART_OF_TOWN}|(?-i:[iI]n?\s+[A-ZÅÄÖ][^\W\d_]+))[\s.!]*$")
_IT_IS = r"(?:(?:det är|det ar|det var|it is|it's|it was)\s+)?"
_PLACED = (
    r"vid|utanför|utanfor|framför|framfor|bakom|bredvid|mittemot|mitt emot|nära|ovanför|intill|längs|"
    r"outside|near|behind"
)
_BEFORE = re.compile(rf"^{_IT_IS}(?:(?:{_PLACED}|på|pa|i|at|on|by|in)\s+)?", re.IGNORECASE)
_BEGINS_AS_PLACE = re.compile(rf"^{_IT_IS}(?:{_PLACED}|next to|opposite|by the)\s", re.IGNORECASE)
_POINTS = re.compile(
    rf"\b(?:{_PLACED}|på|pa|i|under|mellan|till|från|at|on|in|by|under|between|opposite|next to)\b|"
    rf"[^\W\d_]{{2,}}(?:{_ENDINGS})\b",
    re.IGNORECASE,
)


def address_in(text: str) -> str | None:
    """The street with its number, and the part of town where that is told: "Lingonvägen 21 i Ryd"."""
    found = _ADDRESS.search(text)
    return None if found is None else found[0]


def is_address(text: str) -> bool:
    """Whether the words are an address and nothing else, but for "vid" or "det är på" before it."""
    return bool(_ADDRESS.fullmatch(_BEFORE.sub("", text.strip().rstrip(".!?"))))


def in_same_part_of_town(address: str, before: str) -> str:
    """`address`, put in the place of `before`, with the part of town told there: "Lingonvägen 21" after "Lingonvägen 12
    i Ryd" is in Ryd.

    Not where that is contradicted: by a part of town of its own, or by another street, which may lie anywhere.
    """
    new, former = _STREET.match(_BEFORE.sub("", address.strip())), _PART_AT_END.search(before)
    if new is None or not is_address(address) or new["part"] or former is None:
        return address
    street = _STREET.match(address_in(before) or "")
    if street is not None and street["street"].casefold() != new["street"].casefold():
        return address
    part = former["part"].strip()
    return f"{address}{part}" if part.startswith(",") else f"{address} {part[0].lower()}{part[1:]}"


def begins_as_place(text: str) -> bool:
    """Whether the words begin as those do that tell where: "bakom", "vid"; not "på" or "i", which tell when as well."""
    return bool(_BEGINS_AS_PLACE.match(text.strip()))


def points_to_place(text: str) -> bool:
    """Whether any word may place something: "i parken", "Rydsvägen"."""
    return bool(_POINTS.search(text))
