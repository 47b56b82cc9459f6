"""The people who answer: who they are, what they are doing, how many conversations one may hold."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.handoff import AgentId


class Role(StrEnum):
    """What a member of staff may do. A supervisor may do all that agents and editors may."""

    AGENT = "agent"
    EDITOR = "editor"
    SUPERVISOR = "supervisor"


class Status(StrEnum):
    """What an agent is doing, chosen by the agent. Only `AVAILABLE` agents count as staffing the queue."""

    AVAILABLE = "available"
    BREAK = "break"
    OTHER_WORK = "other_work"
    SIGNED_OUT = "signed_out"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who may sign in. `first_name` is all the citizen sees. `demo` accounts exist only in demonstrations."""

    id: AgentId
    sign_in_name: str
    first_name: str
    full_name: str
    role: Role
    password_hash: str
    capacity: int = 3
    demo: bool = False


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
