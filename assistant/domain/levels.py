"""How far the assistant may go by itself with each topic, and since when."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.handoff import AgentId


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A topic's level from `at` on. `topic` is an area of the catalogue; `by` is None where the system lowered it by
    its own rule. Rows are added, the latest of a topic holds; `number` is 0 until recorded.
    """

    topic: str
    level: AutonomyLevel
    at: datetime
    by: AgentId | None
    reason: str
    number: int = 0
