"""Words of time in what a citizen writes, in Swedish and English: since when, and when it suits."""

import re

_DAY = r"(?:mån|tis|ons|tors|tor|fre|lör|lor|sön|son)da(?:g|r)\w*|(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|january|february|march|"
    r"may|june|july|august|october"
)
_SEASON = (
    r"helge?n?|veckoslut\w*|sommar\w*|somras|höst\w*|vinter\w*|vintras|våren|våras|jul(?:en|as)?|påsk\w*|midsommar\w*|"
    r"nyår\w*|weekend|summer|autumn|winter|spring|christmas|easter"
)
_UNIT = (
    r"sekund\w*|minut\w*|timm\w*|dygn\w*|dag|dagar|dagen|dagarna|veck\w*|månad\w*|manad\w*|år|året|åren|"
    r"minutes?|hours?|days?|weeks?|months?|years?"
)
_PART_OF_DAY = (
    r"morgon\w*|morse|förmiddag\w*|formiddag\w*|eftermiddag\w*|kväll\w*|kvall\w*|natt\w*|lunch(?:en|tid|dags)?|middag\w*|dagtid|"
    r"mornings?|afternoons?|evenings?|nights?|noon|tonight"
)
_NEAR = (
    r"i\s?dag|i\s?går|i\s?gar|i\s?förrgår|i\s?morse|i\s?natt|i\s?kväll|i\s?fjol|i\s?morgon|i\s?övermorgon|häromdagen|nyss|"
    r"nyligen|today|yesterday|tomorrow|recently"
)
_VAGUE = (
    r"\w*länge|\w*lange|alltid|tag|lång tid|hela tiden|en tid|nu|sedan|sen|sist|efter|före|innan|fram till|omgående|"
    r"snarast|när som helst|nar som helst|vilken tid som helst|alla tider|"
    r"since|ago|long|always|forever|while|after|before|any\s?time|whenever|asap|a\.?m|p\.?m|så (?:fort|snart)"
)
_CLOCK = (
    r"kl\.?\s?\d{1,2}|klockan|o'?clock|\d{1,2}[:.]\d{2}|\d{1,2}\s?(?:-|–|till|to|och|and)\s?\d{1,2}|\d{1,2}/\d{1,2}|"
    r"\d{4}-\d{2}-\d{2}"
)
_CLAUSE = r"(?:när|nar|when) (?:det|vi|jag|ni|man|som|ni|it|we|i|you)"
_SIGN = re.compile(
    rf"\b(?:{_DAY}|{_MONTH}|{_SEASON}|{_UNIT}|{_PART_OF_DAY}|{_NEAR}|{_VAGUE}|{_CLOCK}|{_CLAUSE})\b", re.IGNORECASE
)
_POINT = rf"(?:{_DAY}|{_MONTH}|{_SEASON}|{_PART_OF_DAY}|{_NEAR}|{_UNIT}|jul|mitten|början|slutet|\d{{4}})"
_AFTER = rf"(?:\s+(?:på\s+|i\s+|in\s+the\s+)?(?:{_PART_OF_DAY}))?"
_COUNT = (
    r"(?:\d+|en|ett|två|tva|tre|fyra|fem|sex|sju|åtta|nio|tio|några|nagra|flera|ett par|en hel|"
    r"a|an|one|two|three|four|five|six|a few|several|a couple of)"
)
_SPAN = re.compile(
    rf"\b(?:(?:ända\s+|alltså\s+|ever\s+)?(?:sedan|sen|since)\s+(?:\w+\s+){{0,3}}?{_POINT}{_AFTER}"
    rf"|(?:(?:i|för|under|ungefär|ca|cirka|typ|kanske|for|about)\s+)*{_COUNT}\s+(?:{_UNIT})(?:\s+(?:sedan|sen|nu|ago))?"
    rf"|i\s+(?:{_DAY}){_AFTER}|(?:{_NEAR}){_AFTER}|förra\s+(?:{_UNIT}|{_DAY})|last\s+(?:{_UNIT}|{_DAY}|night)"
    rf"|this\s+(?:morning|week|month))\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:på|pa|i|vid|under|om|helst|gärna|garna|typ|kanske|ungefär|ca|omkring|runt|redan|det|är|ar|var|har|varit|så|sa|"
    r"och|eller|en|ett|den|de|in|on|at|the|a|around|about|it|is|has|been|preferably|or|and|till|from|från|mellan|between|"
    r"passar|bra|bäst|bast|tack|går|gar|works|best|fine|please|ja|yes|nej|no|kan|du|ni|ringa|ring|mig|call|me|"
    r"förra|forra|nästa|nasta|varje|alla|last|next|every|tidigt|tidig|sent|sen|early|late|vardag\w*|weekdays?)\b",
    re.IGNORECASE,
)
_NAME_OF_TIME = re.compile(r"^(?:dag|dagen|vecka|veckan|månad|år|day|week|month|year)\W*$", re.IGNORECASE)
"""What a time may be called in a wish to change it: "fel dag"."""
_ALSO = re.compile(rf"\b(?:{_COUNT}|:e|:a)\b|\d+", re.IGNORECASE)


def tells_time(text: str) -> bool:
    """Whether anything in the words tells of a time: a day, a part of one, how long, the clock."""
    return bool(_SIGN.search(text))


def is_time(text: str) -> bool:
    """Whether the words tell of a time and of nothing else: "på morgonen", "sedan i tisdags"."""
    if not tells_time(text) or _NAME_OF_TIME.match(text.strip()):
        return False
    rest = _ALSO.sub(" ", _SMALL.sub(" ", _SIGN.sub(" ", _SPAN.sub(" ", text))))
    return not re.search(r"\w", rest)


def span_in(text: str) -> str | None:
    """The words that tell since when or for how long, where they can be told apart: "sedan i måndags"."""
    found = _SPAN.search(text)
    return None if found is None else found[0]
