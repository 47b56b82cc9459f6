"""Short replies to a form, in Swedish and English: right or wrong, not known, not told, called off."""

import re

LEFT = "–"
"""What a field holds that the citizen would not say anything about."""
_RIGHT = (
    r"ja+|jo|japp|jepp|jadå|jada|jajamän|okej|okay|ok|yes|yeah|yep|sure|visst|absolut|precis|exakt|klart|klar|färdigt?|"
    r"done|rätt|ratt|riktigt|korrekt|correct|right|stämmer|stammer|skicka|send|perfekt|perfect"
)
_AROUND = (
    r"det|den|så|sa|är|ar|nu|allt|alltihop|all|in|iväg|that|that[’']?s|is|it|it[’']?s|everything|looks|ser|ut|bra|fint|"
    r"good|då|da|tack|please|thanks|thank|you|snälla|gärna|garna|med|vill|jag"
)
_CONFIRMS = re.compile(
    rf"^(?!correct (?:it|this|that)\b)"
    rf"(?:(?:{_AROUND})[\s,.!]+)*(?:{_RIGHT})(?:[\s,.!]+(?:{_RIGHT}|{_AROUND}))*[\s.!]*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"^(?:(?:nej|nä|no|nope)[\s,.!]*)?(?:(?:jag vill |i want to |let me )?(?:ändra|andra|rätta|change|edit)"
    r"(?: något| nåt| lite| det| it| something)?)?(?<=\w)[\s.!]*$",
    re.IGNORECASE,
)
_CALL_OFF = re.compile(
    r"^(?:nej[\s,.]+|no[\s,.]+)?(?:avbryt|avbryta|jag vill avbryta|cancel|cancel it|stopp?|glöm det|strunta i det|"
    r"forget it|never ?mind)[\s.!]*$",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^(?:men |but |nej |no )?(?:(?:varför|varfor|why)(?: då| det)?\W*$"
    r"|(?:varför|varfor|why) (?:\w+ ){0,2}(?:behöver|behover|vill|frågar|fragar|ska|måste|need|want|ask)\b"
    r"|what for\b|vad ska ni (?:ha|med)\b|(?:måste|maste|behöver) jag\b|do i have to\b|must i\b)",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"^(?:nej[,.]? |no[,.]? |tyvärr[,.]? |sorry[,.]? )?(?:(?:det |jag |i |that |honestly |faktiskt )*"
    r"(?:vet (?:jag |faktiskt |tyvärr )*(?:inte|ej|icke|ikke)|"
    r"ingen aning|(?:är )?osäker|minns (?:jag )?(?:inte|ej)|kommer inte ihåg|"
    r"don[’']?t (?:know|remember)|do not (?:know|remember)|no idea|not sure|dunno|kvittar|"
    r"spelar ingen roll|doesn[’']?t matter|unknown|okänt|oklart))"
    r"(?: riktigt| exakt| säkert| det| tyvärr| alls| sorry| exactly)*[\s.!]*$",
    re.IGNORECASE,
)
_SKIP = re.compile(
    r"^(?:(?:vill |kan vi |jag |i want to |let'?s )*(?:skip(?:pa)?|hoppa över|hoppa over|pass|nästa(?: fråga)?|next)"
    r"(?: it| den| det| this)?|"
    r"nej|nä|nej tack|no|nope|no thanks|no thank you|inget|ingen|ingenting|nothing|none|[–—-]+)[\s.!]*$",
    re.IGNORECASE,
)
_NOT_TOLD = re.compile(
    r"^(?:nej|nä|nix|nope|no)\b|\banonym|\b(?:vill|behöver|behövs|behovs|måste|ska) (?:jag |ni |det )?(?:inte|ej)\b|"
    r"\b(?:helst|gärna) inte\b|\binget svar\b|\brather not\b|\bdon[’']?t want\b|\bno need\b|"
    r"\bnot (?:needed|necessary)\b",
    re.IGNORECASE,
)


def confirms(text: str) -> bool:
    """Whether the words say that all is right, and nothing more: "ja det stämmer", "klart", "Yes, all correct"."""
    return bool(_CONFIRMS.match(text.strip()))


def wants_change(text: str) -> bool:
    """Whether the words say that not all is right, and not yet what: "ändra", "nej"."""
    return bool(_CHANGE.match(text.strip()))


def calls_off(text: str) -> bool:
    """Whether the words call a form off: "avbryt"."""
    return bool(_CALL_OFF.match(text.strip()))


def asks_why(text: str) -> bool:
    """Whether the words ask why something is asked for, or whether it must be told: "varför behöver ni det?"."""
    return bool(_WHY.match(text.strip()))


def is_unknown(text: str) -> bool:
    """Whether the words say that it is not known: "vet inte riktigt"."""
    return bool(_UNKNOWN.match(text.strip()))


def is_skipped(text: str) -> bool:
    """Whether the words pass the question over: "hoppa över", "nej tack"."""
    return bool(_SKIP.match(text.strip()))


def is_not_told(text: str) -> bool:
    """Whether the words decline to say how somebody is reached: "nej, jag vill vara anonym"."""
    return "?" not in text and bool(_NOT_TOLD.search(text.strip()))
