"""A matter that the municipality has to do something about: recorded, with a reference, followed by who opened it."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a citizen can open in the chat."""

    FAULT = "fault"
    SUGGESTION = "suggestion"
    CALLBACK = "callback"
