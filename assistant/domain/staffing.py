"""The people who answer: who they are, what they are doing, how many conversations one may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import SWEDISH, Language
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId

LIMIT_CAPACITY = 10
"""Most conversations that one may be set to hold at once: as `kontakt staff add` has it."""


class Role(StrEnum):
    """What a member of staff may do. A supervisor may do all that agents and editors may."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"


class Status(StrEnum):
    """What an agent is doing, and why not at the queue. Only `AVAILABLE` agents count as staffing it.

    All are chosen by the agent but `AWAY`: the system's word for one who lets offers or citizens go unanswered.
    """

    AVAILABLE = "available"
    BREAK = "break"
    LUNCH = "lunch"
    MEETING = "meeting"
    TRAINING = "training"
    OTHER_WORK = "other_work"
    AWAY = "away"
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who may sign in. `first_name` is all the citizen sees. `demo` accounts exist only in demonstrations.

    `areas`: what the member knows best; none means all alike. `languages`: those the member answers in.
    """

    id: AgentId
    sign_in_name: str
    first_name: str
    full_name: str
    role: Role
    password_hash: str
    capacity: int = 3
    demo: bool = False
    areas: tuple[AreaId, ...] = ()
    languages: tuple[Language, ...] = (SWEDISH,)


@dataclass(frozen=True, slots=True)
class StaffVisit:
    """One signed-in browser of a member of staff. `key_digest` is the SHA-256 (hex) of the cookie's value."""

    key_digest: str
    agent_id: AgentId
    csrf_key: str
    began_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An agent's change of status; rows are added, the latest is the current one."""

    agent_id: AgentId
    status: Status
    at: datetime


PLANNED = frozenset({Status.BREAK, Status.LUNCH, Status.MEETING, Status.TRAINING, Status.OTHER_WORK})
"""What can be planned ahead."""
LONGEST_PLAN = timedelta(hours=10)
"""A working day (see `services/staff.py`)."""


@dataclass(frozen=True, slots=True)
class PlannedAbsence:
    """When an agent will be away from the queue, for colleagues to see; it changes no status by itself.

    `number` is 0 until recorded.
    """

    agent_id: AgentId
    status: Status
    start: datetime
    end: datetime
    number: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no absence, or has no length.

        Raises:
            RefusedError: the end is not after the start, it is longer than a working day, or the status none of these.
        """
        if self.status not in PLANNED:
            raise RefusedError(f"{self.status} cannot be planned")
        if not timedelta(0) < self.end - self.start <= LONGEST_PLAN:
            raise RefusedError("an absence ends after it begins, within a working day")


def may_take(load: int, capacity: int, *, in_danger: bool) -> bool:
    """Whether an agent who holds `load` conversations may take one more: for danger one above the capacity."""
    return load < capacity + in_danger


def overlapping(plans: Sequence[PlannedAbsence], new: PlannedAbsence) -> bool:
    """Whether the agent of `new` is planned to be away already at some time within it."""
    return any(each.agent_id == new.agent_id and each.start < new.end and new.start < each.end for each in plans)
