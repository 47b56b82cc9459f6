"""What is asked about a case that was opened a moment ago: how it goes, when it is done."""

import re
from collections.abc import Collection

from assistant.domain.case import Reference, read_reference

MOST_WORDS = 12
"""Of a question about one's case: who writes more tells something new."""
_CASE = re.compile(
    r"\b(?:(?:fel)?anmäl\w*|(?:fel)?anmal\w*|ärende\w*|arende\w*|synpunkt\w*|förslag\w*|uppringning\w*|länk\w*"
    r"|case|report|suggestion|link)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:hur|när|nar|vad (?:händer|hände|har hänt|hander)|status|kolla|följ\w*|har ni|har någon|är|var|vart|tappat"
    r"|how|when|what|where|any news|have you|has|is|lost)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:när|nar|hur snart|hur länge|hur lång tid|är|har|blir|when|how (?:soon|long)|is|has|have)\b", re.I
)
_IT = re.compile(r"\b(?:det|de|den|dom|ni|någon|nån|it|you|someone|somebody)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:laga[st]?|lagad|lagar|fixa[st]?|fixad|fixar|åtgärda\w*|klar|klart|färdig\w*|gjort|gör något|ring(?:er|t)"
    r"|repaired|fixed|mended|done|solved|call(?:ed)?)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"^\W*(?:(?:och|men|ok|okej|hej|jaha|så|and|but|so)\W+)*(?:(?:hur (?:ser|vet) jag )?hur "
    r"(?:det går|går det|gar det|det gar|gick det)|vad händer|"
    r"vad hander|what happens|how is it going|any news)(?:\s+(?:nu|då|sen|sedan|med det|now|then|next|with it))*\W*$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\bKL\W?\d{4}\W?\d{1,9}\b", re.IGNORECASE)


def asks_how_a_case_goes(text: str) -> bool:
    """Whether the words may ask how a case goes: "hur går det med mitt ärende", "när blir det lagat".

    Only for a conversation in which one has been opened: elsewhere "när blir det klart" asks about anything.
    """
    if len(text.split()) > MOST_WORDS:
        return False
    if _SHORT.match(text) or (_CASE.search(text) and _ASKING.search(text)):
        return True
    return all(sign.search(text) for sign in (_WHEN, _IT, _DONE))


def names_another(text: str, own: Collection[Reference]) -> bool:
    """Whether the words name a case by its reference that is none of their `own`."""
    return any(read_reference(typed) not in own for typed in _REFERENCE.findall(text))
