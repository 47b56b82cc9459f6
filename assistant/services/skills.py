"""What a supervisor sets of a member: areas, languages, capacity."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.catalogue import AreaId, Catalogue
from assistant.domain.conversation import Language
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import LIMIT_CAPACITY, StaffMember
from assistant.ports import Clock, EventStream, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.wording.catalogue import SPOKEN


@dataclass(frozen=True, slots=True)
class Skills:
    """Changes members, and enters it in the audit."""

    records: Records
    stream: EventStream
    catalogue: Catalogue
    clock: Clock

    async def of(self, agent_id: AgentId) -> StaffMember:
        """The member. Raises NotFoundError."""
        async with self.records.reading() as unit:
            return await unit.staff.get(agent_id)

    async def change(
        self,
        agent_id: AgentId,
        by: StaffMember,
        areas: Collection[str],
        languages: Collection[str],
        capacity: int,
    ) -> bool:
        """The member has these from now on. False where that is so already.

        Raises:
            NotFoundError: there is no such member.
            RefusedError: an unknown area or language, no language at all, or a capacity outside 1..10.
        """
        known = tuple(area for area in self.catalogue.areas if area in areas)
        spoken = tuple(Language(lang) for lang in SPOKEN if lang in languages)
        if len(known) != len(set(areas)) or len(spoken) != len(set(languages)) or not spoken:
            raise RefusedError("an area or a language is not known, or there is no language")
        if not 1 <= capacity <= LIMIT_CAPACITY:
            raise RefusedError(f"capacity is 1 to {LIMIT_CAPACITY}")
        async with self.records.unit() as unit:
            before = await unit.staff.hold(agent_id)
            after = replace(before, areas=known, languages=spoken, capacity=capacity)
            if after == before:
                return False
            await unit.staff.change(before, after)
            details = {"from": _told(before), "to": _told(after)}
            await unit.audit.add(
                AuditEntry(self.clock.now(), by.id, Act.STAFF_CHANGED, f"staff:{agent_id}", details=details)
            )
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
        return True


def _told(member: StaffMember) -> dict[str, object]:
    return {"areas": list[AreaId](member.areas), "languages": list(member.languages), "capacity": member.capacity}
