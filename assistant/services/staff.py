"""Staff sign in, say what they are doing, and show by a beat that they are still there."""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from assistant.domain.errors import NotFoundError, RefusedError, UnavailableError
from assistant.domain.handoff import AgentId, Handoff, Stage
from assistant.domain.staffing import StaffMember, StaffVisit, Status, StatusChange
from assistant.ports import ClaimBoard, Clock, EventStream, PresenceBoard, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.return_to_queue import ReturnToQueue

log = logging.getLogger(__name__)

INACTIVITY = timedelta(hours=1)
"""A desk beats every 15 s while open, so this ends visits whose browser is closed (requirement F-06)."""
LONGEST_VISIT = timedelta(hours=10)
"""A working day (requirement F-06)."""
KEY_BYTES = 32
TOUCH_AFTER = timedelta(minutes=1)
"""A visit is written down as seen at most this often: each page and beat looks at it."""


class Passwords(Protocol):
    """Keeps passwords as hashes that are slow to guess."""

    def hashed(self, password: str) -> str:
        """The password's hash with its parameters."""
        ...

    def matches(self, password: str, password_hash: str) -> bool:
        """Whether the password is the hashed one."""
        ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new visit with its key: told once, for the cookie; only its digest is kept."""

    member: StaffMember
    visit: StaffVisit
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """Sign-in, status and presence of staff. `demo`: whether this is a demonstration, and demo staff may sign in."""

    records: Records
    passwords: Passwords
    agents: PresenceBoard
    claims: ClaimBoard
    stream: EventStream
    clock: Clock
    back: ReturnToQueue
    lease: timedelta
    presence: timedelta
    demo: bool

    async def sign_in(self, sign_in_name: str, password: str) -> SignedIn:
        """A visit of the member of that name.

        Raises:
            RefusedError: name and password do not belong together; which of them is wrong is not told.
        """
        async with self.records.reading() as unit:
            member = self._admitted(await unit.staff.named(sign_in_name.strip()))
        if member is None:
            # As slow as looking at a known member's password, so that names cannot be found out by the clock.
            await asyncio.to_thread(self.passwords.hashed, password)
        if member is None or not await asyncio.to_thread(self.passwords.matches, password, member.password_hash):
            raise RefusedError("sign-in name and password do not belong together")
        key, now = secrets.token_urlsafe(KEY_BYTES), self.clock.now()
        visit = StaffVisit(_digest(key), member.id, secrets.token_urlsafe(KEY_BYTES), now, now)
        async with self.records.unit() as unit:
            await unit.staff.begin_visit(visit)
        return SignedIn(member, visit, key)

    async def visiting(self, key: str) -> tuple[StaffMember, StaffVisit]:
        """Who holds the key of a visit that lasts.

        Raises:
            NotFoundError: there is no such visit, or it is over.
        """
        now = self.clock.now()
        async with self.records.reading() as unit:
            visit = await unit.staff.visit(_digest(key))
            if visit is None or visit.ended_at is not None:
                raise NotFoundError("no such visit")
            if now - visit.last_seen_at > INACTIVITY or now - visit.began_at > LONGEST_VISIT:
                raise NotFoundError("the visit has run out")
            member = await unit.staff.get(visit.agent_id)
        if self._admitted(member) is None:
            raise NotFoundError("demo staff have no place in service")
        if now - visit.last_seen_at > TOUCH_AFTER:
            async with self.records.unit() as unit:
                await unit.staff.touch_visit(visit.key_digest, now)
        return member, visit

    def _admitted(self, member: StaffMember | None) -> StaffMember | None:
        """The member, but for demo staff, whose password is public, outside a demonstration (requirement F-20)."""
        return None if member is not None and member.demo and not self.demo else member

    async def sign_out(self, member: StaffMember, visit: StaffVisit) -> None:
        """The visit is over, the agent signed out, and the citizens the agent held wait again in their old places."""
        async with self.records.unit() as unit:
            await unit.staff.end_visit(visit.key_digest, self.clock.now())
        await self.change_status(member, Status.SIGNED_OUT)
        try:
            await self.agents.leave(member.id)
        except UnavailableError:
            log.warning("presence of %s runs out by itself", member.id)
        await self.back.let_go_all(member)

    async def change_status(self, member: StaffMember, status: Status) -> None:
        """The agent's status is recorded and shown to all desks."""
        async with self.records.unit() as unit:
            if await unit.staff.status(member.id) is not status:
                await unit.staff.change_status(StatusChange(member.id, status, self.clock.now()))
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))

    async def status(self, agent_id: AgentId) -> Status:
        """What the agent is doing."""
        async with self.records.reading() as unit:
            return await unit.staff.status(agent_id)

    async def beat(self, member: StaffMember) -> None:
        """The desk is open: the agent is present, and keeps every claim that nobody else has taken.

        Raises:
            UnavailableError: Redis or the database is away.
        """
        await self.agents.beat(member.id, self.presence)
        async with self.records.reading() as unit:
            held = await unit.handoffs.held_by(member.id)
        for handoff in held:
            if handoff.stage is Stage.CLAIMED:
                await self.claims.renew(handoff.id, member.id, self.lease)
        await self._undo_renewals_too_late(member, held)

    async def _undo_renewals_too_late(self, member: StaffMember, renewed: Sequence[Handoff]) -> None:
        """A claim that lapsed while it was being renewed must not keep colleagues from the returned citizen."""
        async with self.records.reading() as unit:
            still = {handoff.id for handoff in await unit.handoffs.held_by(member.id)}
        for handoff in renewed:
            if handoff.id not in still:
                await self.claims.release(handoff.id, member.id)

    async def add(self, member: StaffMember) -> None:
        """The member may sign in.

        Raises:
            ConflictError: id or sign-in name is taken.
        """
        async with self.records.unit() as unit:
            await unit.staff.add(member)

    async def members(self) -> tuple[StaffMember, ...]:
        """All who may sign in, by full name."""
        async with self.records.reading() as unit:
            return tuple(await unit.staff.members())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
