"""Other channels' contacts beside the chats of the same days, read once for all figures of a page."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.contact import contacts_told
from assistant.domain.measures import Tally
from assistant.domain.measures.names import CountName
from assistant.domain.period import Period, local_day, year_of
from assistant.ports import Clock, Records
from assistant.services.read_sums import ReadSums

SHARED_FOR = timedelta(seconds=2)
"""As long as a page may take. Numbers for days long past are entered late: whoever has done so sees them at once."""


@dataclass(frozen=True, slots=True)
class _Read:
    at: datetime
    period: Period
    by_day: Mapping[date, Tally]


@dataclass(slots=True)
class ContactsTold:
    """`shared_for`: so long what was read is shared; nought for never."""

    records: Records
    sums: ReadSums
    clock: Clock
    shared_for: timedelta = timedelta(0)
    _read: _Read | None = field(default=None, repr=False)
    _turnstile: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def by_day(self, period: Period) -> Mapping[date, Tally]:
        """Chats and other contacts of the days, in order, for which the others are told."""
        async with self._turnstile:
            if self._read is None or not self._serves(self._read, period):
                wanted = self._with_two_years(period) if self.shared_for else period
                self._read = _Read(self.clock.now(), wanted, await self._by_day(wanted))
            found = self._read.by_day
        return {day: tally for day, tally in found.items() if period.first <= day <= period.last}

    def _serves(self, read: _Read, period: Period) -> bool:
        within = read.period.first <= period.first and period.last <= read.period.last
        return within and read.at <= self.clock.now() < read.at + self.shared_for

    def _with_two_years(self, period: Period) -> Period:
        """What else a page compares with: last year, and this one until now."""
        today = local_day(self.clock.now())
        last_year = year_of(year_of(today).first - timedelta(days=1))
        return Period(min(period.first, last_year.first), max(period.last, today))

    async def _by_day(self, period: Period) -> Mapping[date, Tally]:
        async with self.records.reading() as unit:
            elsewhere = contacts_told(await unit.contact_volumes.by_day(period.first, period.last))
        if not elsewhere:
            return {}
        chats = await self.sums.conversations(period)
        return {day: _tally(chats.get(day, 0), contacts) for day, contacts in elsewhere.items()}


def _tally(chats: int, elsewhere: int) -> Tally:
    counted = {CountName.CHATS_TOLD: chats, CountName.CONTACTS_ELSEWHERE: elsewhere}
    return Tally({name: number for name, number in counted.items() if number})
