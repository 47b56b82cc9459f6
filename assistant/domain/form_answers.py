"""What an utterance is to a form that waits: an answer, a correction, a question, or nothing that it could take.

Words are judged by their shape first: a number, an address, a time. Only where that says nothing does it count what the
dialogue engine took them for, which has never heard of the street.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.addresses import address_in, in_same_part_of_town, is_address
from assistant.domain.asking import has_asking_clause, opens_as_question
from assistant.domain.contact_details import contact_details_in
from assistant.domain.corrections import corrected, named
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.moments import is_time, span_in, tells_time
from assistant.domain.plain_replies import (
    LEFT,
    asks_why,
    calls_off,
    confirms,
    is_not_told,
    is_skipped,
    is_unknown,
    wants_change,
)
from assistant.domain.plausible import has_letters, is_contact, looks_like, plausible, unlikely, without

LEAVING = frozenset(
    {
        *("cancel", "request_person", "goodbye", "abuse", "injection", "switch_language", "ask_privacy"),
        *("ask_identity", "rephrase"),
    }
)
"""Intents that no answer has, whatever is asked for."""
BESIDE = frozenset(
    {
        *("ask_case_status", "ask_opening_hours", "personal_matter", "complain_answer"),
        *("start_fault_report", "start_suggestion", "request_callback", "change"),
    }
)
"""Intents of what is said beside a form."""
TOLD_IN_FULL = frozenset({"personal_matter", "complain_answer"})
"""Those among them that are an answer where it asks for something told in full."""
SMALL_TALK = frozenset({"greet", "thank"})
FEW_WORDS_OF_SMALL_TALK, MOST_WORDS_OF_SMALL_TALK = 3, 6
"""All that is said; a whole sentence, if nothing in it looks like what is asked for."""
CHANGES = frozenset({"change_what", "change_where", "change_when", "change_contact"})
MOST_WORDS_OF_A_NAME = 2
"""With which a field is named to change it: "platsen", "the place"."""
_CHANGING = re.compile(
    r"\b(?:ändra|andra|byt|byta|fel|rätta|change|edit|wrong|correct|inte rätt|not right|stämmer inte|är inte)\b",
    re.IGNORECASE,
)
_WORDS_OF_NOTHING = frozenset({"inform", "nlu_fallback", "ask_question", "nonsense"})
"""Intents that say nothing where a yes is waited for."""
_SAYS = re.compile(r"\w")
MOST_WORDS_OF_WHEN = 9
"""Of a wish in a question's form that tells when: "kan ni ringa efter klockan 15?"."""
_QUESTION_WORD = re.compile(
    r"^(?:vad|hur|när|nar|var|vart|vem|vilken|vilket|vilka|varför|varfor|what|how|when|where|who|which|why)\b", re.I
)
_CLAUSE = re.compile(r"^(?:när|nar|when) (?:det|vi|jag|ni|man|du|it|we|i|you)\b", re.I)
_IS_ABOUT = re.compile(r"^(?:det )?(?:gäller|galler|handlar om|angående)\s+|^it(?:[’']s| is) about\s+", re.I)
_WONDERS = re.compile(r"\b(?:undrar|wonder|wondering)\b", re.I)


@dataclass(frozen=True, slots=True)
class Fill:
    """The fields that the words fill. `corrects`: one that was filled before is changed while another is asked for."""

    values: Mapping[Field, str] = field(repr=False)
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Tell:
    """The words amount to this intent, whatever the engine takes them for."""

    intent: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """The words are no answer: ask again, and tell what is expected."""


PASS_ON = None
"""The engine knows better what the words want."""
Verdict = Fill | Tell | AskAgain | None


def judge(form: OpenForm, text: str, intent: str, *, reads: bool = True) -> Verdict:
    """What `text` is to `form`. `reads`: whether it is in a language whose words of time are known here."""
    verdict = _judged(form, text, intent, reads=reads)
    return _placed(form, verdict) if isinstance(verdict, Fill) else verdict


def _placed(form: OpenForm, fill: Fill) -> Fill:
    """An address put right is in the part of town that was told before, unless that is contradicted."""
    place, before = fill.values.get(Field.WHERE), form.filled.get(Field.WHERE)
    if not place or not before:
        return fill
    return replace(fill, values={**fill.values, Field.WHERE: in_same_part_of_town(place, before)})


def _judged(form: OpenForm, text: str, intent: str, *, reads: bool) -> Verdict:
    if calls_off(text):
        return Tell("cancel")
    if not _SAYS.search(text) and not is_skipped(text):
        return AskAgain()
    if form.step in (Step.CONFIRMING, Step.CHOOSING):
        return _whether_right(form, text, intent)
    shaped = _by_shape(form, text)
    if shaped is None and form.may_be_left and (left := _left(form, text, intent)):
        return Fill({_asked(form): left})
    return shaped or _by_intent(form, text, intent, reads=reads)


def taken_as_it_is(form: OpenForm, text: str) -> Fill | None:
    """What is asked for filled with the words, so that nobody is asked for ever; None where no field is asked for."""
    return Fill({form.asks: text.strip()}) if form.asks is not None else None


def told_besides(form: OpenForm, text: str) -> dict[Field, str]:
    """The fields not filled yet which the words tell besides, where they are told beyond doubt."""
    found = {
        Field.WHERE: address_in(text),
        Field.SINCE: span_in(text),
        Field.CONTACT: ", ".join(contact_details_in(text)),
    }
    return {one: words for one, words in found.items() if words and one in form.fields and one not in form.filled}


def _by_intent(form: OpenForm, text: str, intent: str, *, reads: bool) -> Verdict:
    """Words that no shape tells anything of."""
    if form.asks is Field.CONTACT and asks_why(text):
        return Tell("ask_privacy")
    if _is_beside(form, text, intent):
        return PASS_ON
    if not form.takes_questions and _is_question(form, text, intent):
        return Tell("ask_question")
    return _correction(form, text) or _answer(form, text, intent, reads=reads)


def _asked(form: OpenForm) -> Field:
    if form.asks is None:
        raise ValueError("the form asks for no field")
    return form.asks


def _whether_right(form: OpenForm, text: str, intent: str) -> Verdict:
    if confirms(text):
        return Tell("affirm")
    if form.step is Step.CONFIRMING and wants_change(text):
        return Tell("change")
    shaped = _by_shape(form, text)
    if shaped is not None:
        return shaped
    meant = corrected(text)
    if meant is not None and meant.is_sure and (put_right := _whole_of(form, meant.value)):
        return put_right
    if intent not in _WORDS_OF_NOTHING:
        return PASS_ON
    if meant is not None and meant.is_sure:
        return Tell("change")
    return Tell("ask_question") if _is_question(form, text, intent) else AskAgain()


def _by_shape(form: OpenForm, text: str) -> Verdict:
    """A field that is named, or known by what fills it: "adressen är ...", a number, an address, a time."""
    for one in form.fields:
        value = named(text, one)
        if value and (one == form.asks or one in form.filled) and (kept := _shaped(one, value)):
            return Fill({one: kept}, corrects=one != form.asks)
    if form.step is Step.CHANGING and confirms(text):
        return Tell("affirm")
    meant = corrected(text)
    return _whole(form, meant.value if meant else text)


def _shaped(one: Field, value: str) -> str | None:
    """What is kept of a value whose field is named; None where it cannot be that."""
    match one:
        case Field.CONTACT:
            return ", ".join(contact_details_in(value)) or None
        case Field.SINCE | Field.WHEN:
            return value if tells_time(value) else None
        case _:
            return None if contact_details_in(value) or not has_letters(value) else value


def _whole(form: OpenForm, value: str) -> Fill | None:
    """The field that all of the words are for: the one asked for, one filled before, or one not asked for yet."""
    one = _field_of(form, value)
    if one is None or (one is Field.CONTACT and one != form.asks and one not in form.filled):
        return None
    kept = ", ".join(contact_details_in(value)) if one is Field.CONTACT else value.strip()
    return Fill({one: kept}, corrects=one != form.asks and one in form.filled)


def _field_of(form: OpenForm, value: str) -> Field | None:
    if Field.CONTACT in form.fields and is_contact(value):
        return Field.CONTACT
    if form.takes_questions:
        return None
    if Field.WHERE in form.fields and is_address(value):
        return Field.WHERE
    if is_time(value):
        return next((one for one in form.fields if one in (Field.SINCE, Field.WHEN)), None)
    return None


def _left(form: OpenForm, text: str, intent: str) -> str | None:
    """What is kept of words that leave a field open; None where they do not, but want something else."""
    wants_else = intent in LEAVING | CHANGES or intent == "change"
    if form.asks is Field.CONTACT and not is_skipped(text) and is_not_told(text) and not wants_else:
        return text.strip()
    if is_unknown(text):
        return text.strip()
    return LEFT if is_skipped(text) else None


def _is_beside(form: OpenForm, text: str, intent: str) -> bool:
    words = len(text.split())
    if intent in SMALL_TALK:
        most = FEW_WORDS_OF_SMALL_TALK if looks_like(form.asks, text) else MOST_WORDS_OF_SMALL_TALK
        return words <= most
    if intent in CHANGES:
        return words <= MOST_WORDS_OF_A_NAME or bool(_CHANGING.search(text))
    if intent == "complain_answer" and form.asks is Field.WHAT:
        return False  # "den lyser inte längre" tells what is wrong
    return intent in LEAVING | BESIDE and not (form.takes_questions and intent in TOLD_IN_FULL)


def _is_question(form: OpenForm, text: str, intent: str) -> bool:
    if _CLAUSE.match(text.strip()) and "?" not in text:
        return False
    words = len(text.split())
    if (
        form.asks is Field.WHEN
        and tells_time(text)
        and not _QUESTION_WORD.match(text.strip())
        and words <= MOST_WORDS_OF_WHEN
    ):
        return False
    if opens_as_question(text) or _WONDERS.search(text):
        return True
    return intent == "ask_question" and (has_asking_clause(text) or ("?" in text and words > 1))


def _correction(form: OpenForm, text: str) -> Fill | None:
    """What was told before and shall be otherwise: by its shape, else what was told last."""
    meant = corrected(text)
    if meant is None or not meant.is_sure or not has_letters(meant.value):
        return None
    found = _whole_of(form, meant.value)
    if found is not None:
        return found
    if form.step is Step.CHANGING or form.answered_last is None or looks_like(form.asks, meant.value):
        return None
    last = form.answered_last
    kept = _shaped(last, meant.value)
    return None if kept is None else Fill({last: kept}, corrects=True)


def _whole_of(form: OpenForm, value: str) -> Fill | None:
    """The field that the words are for, if an address among them tells that."""
    if Field.WHERE in form.fields and address_in(value) and not contact_details_in(value):
        return Fill({Field.WHERE: value}, corrects=form.asks is not Field.WHERE and Field.WHERE in form.filled)
    return _whole(form, value)


def _answer(form: OpenForm, text: str, intent: str, *, reads: bool) -> Fill | AskAgain:
    one, meant = _asked(form), corrected(text)
    value = meant.value if meant and (meant.is_sure or one not in (Field.WHAT, Field.ABOUT)) else text.strip()
    besides = {other: words for other, words in told_besides(form, text).items() if other != one}
    if one is Field.SINCE and (both := _place_and_time(form, value)):
        return both
    if one is Field.WHERE:
        value = without(value, (part for words in besides.values() for part in words.split(", ")))
    if one is Field.ABOUT:
        value = _IS_ABOUT.sub("", value)
    if unlikely(one, value, intent) or not plausible(one, value, reads=reads):
        return AskAgain()
    if one is Field.CONTACT:
        value = ", ".join(contact_details_in(value))
    return Fill({one: value} | besides)


def _place_and_time(form: OpenForm, value: str) -> Fill | None:
    """A time with an address before it, which is then another one than was told: "Lingonvägen 21 sedan i måndags"."""
    place, time = address_in(value), span_in(value)
    if place is None or time is None or not is_address(without(value, [time])):
        return None
    return Fill({Field.WHERE: place, Field.SINCE: time}, corrects=Field.WHERE in form.filled)
