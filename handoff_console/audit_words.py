"""The audit in words: what was done, to what, and what was before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.review import Judgement
from assistant.wording.catalogue import Words
from handoff_console.names import LANGUAGES, LEVELS
from handoff_console.review_words import JUDGEMENTS

ACTS: Mapping[Act, str] = {
    Act.LEVEL_SET: "set a level",
    Act.LEVEL_FELL: "lowered a level by rule",
    Act.SWITCHED_OFF: "switched the assistant off",
    Act.SWITCHED_ON: "switched the assistant on",
    Act.ANSWER_APPROVED: "approved an answer",
    Act.ANSWER_EDITED: "changed an answer before it was sent",
    Act.ANSWER_REJECTED: "rejected an answer",
    Act.STEPPED_IN: "stepped in",
    Act.ANSWER_CORRECTED: "corrected an answer",
    Act.GAVE_BACK: "gave back to the assistant",
    Act.MESSAGE_UNDONE: "undid a message",
    Act.MESSAGE_CORRECTED: "corrected a message",
    Act.TRANSFERRED: "transferred a conversation",
    Act.REVIEWED: "reviewed an answer",
    Act.REVIEW_TAKEN_BACK: "took a judgement back",
    Act.FALL_ACKNOWLEDGED: "saw that a level had fallen",
    Act.RECALLED: "recalled an answer",
    Act.ARTICLE_PUBLISHED: "published a text",
    Act.ARTICLE_WITHDRAWN: "withdrew a text",
    Act.ARTICLE_TO_FILE: "went back to a text's file",
    Act.ROUTING_SET: "set how the queue is shared out",
    Act.STAFF_CHANGED: "changed what a colleague may do",
    Act.SHARED_REPLY_CHANGED: "changed a shared reply",
    Act.CONTACTS_IMPORTED: "imported other channels' contacts",
    Act.CONTACTS_WITHDRAWN: "withdrew an import of contacts",
    Act.CONTACT_KEY_MADE: "made a key for sending contacts",
    Act.CONTACT_KEY_REVOKED: "revoked a key for sending contacts",
}
"""What was done, after the name of who did it."""

_TOLD_ALREADY = frozenset(
    {"from", "to", "judgement", "right", "reviewed", "wanted", "lang", "topic", "alarm", "upper", "seq", "confidence"}
)
DETAILS = {
    "article": "answer",
    "right_article": "right answer",
    "revision": "revision",
    "change": "change of level",
    "file": "file",
    "first": "from day",
    "last": "to day",
    "added": "new",
    "changed": "changed",
    "same": "as before",
    "removed": "removed",
    "key": "key",
}
"""What a detail is called; others are called as they were recorded."""
_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Subject:
    """What was acted upon, in words, with the page about it; no page where there is none."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What ids stand for: topics, articles and staff by id."""

    topics: Mapping[str, str]
    titles: Mapping[str, str]
    people: Mapping[str, str]


BACK = "?back=/audit"
"""A conversation opened from here leads back here."""


def act_words(act: Act, words: Words) -> str:
    """What was done; its own name where it is newer than these words."""
    return words(ACTS[act]) if act in ACTS else str(act)


def subject_words(subject: str, known: Known, words: Words) -> Subject:
    """The subject of an entry."""
    kind, _, name = subject.partition(":")
    match kind:
        case "topic":
            return Subject(known.topics.get(name, name), "/review/topics")
        case "article":
            area, _, slug = name.partition(".")
            return Subject(known.titles.get(name, name), f"/knowledge/{area}/{slug}")
        case "conversation":
            return Subject(words("a conversation"), f"/reports/conversation/{name}{BACK}")
        case "turn":
            conversation, _, seq = name.partition("/")
            return Subject(
                words("an answer in a conversation"), f"/reports/conversation/{conversation}{BACK}#utterance-{seq}"
            )
        case "staff":
            return Subject(known.people.get(name, name))
        case "contacts":
            return Subject(name, "/contacts#imports")
        case "assistant":
            return Subject(words("the whole assistant") if name == "all" else name)
        case _:
            return Subject(subject)


def details_words(entry: AuditEntry, known: Known, words: Words) -> tuple[str, ...]:
    """What the entry's details tell, each in a few words."""
    # A rule gives its numbers as the reason already.
    return tuple(told for told in _details(entry.details, known, words) if told != entry.reason)


def _details(details: Mapping[str, object], known: Known, words: Words) -> Iterator[str]:
    if "from" in details and "to" in details:
        yield words(
            "from “{before}” to “{after}”",
            before=_one(details["from"], known, words),
            after=_one(details["to"], known, words),
        )
    if "reviewed" in details and "right" in details:
        yield words(
            "{right} of {reviewed} reviewed answers were right", right=details["right"], reviewed=details["reviewed"]
        )
    if details.get("judgement") in set(Judgement):
        yield words(JUDGEMENTS[Judgement(str(details["judgement"]))][0])
    if isinstance(details.get("lang"), str):
        yield words(LANGUAGES.get(str(details["lang"]), str(details["lang"])))
    for name, value in details.items():
        if name not in _TOLD_ALREADY and value not in (None, "", [], {}):
            told = known.titles.get(str(value), known.people.get(str(value), str(value)))
            yield f"{words(DETAILS.get(name, name))}: {told[:_LONGEST_VALUE]}"


def _one(value: object, known: Known, words: Words) -> str:
    """A level or an article in words; anything else as it was recorded."""
    if value in set(AutonomyLevel):
        return words(LEVELS[AutonomyLevel(str(value))])
    return known.titles.get(str(value), str(value))
