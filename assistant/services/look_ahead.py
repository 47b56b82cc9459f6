"""What is expected to come: made from the record once a night, or when a supervisor asks, and kept for the pages."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from assistant.domain.catalogue import CONTACT_CENTRE_PHONE
from assistant.domain.contact import contacts_told
from assistant.domain.forecast import Sum, by_day, history_of, open_half_hours
from assistant.domain.looked_ahead import Outlook, YearCount, YearOutlook
from assistant.domain.period import LOCAL, Period, local_day
from assistant.domain.talk_times import TalkTimes, talk_times
from assistant.ports import Clock, Forecaster, Interval, Records
from assistant.services.arrivals import Arrivals
from assistant.services.chat_hours import ChatHours

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(days=730)
"""Two years: each season seen twice."""
LOOKED_AHEAD = timedelta(weeks=9)
"""As far as a schedule is laid."""
TIMES_FROM = timedelta(days=28)
"""Handling, patience and handed-off share are those of the last four weeks: they change with the assistant."""
FROM = time(3)
"""When in the night it is made: long after the day's last words."""


@dataclass(slots=True)
class LookAhead:
    """Makes outlooks. `made_on` and `under_way` are its only memory."""

    records: Records
    arrivals: Arrivals
    forecaster: Forecaster
    hours: ChatHours
    clock: Clock
    made_on: date | None = field(default=None)
    under_way: asyncio.Task[None] | None = field(default=None)

    async def latest(self) -> Outlook | None:
        """The one made last, in whichever process."""
        async with self.records.reading() as unit:
            return await unit.outlooks.latest()

    @property
    def running(self) -> bool:
        """Whether one is being made here now."""
        return self.under_way is not None and not self.under_way.done()

    def start(self) -> None:
        """One is being made from now on; nothing changes where one is already."""
        if not self.running:
            self.under_way = asyncio.create_task(self._made(), name="outlook")

    async def _made(self) -> None:
        try:
            await self.make()
        except Exception:
            log.exception("the outlook could not be made")

    async def tend(self) -> None:
        """Today's is there, once the night is over that far. For the sweeper, as often as it likes."""
        here = self.clock.now().astimezone(LOCAL)
        if self.made_on == here.date() or here.time() < FROM:
            return
        latest = await self.latest()
        if latest is None or local_day(latest.made_at) < here.date():
            await self.make()
        self.made_on = here.date()

    async def make(self) -> Outlook:
        """An outlook is made of the record as it stands, and kept as today's."""
        now = self.clock.now()
        today = local_day(now)
        past = Period(today - LOOKED_BACK, today - timedelta(days=1))
        counts = await self.arrivals.half_hours(past)
        ahead = Period(today, today + LOOKED_AHEAD)
        opened, to_come = self._open(past), self._open(ahead)
        forecast = await asyncio.to_thread(self.forecaster.half_hours, history_of(counts, opened), to_come)
        times, year = await self._times(now), await self._year(today, by_day(counts))
        outlook = Outlook(now, ahead.first, ahead.last, forecast, times, year)
        async with self.records.unit() as unit:
            await unit.outlooks.keep(today, outlook)
        return outlook

    def _open(self, period: Period) -> list[datetime]:
        return list(open_half_hours(self.hours.hours(), period, always=self.hours.always))

    async def _times(self, now: datetime) -> TalkTimes:
        interval = Interval(now - TIMES_FROM, now)
        opened = set(self._open(Period(local_day(interval.start), local_day(now))))
        async with self.records.reading() as unit:
            conversations = await unit.conversations.opened(interval)
            handoffs = await unit.handoffs.of_conversations_opened(interval)
        # At night nobody is handed off, whatever they ask: that says nothing of how many need a person by day.
        by_day_only = {each.id for each in conversations if _half_hour(each.opened_at) in opened}
        return talk_times([each for each in handoffs if each.conversation_id in by_day_only], len(by_day_only), now)

    async def _year(self, today: date, chats: Mapping[date, int]) -> YearOutlook:
        async with self.records.reading() as unit:
            by_day = await unit.contact_volumes.by_day(today - LOOKED_BACK, today - timedelta(days=1))
        return YearOutlook(
            today.year, await self._chats(today, chats), await self._others(today, contacts_told(by_day))
        )

    async def _chats(self, today: date, chats: Mapping[date, int]) -> YearCount:
        first = min(chats, default=today)
        every = {day: chats.get(day, 0) for day in _days(first, today - timedelta(days=1))}
        rest = await self._sum(every, list(_days(today, date(today.year, 12, 31))))
        return YearCount(sum(number for day, number in every.items() if day.year == today.year), 0, rest)

    async def _others(self, today: date, every: Mapping[date, int]) -> YearCount | None:
        if not every:
            return None
        phone = self.hours.catalogue.opening_hours.get(CONTACT_CENTRE_PHONE, self.hours.hours())
        open_days = [day for day in _days(date(today.year, 1, 1), date(today.year, 12, 31)) if phone.on(day)]
        missing = [day for day in open_days if day < today and day not in every]
        rest = await self._sum(every, [*missing, *(day for day in open_days if day >= today)])
        so_far = sum(number for day, number in every.items() if day.year == today.year)
        return YearCount(so_far, len(missing), rest)

    async def _sum(self, history: Mapping[date, int], ahead: list[date]) -> Sum:
        return await asyncio.to_thread(self.forecaster.days, history, ahead)


def _half_hour(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 30 * 30, second=0, microsecond=0)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
