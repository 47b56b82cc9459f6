"""Whether words can be what a form asks for: judged leniently, by what they certainly are not."""

import re
from collections.abc import Iterable

from assistant.domain.addresses import begins_as_place, is_address, points_to_place
from assistant.domain.contact_details import contact_details_in, looks_like_number
from assistant.domain.form import Field
from assistant.domain.moments import tells_time
from assistant.domain.plain_replies import confirms, is_skipped, is_unknown

MOST_WORDS_BESIDE = 5
"""Around a telephone number that is all an utterance tells: "ni når mig på ..."."""
FEWEST_LETTERS = 2
FEWEST_WORDS_UNREAD = 3
"""Of words for a time in which none of ours is found, that are taken all the same: "när de började gräva"."""
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\ud7ff]")
"""Letters from Greek on: none of the words of time known here is written in them, whatever language was detected."""
_NO_PLACE = re.compile(r"^(?:här|har|där|dar|hemma|hos mig|hemma hos mig|ute|utomhus|here|there|home|outside)$", re.I)
_LOOSE_ENDS = re.compile(
    r"^(?:och|and)\s+|(?:[\s,.]+(?:och|and|det har varit så|har det varit så|så har det varit|ring|ring mig på|call|"
    r"call me on|mitt nummer är|my number is))+$",
    re.IGNORECASE,
)


def plausible(one: Field, value: str, *, reads: bool) -> bool:
    """Whether `value` may fill the field. `reads`: whether it is in a language whose words of time are known here."""
    if one is Field.CONTACT:
        return bool(contact_details_in(value))
    if confirms(value) or is_skipped(value) or is_unknown(value) or is_contact(value) or looks_like_number(value):
        return False
    if one in (Field.SINCE, Field.WHEN):
        told = tells_time(value) or bool(re.search(r"\d", value)) or len(value.split()) >= FEWEST_WORDS_UNREAD
        if is_address(value) or (begins_as_place(value) and not tells_time(value)):
            return False
        return (told or not reads or bool(_OTHER_SCRIPT.search(value))) and bool(re.search(r"\d|\w\w", value))
    if one is Field.WHERE:
        return has_letters(value) and not _NO_PLACE.match(value.strip(" .!")) and not contact_details_in(value)
    return has_letters(value)


def looks_like(one: Field | None, value: str) -> bool:
    """Whether the words look like what is asked for, so that they are no correction of what was asked before."""
    match one:
        case Field.SINCE | Field.WHEN:
            return tells_time(value)
        case Field.CONTACT:
            return bool(contact_details_in(value))
        case Field.WHERE:
            return points_to_place(value)
        case _:
            return False


def unlikely(one: Field, value: str, intent: str) -> bool:
    """Whether the engine takes the words for something else, and nothing in them looks like what is asked for.

    A place is asked for, and they tell once more what is wrong; a time, and they are a question without its signs.
    """
    match one:
        case Field.WHERE if intent == "report_fault":
            return not points_to_place(value)
        case Field.SINCE | Field.WHEN if intent == "ask_question":
            return not tells_time(value)
        case _:
            return intent == "nonsense"


def has_letters(value: str) -> bool:
    """Whether the words are more than a sign or a single letter."""
    return len(_LETTER.findall(value)) >= FEWEST_LETTERS


def is_contact(value: str) -> bool:
    """Whether the words tell how somebody is reached, and little else: "ni når mig på 070-174 06 05"."""
    details = contact_details_in(value)
    rest = _less(value, details)
    return bool(details) and "?" not in rest and len(re.findall(r"[^\W\d_]+", rest)) <= MOST_WORDS_BESIDE


def without(value: str, besides: Iterable[str]) -> str:
    """A place without the time and the numbers that were told with it; all of it where nothing would be left."""
    rest = re.sub(r"\s+", " ", _less(value, besides)).strip(" ,.;:–-")
    rest = _LOOSE_ENDS.sub("", rest)
    return rest if has_letters(rest) else value


def _less(value: str, parts: Iterable[str]) -> str:
    for part in parts:
        value = value.replace(part, " ")
    return value
