"""What is said of cases, to citizens and staff alike: message ids of the catalogue, and sentences made of them."""

from datetime import datetime

from assistant.domain.case import Case, CaseKind, CaseStatus
from assistant.wording.catalogue import Words
from assistant.wording.hours import moment_in_words

KINDS = {
    CaseKind.FAULT: "Fault report",
    CaseKind.SUGGESTION: "Suggestion or complaint",
    CaseKind.CALLBACK: "Call-back",
}
STATUSES = {
    CaseStatus.RECEIVED: "Received",
    CaseStatus.IN_PROGRESS: "In progress",
    CaseStatus.WAITING_FOR_CITIZEN: "Waiting for the citizen",
    CaseStatus.CONTACTED: "Reached",
    CaseStatus.COULD_NOT_REACH: "Not reached",
    CaseStatus.DONE: "Done",
    CaseStatus.CLOSED: "Closed without action",
}
"""For staff."""
TOLD_STATUSES = {
    CaseStatus.RECEIVED: "We have received your case",
    CaseStatus.IN_PROGRESS: "We are working on your case",
    CaseStatus.WAITING_FOR_CITIZEN: "We need to know more from you",
    CaseStatus.CONTACTED: "We have reached you",
    CaseStatus.COULD_NOT_REACH: "We phoned but did not reach you",
    CaseStatus.DONE: "Your case is done",
    CaseStatus.CLOSED: "Your case is closed without action",
}
"""For the citizen."""
DETAILS = {
    "what": "What it is about",
    "about": "What it is about",
    "where": "Where",
    "since": "Since when",
    "when": "When it suits",
    "contact": "Contact details",
}
"""What the fields of Rasa's forms are called, in the order in which they are shown."""
OTHER_DETAIL = "Other details"
PLACE = "where"
"""The detail that can be looked up on a map."""
OVERVIEW = ("what", "about", "where", "when")
"""The details that tell in a list what a case is about."""


def details_in_order(case: Case) -> list[tuple[str, str, str]]:
    """Name, message id of the label and text of each detail, the known ones first."""
    known = [(name, label, case.details[name]) for name, label in DETAILS.items() if name in case.details]
    return known + [(name, OTHER_DETAIL, text) for name, text in case.details.items() if name not in DETAILS]


def next_step(case: Case, now: datetime, words: Words) -> str:
    """What happens next, for the citizen; empty where nothing does."""
    match case.status:
        case CaseStatus.RECEIVED if case.kind is CaseKind.CALLBACK:
            return call_promise(case, now, words)
        case CaseStatus.RECEIVED:
            return words(
                "Somebody reads it and sends it to those who can do something about it. You see here when they begin."
            )
        case CaseStatus.IN_PROGRESS:
            return words("You see here when there is news.")
        case CaseStatus.WAITING_FOR_CITIZEN:
            return words("Read what we ask below, and answer by adding to your case.")
        case CaseStatus.COULD_NOT_REACH:
            return words("We try again. You can add below when it suits you, or phone us.")
        case CaseStatus.CONTACTED | CaseStatus.DONE | CaseStatus.CLOSED:  # pragma: no branch - the last of all
            return words(
                "Nothing more happens. Has it come back, or is something wrong? Tell us in the chat or by phone."
            )


def call_promise(case: Case, now: datetime, words: Words) -> str:
    """By when somebody phones."""
    if case.due_at is None:
        return words("Somebody phones you as soon as people are here.")
    return words("Somebody phones you, at the latest {moment}.", moment=moment_in_words(case.due_at, now, words.lang))
