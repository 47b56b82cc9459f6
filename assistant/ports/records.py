"""What is remembered. Every change happens inside a `Unit`, which commits on clean exit and rolls back otherwise.

All methods raise UnavailableError when the database is away. Rows are added rather than changed wherever that can be.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assistant.domain.contact import ContactVolume
from assistant.domain.conversation import (
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Utterance,
    UtteranceId,
)
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.staffing import StaffMember, StaffVisit, Status, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnRecord
from assistant.ports.audit import Audit
from assistant.ports.cases import Cases
from assistant.ports.levels import Levels
from assistant.ports.reviews import Reviews
from assistant.ports.revisions import Revisions


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` up to, not including, `end`; both aware, UTC."""

    start: datetime
    end: datetime


class Conversations(Protocol):
    """Conversations and what was said in them."""

    async def open(self, conversation: Conversation) -> None:
        """The conversation is recorded. Raises ConflictError when its id is taken."""
        ...

    async def get(self, conversation_id: ConversationId) -> Conversation:
        """Raises NotFoundError."""
        ...

    async def move(self, conversation_id: ConversationId, holder: Holder, at: datetime) -> None:
        """The conversation has passed to `holder` (closed at `at`, when that is nobody).

        Compare-and-set against the holder the unit reads. Raises ConflictError when the move is illegal or another
        unit moved it meanwhile, NotFoundError.
        """
        ...

    async def set_language(self, conversation_id: ConversationId, lang: Language) -> None:
        """The conversation's language is `lang`. Raises NotFoundError."""
        ...

    async def choose_language(self, conversation_id: ConversationId, lang: Language) -> None:
        """The citizen wants `lang` spoken, whatever language is detected. Raises NotFoundError."""
        ...

    async def say(self, conversation_id: ConversationId, said: NewUtterance, at: datetime) -> Utterance:
        """The utterance with the next number; one whose id is recorded already is returned as it was recorded.

        Raises NotFoundError.
        """
        ...

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Utterance | None:
        """The utterance of that id."""
        ...

    async def utterances(self, conversation_id: ConversationId, after: int = 0) -> Sequence[Utterance]:
        """Those with a number above `after`, in order."""
        ...

    async def opened(self, interval: Interval) -> Sequence[Conversation]:
        """Conversations opened in the interval in which the citizen has said something, oldest first."""
        ...

    async def silent_since(self, moment: datetime) -> Sequence[Conversation]:
        """Open conversations held by the assistant whose latest utterance (or opening) is before `moment`."""
        ...


class Turns(Protocol):
    """What was done about each citizen utterance."""

    async def open(self, conversation_id: ConversationId, seq: int, at: datetime) -> None:
        """A turn is open for the utterance; repeating changes nothing."""
        ...

    async def close(self, turn: TurnRecord) -> None:
        """The turn is closed as given, once: raises ConflictError when it is closed already, NotFoundError."""
        ...

    async def get(self, conversation_id: ConversationId, seq: int) -> TurnRecord:
        """Raises NotFoundError."""
        ...

    async def of(self, conversation_id: ConversationId) -> Sequence[TurnRecord]:
        """All of the conversation, in order."""
        ...

    async def open_since_before(self, moment: datetime) -> Sequence[TurnRecord]:
        """Turns opened before `moment` and still open: their process died or is stuck."""
        ...

    async def outcomes(self, interval: Interval) -> Mapping[str, int]:
        """How many turns opened in the interval closed with each outcome."""
        ...


class Handoffs(Protocol):
    """Handoffs with their stamps."""

    async def add(self, handoff: Handoff) -> None:
        """Recorded. Raises ConflictError when the conversation has one waiting or claimed already."""
        ...

    async def get(self, handoff_id: HandoffId) -> Handoff:
        """Raises NotFoundError."""
        ...

    async def change(self, before: Handoff, after: Handoff) -> None:
        """`after` replaces `before`. Raises ConflictError when the record is no longer equal to `before`."""
        ...

    async def current(self, conversation_id: ConversationId) -> Handoff | None:
        """The one that is waiting or claimed, if any."""
        ...

    async def latest(self, conversation_id: ConversationId) -> Handoff | None:
        """The one requested last, at whatever stage."""
        ...

    async def waiting(self) -> Sequence[Handoff]:
        """All that wait: higher priority first, then the earlier request."""
        ...

    async def held_by(self, agent_id: AgentId) -> Sequence[Handoff]:
        """Those the agent has claimed, and those ended that await the agent's wrap-up, oldest request first."""
        ...

    async def claimed(self) -> Sequence[Handoff]:
        """All claimed and not over, oldest request first."""
        ...

    async def requested(self, interval: Interval) -> Sequence[Handoff]:
        """All requested in the interval, oldest first."""
        ...

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Handoff]:
        """All handoffs, whenever requested, of conversations opened in the interval, oldest request first."""
        ...

    async def latest_ended(self, limit: int) -> Sequence[Handoff]:
        """Those that ended last, newest first: what handling times are taken from."""
        ...


class Staff(Protocol):
    """Who may sign in, who is signed in, and what they are doing."""

    async def add(self, member: StaffMember) -> None:
        """Recorded. Raises ConflictError when id or sign-in name is taken."""
        ...

    async def get(self, agent_id: AgentId) -> StaffMember:
        """Raises NotFoundError."""
        ...

    async def named(self, sign_in_name: str) -> StaffMember | None:
        """The member of that sign-in name, whatever its case."""
        ...

    async def members(self) -> Sequence[StaffMember]:
        """All, by full name."""
        ...

    async def begin_visit(self, visit: StaffVisit) -> None:
        """The visit is recorded."""
        ...

    async def visit(self, key_digest: str) -> StaffVisit | None:
        """The visit, ended or not."""
        ...

    async def touch_visit(self, key_digest: str, at: datetime) -> None:
        """The visit was last seen at `at`."""
        ...

    async def end_visit(self, key_digest: str, at: datetime) -> None:
        """The visit is over; repeating changes nothing."""
        ...

    async def change_status(self, change: StatusChange) -> None:
        """The change is recorded."""
        ...

    async def statuses(self) -> Mapping[AgentId, StatusChange]:
        """Each agent's latest change; agents who never made one are absent."""
        ...

    async def status(self, agent_id: AgentId) -> Status:
        """The agent's present status; `SIGNED_OUT` before the first change."""
        ...


class Surveys(Protocol):
    """What citizens said of their contact."""

    async def give(self, survey: Survey) -> None:
        """Recorded; a later one of the same conversation replaces it."""
        ...

    async def of(self, conversation_id: ConversationId) -> Survey | None:
        """The conversation's."""
        ...

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Survey]:
        """Those of conversations opened in the interval."""
        ...


class ContactVolumes(Protocol):
    """Contacts by other channels."""

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        """Recorded; an entry of the same day and channel is replaced."""
        ...

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        """Those of the days from `first` to `last`, both included, by day and channel."""
        ...


class Unit(Protocol):
    """One transaction's view of everything recorded."""

    @property
    def conversations(self) -> Conversations: ...  # noqa: D102
    @property
    def turns(self) -> Turns: ...  # noqa: D102
    @property
    def handoffs(self) -> Handoffs: ...  # noqa: D102
    @property
    def staff(self) -> Staff: ...  # noqa: D102
    @property
    def surveys(self) -> Surveys: ...  # noqa: D102
    @property
    def contact_volumes(self) -> ContactVolumes: ...  # noqa: D102
    @property
    def revisions(self) -> Revisions: ...  # noqa: D102
    @property
    def cases(self) -> Cases: ...  # noqa: D102
    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def levels(self) -> Levels: ...  # noqa: D102
    @property
    def reviews(self) -> Reviews: ...  # noqa: D102


class Records(Protocol):
    """The record of the contact centre."""

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """A unit of work: commits on clean exit, rolls back on an exception. Units do not nest."""
        ...

    def reading(self) -> AbstractAsyncContextManager[Unit]:
        """A look at what is committed, which holds up no unit and is held up by none. Nothing may be changed in it.

        Each question it asks is answered from the record as it then stands, so two may differ by what came between.
        """
        ...

    async def ping(self) -> None:
        """Raises UnavailableError when the database is away or its schema is not the one this code needs."""
        ...
