"""The asking for, and the whole life of, a person taking over."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.errors import ConflictError, RefusedError

HandoffId = NewType("HandoffId", str)
QueueName = NewType("QueueName", str)
AgentId = NewType("AgentId", str)

GENERAL = QueueName("general")
"""The one queue. Area and language are wishes of the handoff, not queues of their own: see `domain/routing.py`."""
DANGER_PRIORITY = 10
"""A citizen in danger is served before everybody who is not."""
WRAP_UP_NOTE_CHARACTERS = 2_000


class HandoffReason(StrEnum):
    """Why a person was asked for."""

    CITIZEN_ASKED = "citizen_asked"
    CITIZEN_COMPLAINED = "citizen_complained"
    LOW_CONFIDENCE = "low_confidence"
    NOT_UNDERSTOOD = "not_understood"
    DANGER = "danger"
    ASSISTANT_FAILED = "assistant_failed"
    TO_BE_CHECKED = "to_be_checked"
    STEPPED_IN = "stepped_in"
    SWITCHED_OFF = "switched_off"


class Disposition(StrEnum):
    """How a person's part ended, chosen in wrap-up from this closed list."""

    RESOLVED = "resolved"
    REFERRED = "referred"
    CASE_OPENED = "case_opened"
    NOT_RESOLVED = "not_resolved"
    CITIZEN_LEFT = "citizen_left"
    NOT_FOR_US = "not_for_us"


class Stage(StrEnum):
    """Where a handoff stands, derived from its stamps."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    ENDED = "ended"
    WRAPPED_UP = "wrapped_up"
    ABANDONED = "abandoned"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Handoff:
    """A citizen's wait for, and time with, a person. Stamps are aware, UTC; each is set once, `claimed_*` may lapse.

    `answered_at` is the first words of a person, not the claim. `returned_at`: given back to the assistant.
    `priority` 0 is ordinary; a higher one is served before every lower one (danger: 10). `area` and `lang`: what the
    citizen asked about and in which language; None where nobody knows. `queued_from`: of a citizen who lost an earlier
    place and came back, since when the place counts. `danger_at`: since when the citizen goes before all others,
    whatever the reason for the wait. `waits_from`: of a citizen whom an agent stepped in on and left waiting, since
    when somebody is waited for. `subject_area` (an area of the catalogue), `resolved` and `wrap_up_note` are the
    agent's at the wrap-up.
    """

    id: HandoffId
    conversation_id: ConversationId
    queue: QueueName
    reason: HandoffReason
    requested_at: datetime
    priority: int = 0
    claimed_by: AgentId | None = None
    claimed_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    abandoned_at: datetime | None = None
    wrapped_up_at: datetime | None = None
    disposition: Disposition | None = None
    area: AreaId | None = None
    lang: Language | None = None
    queued_from: datetime | None = None
    danger_at: datetime | None = None
    waits_from: datetime | None = None
    subject_area: str | None = None
    resolved: bool | None = None
    wrap_up_note: str = field(default="", repr=False)

    @property
    def stage(self) -> Stage:
        """The furthest point the stamps show."""
        if self.abandoned_at is not None:
            return Stage.ABANDONED
        if self.wrapped_up_at is not None:
            return Stage.WRAPPED_UP
        if self.ended_at is not None:
            return Stage.ENDED
        if self.returned_at is not None:
            return Stage.RETURNED
        return Stage.WAITING if self.claimed_by is None else Stage.CLAIMED

    @property
    def was_asked_for(self) -> bool:
        """Whether anybody waited for a person: not where an agent stepped in, and stayed, in a running conversation."""
        return self.reason is not HandoffReason.STEPPED_IN or self.waits_from is not None

    @property
    def asked_at(self) -> datetime:
        """Since when a person is waited for: what the figures of waiting, and the clocks, count from."""
        return self.waits_from or self.requested_at

    @property
    def place_from(self) -> datetime:
        """Since when the place in the queue counts: figures go by `asked_at`."""
        return self.queued_from or self.requested_at

    @property
    def in_danger(self) -> bool:
        """Whether the citizen goes before everybody who is not in danger."""
        return self.priority >= DANGER_PRIORITY

    @property
    def handling_time(self) -> timedelta | None:
        """From claim to end (or giving back); None while it lasts. The talk only: wrap-up is not in it."""
        over = self.ended_at or self.returned_at
        return over - self.claimed_at if over and self.claimed_at else None

    def hurried(self, at: datetime) -> "Handoff":
        """The handoff of a citizen who may be in danger, known at `at` (aware) if not before; the reason stays."""
        return replace(self, priority=DANGER_PRIORITY, danger_at=self.danger_at or at)

    def waiting_again(self, at: datetime) -> "Handoff":
        """The handoff once its agent no longer holds it: the place and the time of the request stay.

        Where an agent had stepped in nobody waited before: the wait begins at `at` (aware), and the first words that
        answer it are still to come.
        """
        freed = replace(self, claimed_by=None, claimed_at=None)
        return freed if self.was_asked_for else replace(freed, waits_from=at, answered_at=None)

    def check_held_by(self, agent: AgentId) -> None:
        """Does nothing when `agent` holds the handoff now.

        Raises:
            ConflictError: another holds it, or nobody does any longer.
        """
        if self.stage is not Stage.CLAIMED or self.claimed_by != agent:
            raise ConflictError(f"handoff {self.id} is not held by agent {agent}")


@dataclass(frozen=True, slots=True)
class Told:
    """What an agent tells at the wrap-up besides the disposition: the area it was about, whether it is solved, a note,
    and whether the citizen has been in contact about the same matter within seven days.

    `resolved` None: the disposition tells (`RESOLVED` and `NOT_RESOLVED` do, the others leave it open).
    """

    subject_area: str | None = None
    resolved: bool | None = None
    note: str = field(default="", repr=False)
    same_matter: bool = False

    def __post_init__(self) -> None:
        """Raises RefusedError where the note is too long."""
        if len(self.note) > WRAP_UP_NOTE_CHARACTERS:
            raise RefusedError(f"a note has at most {WRAP_UP_NOTE_CHARACTERS} characters")

    def of(self, handoff: Handoff) -> Handoff:
        """The handoff with this told of it."""
        says = {Disposition.RESOLVED: True, Disposition.NOT_RESOLVED: False}
        resolved = says.get(handoff.disposition) if self.resolved is None and handoff.disposition else self.resolved
        return replace(handoff, subject_area=self.subject_area, resolved=resolved, wrap_up_note=self.note)
