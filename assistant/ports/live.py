"""What decides races and tells processes of each other's doings. All of it can be rebuilt from the records."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import AgentId, HandoffId, QueueName


class Happening(StrEnum):
    """What a signal says: look again, something of this kind changed."""

    UTTERANCE = "utterance"
    STATE = "state"
    CITIZEN_TYPING = "citizen_typing"
    AGENT_TYPING = "agent_typing"
    QUEUE = "queue"
    LEFT_QUEUE = "left_queue"


@dataclass(frozen=True, slots=True)
class Signal:
    """A poke: it carries no truth, whoever receives it reads the records.

    `LEFT_QUEUE` names the handoff that waits no longer, and the first name of whoever took it, if anybody did: so that
    no console goes on offering it until it has read the records.
    """

    happening: Happening
    handoff_id: HandoffId | None = None
    taken_by: str = ""


class EventStream(Protocol):
    """Tells followers in every process that something happened. Losing a signal costs latency, never an utterance."""

    async def publish(self, channel: str, signal: Signal) -> None:
        """Wake all followers of `channel`. Never raises when the server is away: followers poll meanwhile."""
        ...

    def follow(self, channel: str, poll: timedelta) -> AsyncIterator[Signal | None]:
        """Signals as they come, and None at least every `poll`, also while the server is away.

        The first item (None) comes once following has begun, so that whoever reads the records after it misses nothing.
        """
        ...


class TurnLocks(Protocol):
    """At most one turn of a conversation at a time, across processes."""

    def hold(self, conversation_id: ConversationId, patience: timedelta) -> AbstractAsyncContextManager[None]:
        """The lock, released on leaving and by itself a minute after its holder died.

        Raises:
            ConflictError: another turn held it all through `patience`.
            UnavailableError: the server is away.
        """
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """A handoff in a queue. Higher `priority` first, then the earlier request."""

    handoff_id: HandoffId
    requested_at: datetime
    priority: int = 0


class HandoffQueue(Protocol):
    """Who waits, in which order. Methods raise UnavailableError when the server is away."""

    async def put(self, queue: QueueName, waiting: Waiting) -> None:
        """The handoff waits in the place its request time and priority give it; repeating changes nothing."""
        ...

    async def remove(self, queue: QueueName, handoff_id: HandoffId) -> None:
        """The handoff does not wait; repeating changes nothing."""
        ...

    async def place(self, queue: QueueName, handoff_id: HandoffId) -> int | None:
        """1 for the next to be served; None when it does not wait."""
        ...

    async def waiting(self, queue: QueueName) -> Sequence[HandoffId]:
        """All that wait, next first."""
        ...


class ClaimBoard(Protocol):
    """Leased rights of agents to handoffs. Methods raise UnavailableError when the server is away."""

    async def claim(self, queue: QueueName, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        """Atomically: out of the queue and leased to the agent. False when another agent has it.

        True also when this agent has it already (the press was repeated).
        """
        ...

    async def renew(self, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        """The lease runs anew; taken up again where it had lapsed and nobody else has it. False when another has it."""
        ...

    async def release(self, handoff_id: HandoffId, agent_id: AgentId) -> None:
        """The agent has no claim; repeating, or another's claim, changes nothing."""
        ...

    async def holder(self, handoff_id: HandoffId) -> AgentId | None:
        """Whose lease runs."""
        ...


class PresenceBoard(Protocol):
    """Who has a page open: one board for agents, one for citizens. Raises UnavailableError when the server is away."""

    async def beat(self, who: str, life: timedelta) -> None:
        """`who` is present for `life` from now."""
        ...

    async def leave(self, who: str) -> None:
        """`who` is not present."""
        ...

    async def present(self) -> frozenset[str]:
        """All whose life runs."""
        ...
