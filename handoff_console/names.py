"""What enumerations are called on staff pages: message ids of the catalogue (`assistant/wording/locale`)."""

from assistant.domain.danger import DangerClass
from assistant.domain.handoff import Disposition, HandoffReason
from assistant.domain.staffing import Role, Status

REASONS = {
    HandoffReason.CITIZEN_ASKED: "Asked for a person",
    HandoffReason.CITIZEN_COMPLAINED: "Not content with the assistant's answer",
    HandoffReason.LOW_CONFIDENCE: "The assistant was not sure of the answer",
    HandoffReason.NOT_UNDERSTOOD: "The assistant did not understand",
    HandoffReason.DANGER: "Danger",
    HandoffReason.ASSISTANT_FAILED: "The assistant could not answer",
}

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
    Status.OTHER_WORK: "Other work",
}
"""Those one can choose; signing out is done by its own button."""

ROLES = {Role.AGENT: "Agent", Role.SUPERVISOR: "Supervisor"}

DANGERS = {
    DangerClass.LIFE_IN_DANGER: "life in danger",
    DangerClass.SUICIDE: "thoughts of suicide",
    DangerClass.HONOUR_VIOLENCE: "violence in the name of honour",
    DangerClass.VIOLENCE_IN_CLOSE_RELATION: "violence in a close relation",
    DangerClass.CHILD_AT_RISK: "a child at risk",
    DangerClass.FIRE_ACCIDENT_MEDICAL: "fire, accident or acute illness",
    DangerClass.THREAT_TO_OTHERS: "threats against others",
    DangerClass.PUBLIC_CRISIS: "a public crisis",
}

LANGUAGES = {"sv": "Swedish", "en": "English", "ar": "Arabic", "fi": "Finnish", "fa": "Persian"}

TEXTS_IN = {"sv": "Swedish text", "en": "English text", "ar": "Arabic text", "fi": "Finnish text", "fa": "Persian text"}
"""What an article is, by its language."""

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
