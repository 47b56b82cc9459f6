"""Which of the parts we stand on are there."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass

from assistant.domain.errors import UnavailableError
from assistant.ports import DialogueEngine, KnowledgeWorkshop, PresenceBoard, Records

THERE = "ok"


@dataclass(frozen=True, slots=True)
class Health:
    """Asks each part for a sign of life."""

    records: Records
    agents: PresenceBoard
    engine: DialogueEngine
    workshop: KnowledgeWorkshop

    async def parts(self) -> dict[str, str]:
        """`ok` or what is the matter, by part: database, redis, dialogue, knowledge."""
        database, redis, dialogue = await asyncio.gather(
            _sign(self.records.ping()), _sign(self.agents.present()), _sign(self.engine.version())
        )
        return {"database": database, "redis": redis, "dialogue": dialogue, "knowledge": self._knowledge()}

    def knows(self) -> bool:
        """Whether there is an index to answer from."""
        return bool(self.workshop.built().search.versions())

    def _knowledge(self) -> str:
        return THERE if self.knows() else "the knowledge index is missing: run `kontakt kb build`"


async def _sign(asked: Awaitable[object]) -> str:
    try:
        await asked
    except UnavailableError as error:
        return str(error) or type(error).__name__
    return THERE
