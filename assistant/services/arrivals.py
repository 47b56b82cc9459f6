"""How many contacts came by chat, half hour by half hour."""

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.measures.names import CountName
from assistant.domain.period import Period
from assistant.services.figures import Figures


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Conversations in which a citizen said something, where and when they were opened, from the figures' sums."""

    figures: Figures

    async def half_hours(self, period: Period) -> dict[datetime, int]:
        """By the half hour (its beginning, UTC); those without any are left out."""
        sums = await self.figures.half_hours(period)
        return {at: tally[CountName.CONVERSATIONS] for at, tally in sums.items() if tally[CountName.CONVERSATIONS]}
