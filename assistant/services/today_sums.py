"""Today's figures: whether those that the sweeper keeps will do, and where not, a count that all who ask share."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.measures.rollup import BuiltDay
from assistant.domain.measures.summing import Sums
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Records
from assistant.services.count_straight import CountStraight


@dataclass(slots=True)
class TodaySums:
    """`fresh_for`: so old may be what is shared here, or kept by the sweeper; nought for never. A page reads many
    figures, and many pages are open: each would count the same day anew.
    """

    records: Records
    clock: Clock
    fresh_for: timedelta = timedelta(0)
    _counted: tuple[datetime, Sums] | None = field(default=None, repr=False)
    _turnstile: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def sums(self, today: date) -> Sums:
        """All of `today` until now, or until a moment ago; all of it where it is over since it was asked for."""
        async with self._turnstile:
            now, shared = self.clock.now(), self._counted
            if shared is not None and shared[1].period.first == today and self._is_fresh(shared[0]):
                return shared[1]
            found = await CountStraight(self.records).sums(Period(today, today), now)
            self._counted = (now, found)
            return found

    def may_be_read(self, built: BuiltDay) -> bool:
        """Whether what is kept of a day need not be counted: it was over then, or is today as of a moment ago."""
        return built.is_whole or self._is_fresh(built.built_at)

    def _is_fresh(self, at: datetime) -> bool:
        now = self.clock.now()
        return at <= now < at + self.fresh_for and local_day(at) == local_day(now)
