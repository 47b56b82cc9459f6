"""What hangs on the wall: how it stands right now, counted once for all boards of a process.

Nothing on it is a citizen's: neither words nor areas nor languages. Of agents it has first names, which a board may
leave out.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import AgentId, Handoff
from assistant.domain.share import Share
from assistant.domain.staffing import StaffMember, Status, StatusChange
from assistant.domain.switches import EVERYTHING, of_topic
from assistant.domain.target_warning import TargetWarning, WarningKind
from assistant.ports import Clock, PresenceBoard, Records
from assistant.services.chat_hours import ChatHours, Door
from assistant.services.desk_now import DeskNow, desk_now

SECOND = timedelta(seconds=1)
"""No board needs to know sooner, however much happens."""


@dataclass(frozen=True, slots=True)
class Board:
    """How it stood `at` a moment. `crew`: first names by status, who is signed out left out; `danger_waiting` and
    `danger_claimed`: citizens who may be in danger, without and with a person; `draft_due`: when the first answer that
    waits to be checked times out. `present_known`: whether the live board told who is at the desk.
    """

    at: datetime
    door: Door
    desk: DeskNow
    crew: Mapping[Status, tuple[str, ...]]
    present_known: bool
    is_off: bool
    topics_off: tuple[AreaId, ...]
    drafts: int
    draft_due: datetime | None
    warnings: Sequence[TargetWarning]

    @property
    def waits_since(self) -> datetime | None:
        """Since when the one who has waited longest has; None where nobody waits."""
        return min((handoff.requested_at for handoff in self.desk.waiting), default=None)

    @property
    def danger_waiting(self) -> tuple[Handoff, ...]:
        """Those in danger whom nobody has taken."""
        return tuple(handoff for handoff in self.desk.waiting if handoff.in_danger)

    @property
    def danger_claimed(self) -> int:
        """How many in danger are with an agent."""
        return sum(handoff.in_danger for handoff in self.desk.claimed)

    @property
    def taken(self) -> int:
        """How many places of those at work are taken."""
        return self.desk.desks.places - self.desk.desks.free

    def share(self, kind: WarningKind) -> Share:
        """Today's figure so far."""
        return self.desk.share(kind)

    def warned(self, kind: WarningKind) -> bool:
        """Whether a warning about it stands."""
        return any(warning.kind is kind for warning in self.warnings)


@dataclass(slots=True)
class Wallboard:
    """`_seen` is its only memory: however many boards ask, the record is read once a second at most."""

    records: Records
    agents: PresenceBoard
    chat_hours: ChatHours
    catalogue: Catalogue
    clock: Clock
    looks: int = 0
    _seen: Board | None = field(default=None)
    _turnstile: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def board(self) -> Board:
        """How it stands, a second old at most.

        Raises:
            UnavailableError: the record is away.
        """
        async with self._turnstile:
            if self._seen is None or self.clock.now() - self._seen.at >= SECOND:
                self._seen = await self._look()
                self.looks += 1
            return self._seen

    async def _look(self) -> Board:
        now, present = self.clock.now(), await self._present()
        async with self.records.reading() as unit:
            statuses, members = await unit.staff.statuses(), await unit.staff.members()
            everybody = {member.id for member in members}
            desk = await desk_now(unit, everybody if present is None else present, now)
            off = await unit.switches.off([EVERYTHING, *(of_topic(area) for area in self.catalogue.areas)])
            drafts = await unit.drafts.held()
            return Board(
                now,
                self.chat_hours.door(),
                desk,
                _crew(members, statuses, present),
                present is not None,
                EVERYTHING in off,
                tuple(area for area in self.catalogue.areas if of_topic(area) in off),
                len(drafts),
                min((draft.decide_by for draft in drafts if draft.decide_by), default=None),
                await unit.warnings.standing(),
            )

    async def _present(self) -> frozenset[str] | None:
        """Whose desks are open; None with the live board away."""
        try:
            return await self.agents.present()
        except UnavailableError:
            return None


def _crew(
    members: Sequence[StaffMember], statuses: Mapping[AgentId, StatusChange], present: Collection[str] | None
) -> Mapping[Status, tuple[str, ...]]:
    """First names by status. Available without an open desk is away: nobody can be reached there."""
    crew: dict[Status, tuple[str, ...]] = {}
    for member in members:
        change = statuses.get(member.id)
        if change is None or change.status is Status.SIGNED_OUT:
            continue
        gone = present is not None and member.id not in present
        status = Status.AWAY if gone and change.status is Status.AVAILABLE else change.status
        crew[status] = (*crew.get(status, ()), member.first_name)
    return {status: crew[status] for status in Status if status in crew}
