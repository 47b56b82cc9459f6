"""What is remembered. Every change happens inside a `Unit`, which commits on clean exit and rolls back otherwise.

All methods raise UnavailableError when the database is away. Rows are added rather than changed wherever that can be.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from assistant.domain.conversation import (
    ConversationId,
)
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.turn import TurnRecord
from assistant.ports.alerts import Deliveries, TargetWarnings
from assistant.ports.audit import Audit
from assistant.ports.canned_replies import CannedReplies
from assistant.ports.cases import Cases
from assistant.ports.contact_imports import ContactImports, ContactKeys, ContactUploads
from assistant.ports.conversations import Conversations
from assistant.ports.drafts import Drafts
from assistant.ports.figures import FigureRecords, Returns
from assistant.ports.gaps import Gaps
from assistant.ports.interval import Interval
from assistant.ports.levels import Levels
from assistant.ports.messages import Messages
from assistant.ports.notes import Notes
from assistant.ports.passings import Passings
from assistant.ports.retention import Retention
from assistant.ports.reviews import Reviews
from assistant.ports.revisions import Revisions
from assistant.ports.rollups import Rollups
from assistant.ports.routing import RoutingRecords
from assistant.ports.saved_reports import SavedReports
from assistant.ports.staff import Plans, Staff
from assistant.ports.staffing import Outlooks, Shifts
from assistant.ports.surveys import ContactVolumes, Surveys
from assistant.ports.switches import Switches
from assistant.ports.transfers import Transfers


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

    async def of_each(self, conversations: Sequence[ConversationId]) -> Mapping[ConversationId, Sequence[TurnRecord]]:
        """All of each of these conversations, in order."""

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
        """All that wait: higher priority first, then the earlier `place_from`."""
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

    async def last_claims(self, interval: Interval) -> Mapping[AgentId, datetime]:
        """When each agent last claimed one, among those requested in the interval; agents who did not are absent."""
        ...

    async def latest_ended(self, limit: int) -> Sequence[Handoff]:
        """Those that ended last, newest first: what handling times are taken from."""
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
    def contact_imports(self) -> ContactImports: ...  # noqa: D102
    @property
    def contact_uploads(self) -> ContactUploads: ...  # noqa: D102
    @property
    def contact_keys(self) -> ContactKeys: ...  # noqa: D102
    @property
    def revisions(self) -> Revisions: ...  # noqa: D102
    @property
    def cases(self) -> Cases: ...  # noqa: D102
    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def levels(self) -> Levels: ...  # noqa: D102
    @property
    def gaps(self) -> Gaps: ...  # noqa: D102
    @property
    def retention(self) -> Retention: ...  # noqa: D102
    @property
    def drafts(self) -> Drafts: ...  # noqa: D102
    @property
    def switches(self) -> Switches: ...  # noqa: D102
    @property
    def routing(self) -> RoutingRecords: ...  # noqa: D102
    @property
    def plans(self) -> Plans: ...  # noqa: D102
    @property
    def messages(self) -> Messages: ...  # noqa: D102
    @property
    def notes(self) -> Notes: ...  # noqa: D102
    @property
    def transfers(self) -> Transfers: ...  # noqa: D102
    @property
    def passings(self) -> Passings: ...  # noqa: D102
    @property
    def canned_replies(self) -> CannedReplies: ...  # noqa: D102
    @property
    def reviews(self) -> Reviews: ...  # noqa: D102
    @property
    def saved_reports(self) -> SavedReports: ...  # noqa: D102
    @property
    def figures(self) -> FigureRecords: ...  # noqa: D102
    @property
    def returns(self) -> Returns: ...  # noqa: D102
    @property
    def rollups(self) -> Rollups: ...  # noqa: D102
    @property
    def warnings(self) -> TargetWarnings: ...  # noqa: D102
    @property
    def deliveries(self) -> Deliveries: ...  # noqa: D102
    @property
    def shifts(self) -> Shifts: ...  # noqa: D102
    @property
    def outlooks(self) -> Outlooks: ...  # noqa: D102


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
