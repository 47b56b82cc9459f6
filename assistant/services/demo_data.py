"""Whether the record is a demonstration's, so that every page can say so."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.errors import UnavailableError
from assistant.ports import Clock, Records

LOOKED_EVERY = timedelta(minutes=1)
"""Every page asks; a record becomes a demonstration, or stops being one, next to never."""


@dataclass(slots=True)
class DemoData:
    """Looks for conversations that nobody has had, at most once a minute: what it saw last is its only memory."""

    records: Records
    clock: Clock
    found: bool = field(default=False)
    looked_at: datetime | None = field(default=None)

    async def is_there(self) -> bool:
        """Whether there are any. While the record is away: what was found before."""
        now = self.clock.now()
        if self.looked_at is not None and now < self.looked_at + LOOKED_EVERY:
            return self.found
        self.looked_at = now
        try:
            async with self.records.reading() as unit:
                self.found = await unit.conversations.any_made_up()
        except UnavailableError:
            return self.found
        return self.found
