"""How far the assistant may go by itself with each topic: told, set by a supervisor, lowered by rule."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.autonomy import AutonomyLevel, stricter
from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.knowledge import Article
from assistant.domain.levels import LevelChange
from assistant.domain.staffing import StaffMember
from assistant.domain.switches import of_topic
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at one moment: the level of each topic, and the subjects that are switched off."""

    catalogue: Catalogue
    levels: Mapping[str, AutonomyLevel]
    off: Collection[str]

    def level(self, article: Article) -> AutonomyLevel:
        """How far the assistant may go with the article: its topic's level, or its own where that is stricter."""
        return self.catalogue.autonomy_of(article, self.levels.get(article.area))

    def is_off(self, article: Article) -> bool:
        """Whether the article's topic is switched off."""
        return of_topic(article.area) in self.off

    def alone(self, article: Article) -> bool:
        """Whether the assistant may give the article by itself."""
        return self.level(article) is AutonomyLevel.AUTONOMOUS and not self.is_off(article)


@dataclass(frozen=True, slots=True)
class Autonomy:
    """The levels in force: as recorded last, else as the catalogue has them."""

    records: Records
    stream: EventStream
    catalogue: Catalogue
    clock: Clock

    async def levels(self) -> Mapping[str, AutonomyLevel]:
        """The level of every area of the catalogue."""
        async with self.records.reading() as unit:
            return await self._levels(unit)

    async def now(self) -> Callable[[Article], AutonomyLevel]:
        """How far the assistant may go with any article, as it stands at this moment."""
        levels = await self.levels()
        return lambda article: self.catalogue.autonomy_of(article, levels.get(article.area))

    async def standing(self) -> Standing:
        """Levels and topics switched off, in one look."""
        async with self.records.reading() as unit:
            levels = await self._levels(unit)
            off = await unit.switches.off([of_topic(area) for area in self.catalogue.areas])
        return Standing(self.catalogue, levels, frozenset(off))

    async def set_level(self, topic: str, level: AutonomyLevel, by: StaffMember, reason: str) -> None:
        """The topic has the level from now on; entered in the audit. Setting what holds already changes nothing.

        Raises:
            NotFoundError: the catalogue has no such area.
            RefusedError: no reason is given.
        """
        if AreaId(topic) not in self.catalogue.areas:
            raise NotFoundError(f"no topic {topic}")
        if not reason.strip():
            raise RefusedError("a level is set with a reason")
        async with self.records.unit() as unit:
            before = (await self._levels(unit))[topic]
            if before is level:
                return
            await self._change(unit, Act.LEVEL_SET, LevelChange(topic, level, self.clock.now(), by.id, reason), before)
        await self._tell()

    async def fall(self, unit: Unit, topic: str, to: AutonomyLevel, why: str, evidence: Mapping[str, object]) -> bool:
        """Within `unit`, the topic falls to `to`, by rule; call `told` once the unit has committed.

        Returns:
            Whether it fell: one that is as strict already does not.
        """
        before = (await self._levels(unit))[topic]
        if stricter(before, to) is before:
            return False
        change = LevelChange(topic, to, self.clock.now(), None, why)
        await self._change(unit, Act.LEVEL_FELL, change, before, evidence)
        return True

    async def told(self) -> None:
        """Desks and pages look at the levels again."""
        await self._tell()

    async def _levels(self, unit: Unit) -> dict[str, AutonomyLevel]:
        recorded = await unit.levels.current()
        return {
            area: recorded[area].level if area in recorded else self.catalogue.level_of(area)
            for area in self.catalogue.areas
        }

    async def _change(
        self,
        unit: Unit,
        act: Act,
        change: LevelChange,
        before: AutonomyLevel,
        evidence: Mapping[str, object] | None = None,
    ) -> None:
        await unit.levels.add(change)
        details = {"from": before, "to": change.level, **(evidence or {})}
        subject = f"topic:{change.topic}"
        await unit.audit.add(AuditEntry(change.at, change.by, act, subject, change.reason, details))

    async def _tell(self) -> None:
        await self.stream.publish(channels.QUEUES, Signal(Happening.STATE))
