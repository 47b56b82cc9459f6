"""One citizen utterance and all we do about it: what was understood, what was directed, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.form import OpenForm
from assistant.domain.grounds import Grounds
from assistant.domain.handoff import HandoffReason, QueueName
from assistant.domain.knowledge import ArticleId, Candidate

EVEN_ODDS = 0.5
"""From such a confidence on, an article is likelier right than not."""
LEAST_OF_A_TOPIC = 0.2
"""From such a confidence on, what comes next may lean upon an article that was found but not given."""


class TurnOutcome(StrEnum):
    """The closed list every turn ends in exactly one of. Families by prefix; every report counts over this list."""

    ANSWERED_FROM_DIALOGUE = "ANSWERED_FROM_DIALOGUE"
    ANSWERED_FROM_KNOWLEDGE = "ANSWERED_FROM_KNOWLEDGE"
    CLARIFYING = "CLARIFYING"
    HELD_FOR_APPROVAL = "HELD_FOR_APPROVAL"
    HANDED_OFF = "HANDED_OFF"
    PASSED_TO_PERSON = "PASSED_TO_PERSON"
    DANGER = "DANGER"
    UNANSWERED_NO_PASSAGE = "UNANSWERED_NO_PASSAGE"
    UNANSWERED_NOT_UNDERSTOOD = "UNANSWERED_NOT_UNDERSTOOD"
    READ_WITH_NEXT = "READ_WITH_NEXT"
    REFUSED_MODE = "REFUSED_MODE"
    REFUSED_ABUSE = "REFUSED_ABUSE"
    ERROR_ENGINE = "ERROR_ENGINE"
    ERROR_KNOWLEDGE = "ERROR_KNOWLEDGE"
    ERROR_OTHER = "ERROR_OTHER"


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the dialogue engine takes the citizen to want. `confidence` is the engine's own (0..1), uncalibrated."""

    intent: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Say:
    """Say these words, by language; quick replies come back verbatim as the citizen's next utterance."""

    text: Mapping[str, str]
    quick_replies: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFromKnowledge:
    """Answer the citizen's utterance from the knowledge base, or hand it to a person."""


@dataclass(frozen=True, slots=True)
class HandOff:
    """Ask for a person."""

    reason: HandoffReason
    queue: QueueName


@dataclass(frozen=True, slots=True)
class TellOpeningHours:
    """Say when people answer in the chat and on the telephone."""


@dataclass(frozen=True, slots=True)
class NextBest:
    """The last answer was not what the citizen asked for: offer the next best article, or a person."""


@dataclass(frozen=True, slots=True)
class SayAgain:
    """The citizen did not understand what was said last: say it shorter; the second time, offer a person."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Record what a form has gathered as a case.

    `details` holds what the form's fields were filled with, in the citizen's words; the empty ones left out.
    """

    kind: CaseKind
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TellCaseStatus:
    """Say how a citizen follows a case of theirs; never whether a reference exists."""


@dataclass(frozen=True, slots=True)
class SwitchLanguage:
    """Speak another language from here on; `lang` is a two- or three-letter code (ISO 639)."""

    lang: str


@dataclass(frozen=True, slots=True)
class Reproach:
    """The words were abuse: say calmly where the limit is; the third time, end the conversation."""


Directive = (
    Say
    | AnswerFromKnowledge
    | HandOff
    | TellOpeningHours
    | NextBest
    | SayAgain
    | OpenCase
    | TellCaseStatus
    | SwitchLanguage
    | Reproach
)


@dataclass(frozen=True, slots=True)
class EngineReply:
    """What the dialogue engine says of one utterance; `version` names the model that said it.

    `form`: the one in which it has asked for something and waits for the answer, so that the next words are that,
    whatever they look like.
    """

    understanding: Understanding
    directives: tuple[Directive, ...]
    version: str = ""
    form: OpenForm | None = None

    @property
    def in_form(self) -> bool:
        """Whether a form waits for an answer."""
        return self.form is not None


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A turn as recorded. Open until `closed_at`; opened in the same transaction that records its utterance.

    `durations_ms` has a key for each step taken (`danger`, `engine`, `knowledge`, ...), in milliseconds.
    `versions` names what answered: dialogue model, index, encoder. `grounds`: why the best of `candidates` was or was
    not given; None where there are none, and of turns older than grounds. `disputes`: the number of the turn whose
    answer the citizen here says was wrong.
    """

    conversation_id: ConversationId
    seq: int
    opened_at: datetime
    closed_at: datetime | None = None
    outcome: TurnOutcome | None = None
    understanding: Understanding | None = None
    article: ArticleId | None = None
    confidence: float | None = None
    candidates: tuple[Candidate, ...] = ()
    grounds: Grounds | None = None
    danger: str | None = None
    disputes: int | None = None
    durations_ms: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def topic(self) -> ArticleId | None:
        """What the turn was about: the article given, else the best guess if it is worth anything.

        A guess is enough: how far to lean upon a topic was fitted on such ones.
        """
        if self.article is not None:
            return self.article
        likely = self.candidates and self.candidates[0].confidence >= LEAST_OF_A_TOPIC
        return self.candidates[0].article if likely else None
