"""A form that the dialogue engine keeps open: what it gathers for a case, and what it waits for just now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.case import CaseKind

FORM_ANSWER = "form_answer"
"""The intent of an utterance that a form took, or that changed what it holds."""
FORM_UNCLEAR = "form_unclear"
"""The intent of an utterance that was asked for again, since it does not look like an answer."""


class Field(StrEnum):
    """What a form asks for, by the name it has among a case's details."""

    WHAT = "what"
    WHERE = "where"
    SINCE = "since"
    CONTACT = "contact"
    ABOUT = "about"
    WHEN = "when"


class Step(StrEnum):
    """What an open form waits for: a field, a new text for one, a yes to all of it, or which field shall be changed."""

    ASKING = "asking"
    CHANGING = "changing"
    CONFIRMING = "confirming"
    CHOOSING = "choosing"


FIELDS: Mapping[CaseKind, tuple[Field, ...]] = {
    CaseKind.FAULT: (Field.WHAT, Field.WHERE, Field.SINCE, Field.CONTACT),
    CaseKind.SUGGESTION: (Field.WHAT, Field.CONTACT),
    CaseKind.CALLBACK: (Field.CONTACT, Field.ABOUT, Field.WHEN),
}
"""In the order in which they are asked for."""
_MAY_BE_LEFT = frozenset(
    {
        (CaseKind.FAULT, Field.SINCE),
        (CaseKind.FAULT, Field.CONTACT),
        (CaseKind.SUGGESTION, Field.CONTACT),
        (CaseKind.CALLBACK, Field.WHEN),
    }
)
_IN_FULL = frozenset({(CaseKind.SUGGESTION, Field.WHAT), (CaseKind.CALLBACK, Field.ABOUT)})


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form as it stands. `asks` is the field that `step` is about; None where it is about none."""

    kind: CaseKind
    step: Step
    asks: Field | None = None
    filled: Mapping[Field, str] = field(default_factory=dict, repr=False)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All that it gathers, in order."""
        return FIELDS[self.kind]

    @property
    def may_be_left(self) -> bool:
        """Whether the field asked for may stay unknown."""
        return (self.kind, self.asks) in _MAY_BE_LEFT

    @property
    def takes_questions(self) -> bool:
        """Whether a question is an answer to it: what a call shall be about is often asked as one."""
        return (self.kind, self.asks) in _IN_FULL

    @property
    def answered_last(self) -> Field | None:
        """The latest field filled before the one asked for."""
        before = self.fields[: self.fields.index(self.asks)] if self.asks in self.fields else self.fields
        return next((one for one in reversed(before) if one in self.filled), None)
