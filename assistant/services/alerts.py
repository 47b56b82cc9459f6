"""Telling people outside the console: recorded first, sent then, tried again with growing pauses, given up in the end.

Whoever plans an alert does so in the unit that records what it is about, so that neither is without the other.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.delivery import AlertKind, Delivery, DeliveryFailedError, Fault
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.staffing import StaffMember
from assistant.ports import AlertChannel, Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.wording.alerts import worded
from assistant.wording.catalogue import LANGUAGES, Wording

log = logging.getLogger(__name__)

LATEST = 50
"""So many are shown, and looked through for what was told already."""
BETWEEN_TRIALS = timedelta(seconds=10)
"""Two trials within this are one: a button pressed twice sends once."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """`ways`: the channels that are set up, perhaps none. `of_danger`: danger is told of too, not only promises."""

    records: Records
    stream: EventStream
    clock: Clock
    wording: Wording
    ways: Sequence[AlertChannel]
    of_danger: bool

    async def plan(self, unit: Unit, about: str, kind: AlertKind, facts: Mapping[str, object]) -> None:
        """Within `unit`: by each channel this is to be told, unless it was planned before."""
        now = self.clock.now()
        for way in self.ways:
            await unit.deliveries.add(Delivery(about, way.name, kind, now, now, facts))

    async def try_out(self, by: StaffMember) -> None:
        """A trial is on its way by every channel.

        Raises:
            RefusedError: no channel is set up.
        """
        if not self.ways:
            raise RefusedError("no channel is set up: set KONTAKT_ALERT_EMAILS or KONTAKT_ALERT_WEBHOOK")
        count = int(self.clock.now().timestamp() / BETWEEN_TRIALS.total_seconds())
        async with self.records.unit() as unit:
            await self.plan(unit, f"trial:{count}", AlertKind.TRIAL, {})
        log.info("%s sends a trial alert", by.id)
        await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))

    async def tell_of_danger(self) -> None:
        """Each citizen in danger whom nobody has taken is told of once, where that is wanted."""
        if not self.of_danger or not self.ways:
            return
        async with self.records.reading() as unit:
            in_danger = [handoff for handoff in await unit.handoffs.waiting() if handoff.in_danger]
            known = {each.about for each in await unit.deliveries.latest(LATEST)} if in_danger else set()
        new = [handoff for handoff in in_danger if f"danger:{handoff.id}" not in known]
        if new:
            async with self.records.unit() as unit:
                for handoff in new:
                    await self.plan(unit, f"danger:{handoff.id}", AlertKind.DANGER, {})

    async def latest(self) -> Sequence[Delivery]:
        """What became of the latest, newest first."""
        async with self.records.reading() as unit:
            return await unit.deliveries.latest(LATEST)

    async def send_due(self) -> None:
        """All that is due has been tried once, side by side: a silent server holds up nothing else."""
        async with self.records.reading() as unit:
            due = await unit.deliveries.due(self.clock.now())
        if due:
            await asyncio.gather(*(self._try(delivery) for delivery in due))
            await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))

    async def _try(self, delivery: Delivery) -> None:
        begun = delivery.begun(self.clock.now())
        try:
            await self._change(delivery, begun)
        except ConflictError:
            return  # another process was faster
        await self._change(begun, await self._outcome(begun))

    async def _outcome(self, begun: Delivery) -> Delivery:
        way = next((each for each in self.ways if each.name is begun.channel), None)
        if way is None:
            return begun.failed(self.clock.now(), Fault.UNREACHABLE, "the channel is no longer set up")
        try:
            note = await way.send(worded(begun, self.wording.of(LANGUAGES[0])))
        except DeliveryFailedError as error:
            log.warning("alert %s did not arrive by %s: %s", begun.about, begun.channel, error)
            return begun.failed(self.clock.now(), error.fault, error.detail)
        return begun.arrived(self.clock.now(), note)

    async def _change(self, before: Delivery, after: Delivery) -> None:
        async with self.records.unit() as unit:
            await unit.deliveries.change(before, after)
