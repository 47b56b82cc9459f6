"""Warns before a promise breaks, while somebody can still be called in; takes the warning back when it is past."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from assistant.domain.delivery import AlertKind
from assistant.domain.errors import AssistantError, ConflictError
from assistant.domain.outlook import Ahead
from assistant.domain.target_warning import Change, Foreseen, TargetWarning, WarningKind, change, counted
from assistant.ports import Clock, EventStream, PresenceBoard, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.alerts import Alerts
from assistant.services.desk_now import DeskNow, desk_now
from assistant.services.foresee import Foresee

log = logging.getLogger(__name__)

LOOKED_EVERY = timedelta(seconds=30)
"""A warning looks half an hour ahead: half a minute more or less is nothing to it."""
POLL = timedelta(seconds=5)
"""How often it is looked whether something is to be told, when no signal says so."""
HISTORY = 100


@dataclass(slots=True)
class Warn:
    """Run by the sweeper. Two that run at once warn once: the record holds one warning of a kind that stands.

    `looked_at` is its only memory.
    """

    records: Records
    agents: PresenceBoard
    stream: EventStream
    clock: Clock
    foresee: Foresee
    alerts: Alerts
    looked_at: datetime | None = field(default=None)

    async def attend(self) -> None:
        """Goes on until it is cancelled: a round at every signal of the queues, and every few seconds besides."""
        async for _ in self.stream.follow(channels.QUEUES, POLL):
            await self.once()

    async def once(self) -> None:
        """What must be told has been planned, and what is due has been tried. What fails is tried next time."""
        for step in (self.alerts.tell_of_danger, self.look_if_due, self.alerts.send_due):
            try:
                await step()
            except AssistantError as error:
                log.warning("warnings: %s waits: %s", step.__name__, error)
            except Exception:
                log.exception("warnings: %s broke", step.__name__)

    async def look_if_due(self) -> None:
        """As `look`, unless that was done just now."""
        now = self.clock.now()
        if self.looked_at is None or now - self.looked_at >= LOOKED_EVERY:
            await self.look()
            self.looked_at = now

    async def look(self) -> None:
        """Each warning stands that must, and none that must not.

        Raises:
            UnavailableError: the record or the live board is away: without knowing who is there nothing is foreseen.
        """
        present = await self.agents.present()
        async with self.records.reading() as unit:
            desk = await desk_now(unit, present, self.clock.now())
            standing = {warning.kind for warning in await unit.warnings.standing()}
        ahead = await self.foresee.ahead(desk)
        changed = [await self._see_to(kind, desk, ahead, stands=kind in standing) for kind in WarningKind]
        if any(changed):
            await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))

    async def _see_to(self, kind: WarningKind, desk: DeskNow, ahead: Sequence[Ahead], *, stands: bool) -> bool:
        today = desk.share(kind)
        coming = [counted(kind, each).beside(today) for each in ahead]
        match change(kind, today, coming, stands=stands):
            case Change.RAISE:
                values = [share.value for share in coming] or [None, None]
                return await self._raise(TargetWarning(kind, desk.at, self._foreseen(kind, desk, values)))
            case Change.CLEAR:
                async with self.records.unit() as unit:
                    return await unit.warnings.clear(kind, desk.at) is not None
        return False

    def _foreseen(self, kind: WarningKind, desk: DeskNow, values: Sequence[float | None]) -> Foreseen:
        today, load = desk.share(kind), desk.load(self.foresee.open_for(desk.at))
        return Foreseen(
            today.part,
            today.whole,
            values[0],
            values[-1],
            len(desk.waiting),
            int(desk.longest.total_seconds()) if desk.longest else 0,
            desk.desks.places,
            load.arrivals * 3600,
            self.foresee.handling_seconds,
        )

    async def _raise(self, warning: TargetWarning) -> bool:
        try:
            async with self.records.unit() as unit:
                raised = await unit.warnings.add(warning)
                facts = {"target": warning.kind, **asdict(warning.foreseen)}
                await self.alerts.plan(unit, f"warning:{raised.number}", AlertKind.WARNING, facts)
        except ConflictError:
            return False  # another process was faster
        log.info("warning %d: %s may break", raised.number, raised.kind)
        return True

    async def standing(self) -> Sequence[TargetWarning]:
        """Those that stand, oldest first."""
        async with self.records.reading() as unit:
            return await unit.warnings.standing()

    async def history(self) -> Sequence[TargetWarning]:
        """The latest hundred, newest first."""
        async with self.records.reading() as unit:
            return await unit.warnings.latest(HISTORY)
