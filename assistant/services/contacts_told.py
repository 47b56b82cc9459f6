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

ONE_DAY = timedelta(days=1)


Contacts = tuple[int, int]
"""Of a day: chats, and contacts by other channels."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read `at` a moment, or a little later: days without gaps, those told in order."""

    at: datetime
    period: Period
    by_day: Mapping[date, Contacts]


@dataclass(slots=True)
class ContactsTold:
    """`shared_for`: so long what was read is shared; nought for never. Numbers for days long past are entered late:
    whoever has done so sees them next time.
    """

    records: Records
    sums: ReadSums
    clock: Clock
    shared_for: timedelta = timedelta(0)
    _read: _Read | None = field(default=None, repr=False)
    _turnstile: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def by_day(self, period: Period) -> Mapping[date, Tally]:
        """Chats and other contacts of the days, in order, for which the others are told."""
        return {day: _tally(*contacts) for day, contacts in (await self._told(period)).items()}

    async def together(self, period: Period) -> Tally:
        """The sum of `by_day`."""
        told = (await self._told(period)).values()
        return _tally(sum(chats for chats, _ in told), sum(elsewhere for _, elsewhere in told))

    async def _told(self, period: Period) -> Mapping[date, Contacts]:
        async with self._turnstile:
            self._read = await self._reaching(period)
            found = self._read.by_day
        return {day: contacts for day, contacts in found.items() if period.first <= day <= period.last}

    async def _reaching(self, period: Period) -> _Read:
        """What was read, and before and after it whatever of the period is missing."""
        now, read = self.clock.now(), self._read
        if read is None or not read.at <= now < read.at + self.shared_for:
            wanted = self._with_two_years(period) if self.shared_for else period
            return _Read(now, wanted, await self._by_day(wanted))
        known, by_day = read.period, read.by_day
        if period.first < known.first:
            by_day = {**await self._by_day(Period(period.first, known.first - ONE_DAY)), **by_day}
        if period.last > known.last:
            by_day = {**by_day, **await self._by_day(Period(known.last + ONE_DAY, period.last))}
        return _Read(read.at, Period(min(period.first, known.first), max(period.last, known.last)), by_day)

    def _with_two_years(self, period: Period) -> Period:
        """What else a page compares with: last year, and this one until now."""
        today = local_day(self.clock.now())
        last_year = year_of(year_of(today).first - ONE_DAY)
        return Period(min(period.first, last_year.first), max(period.last, today))

    async def _by_day(self, period: Period) -> Mapping[date, Contacts]:
        async with self.records.reading() as unit:
            elsewhere = contacts_told(await unit.contact_volumes.by_day(period.first, period.last))
        if not elsewhere:
            return {}
        chats = await self.sums.conversations(period)
        return {day: (chats.get(day, 0), contacts) for day, contacts in elsewhere.items()}


def _tally(chats: int, elsewhere: int) -> Tally:
    counted = {CountName.CHATS_TOLD: chats, CountName.CONTACTS_ELSEWHERE: elsewhere}
    return Tally({name: number for name, number in counted.items() if number})
