"""What enumerations are called on staff pages: message ids of the catalogue (`assistant/wording/locale`)."""

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.danger import DangerClass
from assistant.domain.drafts import Decision
from assistant.domain.handoff import Disposition, HandoffReason
from assistant.domain.knowledge import FollowUp, Maker
from assistant.domain.revision import RevisionKind
from assistant.domain.risk import Sign
from assistant.domain.routing import RoutingMode
from assistant.domain.staffing import Role, Status
from assistant.services.knowledge_shelf import Due, EditState, TextState

REASONS = {
    HandoffReason.CITIZEN_ASKED: "Asked for a person",
    HandoffReason.CITIZEN_COMPLAINED: "Not content with the assistant's answer",
    HandoffReason.LOW_CONFIDENCE: "The assistant was not sure of the answer",
    HandoffReason.NOT_UNDERSTOOD: "The assistant did not understand",
    HandoffReason.DANGER: "Danger",
    HandoffReason.ASSISTANT_FAILED: "The assistant could not answer",
    HandoffReason.TO_BE_CHECKED: "A person shall check the answer",
    HandoffReason.STEPPED_IN: "An agent stepped in",
    HandoffReason.SWITCHED_OFF: "The assistant is switched off",
}

SIGNS = {
    Sign.DANGER: "Danger",
    Sign.FAILED: "A part failed",
    Sign.DISPUTED: "Says that the answer was wrong",
    Sign.UNANSWERED: "Still without an answer",
    Sign.REPEATED: "Asks the same again",
    Sign.ABUSE: "Abuse",
    Sign.NOT_UNDERSTOOD: "Not answered",
    Sign.UNSURE: "A less certain answer",
    Sign.SILENT: "Silent since the answer",
}
"""What makes one of the assistant's conversations worth a look."""

DISPOSITIONS = {
    Disposition.RESOLVED: "Solved",
    Disposition.REFERRED: "Referred to somebody else",
    Disposition.CASE_OPENED: "Became a case",
    Disposition.NOT_RESOLVED: "Not solved",
    Disposition.CITIZEN_LEFT: "The citizen left",
    Disposition.NOT_FOR_US: "Not for the municipality",
}

STATUSES = {
    Status.AVAILABLE: "Available",
    Status.BREAK: "Break",
    Status.LUNCH: "Lunch",
    Status.MEETING: "Meeting",
    Status.TRAINING: "Training",
    Status.OTHER_WORK: "Other work",
}
"""Those one can choose; signing out is done by its own button."""

EVERY_STATUS = {**STATUSES, Status.AWAY: "Away", Status.SIGNED_OUT: "Signed out"}

MODES = {
    RoutingMode.FREE: "Agents take whom they choose",
    RoutingMode.OFFER: "Citizens are offered to one agent at a time",
}

WHY_NOT = ("I am in the middle of something", "I do not know the area", "I do not speak the language")
"""What an agent may say who passes an offer on; to say nothing is allowed too."""

ROLES = {Role.AGENT: "Agent", Role.EDITOR: "Editor", Role.SUPERVISOR: "Supervisor"}

DANGERS = {
    DangerClass.LIFE_IN_DANGER: "life in danger",
    DangerClass.SUICIDE: "thoughts of suicide",
    DangerClass.HONOUR_VIOLENCE: "violence in the name of honour",
    DangerClass.VIOLENCE_IN_CLOSE_RELATION: "violence in a close relation",
    DangerClass.CHILD_AT_RISK: "a child at risk",
    DangerClass.TRAFFICKING: "trafficking or forced labour",
    DangerClass.SEXUAL_VIOLENCE: "sexual violence",
    DangerClass.FIRE_ACCIDENT: "fire or an accident",
    DangerClass.ACUTE_ILLNESS: "acute illness or poisoning",
    DangerClass.THREAT_TO_OTHERS: "threats against others",
    DangerClass.PUBLIC_CRISIS: "a public crisis",
}

FORMER_DANGERS = {"fire_accident_medical": "fire, accident or acute illness"}
"""Classes that turns were recorded with once and that no rule gives any more."""

LANGUAGES = {
    "sv": "Swedish",
    "sv-simple": "Easy Swedish",
    "en": "English",
    "ar": "Arabic",
    "so": "Somali",
    "fa": "Persian",
    "fi": "Finnish",
    "uk": "Ukrainian",
}

TEXTS_IN = {
    "sv": "Swedish text",
    "sv-simple": "Easy Swedish text",
    "en": "English text",
    "ar": "Arabic text",
    "so": "Somali text",
    "fa": "Persian text",
    "fi": "Finnish text",
    "uk": "Ukrainian text",
}
"""What an article is, by its language."""

LEVELS = {
    AutonomyLevel.SHADOW: "A person answers",
    AutonomyLevel.APPROVE: "A person approves",
    AutonomyLevel.AUTONOMOUS: "The assistant answers",
}

LEVELS_EXPLAINED = {
    AutonomyLevel.SHADOW: "Every question goes to a person. What the assistant would have said is kept and compared.",
    AutonomyLevel.APPROVE: "The assistant's answer is held until somebody approves it, changes it or takes over.",
    AutonomyLevel.AUTONOMOUS: "The assistant answers at once where it is sure enough.",
}

JUDGED = {
    Decision.AGREED: "You and the assistant agree.",
    Decision.DISAGREED: "You would have answered otherwise.",
    Decision.CANNOT_TELL: "It could not be told whether you agree.",
}

DECIDED_FIRST = {
    Decision.APPROVED: "{name} was first and has approved the answer.",
    Decision.EDITED: "{name} was first and has changed and sent the answer.",
    Decision.REJECTED: "{name} was first and has rejected the answer. A person answers instead.",
    Decision.TIMED_OUT: "The time had run out, or the assistant is switched off. A person answers instead.",
    Decision.WITHDRAWN: "A person has taken over, or the citizen has left. The answer was not sent.",
}
"""What the one is told who decides on an answer second."""

DUE = {Due.OVERDUE: "Overdue", Due.MONTH: "Within a month", Due.QUARTER: "Within three months"}

TEXT_STATES = {
    TextState.THERE: "read by a speaker",
    TextState.UNCHECKED: "made by a machine, not read by a speaker",
    TextState.STALE: "stale",
    TextState.MISSING: "missing",
}

EDIT_STATES = {
    EditState.DRAFT: "Draft",
    EditState.PUBLISHED: "Published here",
    EditState.WITHDRAWN: "Withdrawn",
}

REVISIONS = {
    RevisionKind.DRAFT: "saved a draft",
    RevisionKind.DISCARDED: "gave up the draft",
    RevisionKind.PUBLISHED: "published",
    RevisionKind.WITHDRAWN: "withdrew the text",
    RevisionKind.FROM_FILE: "went back to the file",
    RevisionKind.CAME_HOME: "published this, and the file now says the same",
}
"""What an editor did, after the name."""

FOLLOW_UPS = {
    FollowUp.COST: "What does it cost?",
    FollowUp.TIME: "How long does it take, or when?",
    FollowUp.WHERE: "Where?",
    FollowUp.APPLY: "How and where do I apply?",
    FollowUp.WHO: "Who is it for, or who decides?",
    FollowUp.APPEAL: "How do I appeal?",
}

FIELDS = {
    "id": "Id",
    "lang": "Language",
    "title": "Question",
    "area": "Area",
    "covers": "Facts",
    "variants": "Ways of asking",
    "keywords": "Keywords",
    "not_to_be_confused_with": "Not to be confused with",
    "next": "Next questions",
    "related": "Related answers",
    "source": "Source",
    "source.title": "Source, title",
    "source.url": "Source, web address",
    "source.seen": "Source, seen when and how",
    "owner": "Owner",
    "reviewed_on": "Reviewed",
    "review_due_on": "Review due",
    "volatile": "Facts that may have changed",
    "autonomy": "Level of autonomy",
    "follows": "The Swedish text",
    "made_by": "Who has made sure of the translation?",
    "answer": "Answer",
}


def field_of(about: str) -> str:
    """The field that a fault is about; of an entry in a field (`next.cost`) the field itself."""
    return about if about in FIELDS else about.partition(".")[0] if about.partition(".")[0] in FIELDS else "answer"


"""What the fields of an article are called."""

MAKERS = {
    Maker.PERSON: "A person who speaks the language has read it",
    Maker.MACHINE: "Made by a machine, not yet read",
}

FAREWELL = "farewell"
"""The id of the notice under which a citizen ends a conversation (`services/converse.py`)."""
SHOWN = "Shown to the citizen"
NOTICES = {
    FAREWELL: "The citizen ended the conversation. Shown to the citizen",
    "closed-silent": "Closed after long silence. Shown to the citizen",
}


def notice(utterance_id: str) -> str:
    """What a notice is to staff: its words speak to the citizen."""
    return NOTICES.get(utterance_id, SHOWN)


_LIKELY = ((0.85, "very likely"), (0.60, "likely"), (0.30, "uncertain"), (0.0, "unlikely"))


def likelihood(confidence: float) -> str:
    """A word for a confidence (0..1). The steps are ours; they guide the eye, the gate has its own."""
    return next(word for least, word in _LIKELY if confidence >= least)
