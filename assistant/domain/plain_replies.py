"""Short replies to a form, in Swedish and English: that all is right, that something is not known or not told."""

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
    rf"^(?:(?:{_AROUND})[\s,.!]+)*(?:{_RIGHT})(?:[\s,.!]+(?:{_RIGHT}|{_AROUND}))*[\s.!]*$", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"^(?:nej[,.]? |no[,.]? |tyvärr[,.]? |sorry[,.]? )?(?:(?:det |jag |i |that |honestly |faktiskt )*"
    r"(?:vet (?:jag |faktiskt |tyvärr )*(?:inte|ej|icke|ikke)|"
    r"ingen aning|(?:är )?osäker|minns (?:jag )?(?:inte|ej)|kommer inte ihåg|"
    r"don[’']?t (?:know|remember)|do not (?:know|remember)|no idea|not sure|dunno|unknown|okänt|oklart))"
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


def is_unknown(text: str) -> bool:
    """Whether the words say that it is not known: "vet inte riktigt"."""
    return bool(_UNKNOWN.match(text.strip()))


def is_skipped(text: str) -> bool:
    """Whether the words pass the question over: "hoppa över", "nej tack"."""
    return bool(_SKIP.match(text.strip()))


def is_not_told(text: str) -> bool:
    """Whether the words decline to say how somebody is reached: "nej, jag vill vara anonym"."""
    return "?" not in text and bool(_NOT_TOLD.search(text.strip()))
