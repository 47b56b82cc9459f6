"""What supervisors see of the assistant's freedom: each topic's level, how it came to be, what people made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import Area, Catalogue
from assistant.domain.drafts import Agreement, agreement_of
from assistant.domain.levels import LevelChange
from assistant.domain.switches import EVERYTHING, SwitchChange, of_topic
from assistant.ports import Records


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it stands. `change` is None where it has its catalogue's level; `off` where it is switched on."""

    area: Area
    level: AutonomyLevel
    change: LevelChange | None
    off: SwitchChange | None
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a topic or to the assistant as a whole. `by` is a full name; empty for a rule's doing.

    `level`: what it was set to; `off`: whether it was switched off or on. One of the two is None.
    """

    at: datetime
    by: str
    reason: str
    level: AutonomyLevel | None = None
    off: bool | None = None


@dataclass(frozen=True, slots=True)
class Oversight:
    """Reads; to change anything see `Autonomy.set_level` and `OffSwitch.turn`."""

    records: Records
    catalogue: Catalogue

    async def topics(self) -> tuple[Topic, ...]:
        """All of the catalogue, in its order."""
        async with self.records.reading() as unit:
            changes = await unit.levels.current()
            off = await unit.switches.off([of_topic(area) for area in self.catalogue.areas])
            counts = await unit.drafts.counts()
        return tuple(
            Topic(
                area,
                changes[key].level if key in changes else area.autonomy,
                changes.get(key),
                off.get(of_topic(key)),
                agreement_of(counts.get(key, {})),
            )
            for key, area in self.catalogue.areas.items()
        )

    async def names(self) -> dict[str, str]:
        """Full names by the id of each member of staff."""
        async with self.records.reading() as unit:
            return {member.id: member.full_name for member in await unit.staff.members()}

    async def history(self, topic: str) -> tuple[Event, ...]:
        """All that happened to a topic, newest first."""
        async with self.records.reading() as unit:
            levels = await unit.levels.history(topic)
            switches = await unit.switches.history(of_topic(topic))
        names = await self.names()
        set_to = [Event(one.at, names.get(one.by or "", ""), one.reason, level=one.level) for one in levels]
        return _newest_first([*set_to, *_switched(switches, names)])

    async def history_of_the_whole(self) -> tuple[Event, ...]:
        """When the assistant as a whole was switched off and on, newest first."""
        async with self.records.reading() as unit:
            switches = await unit.switches.history(EVERYTHING)
        return _newest_first(_switched(switches, await self.names()))


def _switched(changes: Sequence[SwitchChange], names: dict[str, str]) -> list[Event]:
    return [Event(one.at, names.get(one.by or "", ""), one.reason, off=one.off) for one in changes]


def _newest_first(events: list[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))
