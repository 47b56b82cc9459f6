"""How today's promises will stand, reckoned from the desk as it is and from the habits of the last week."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import mean, median

from assistant.domain.handoff import Handoff
from assistant.domain.outlook import Ahead, Habits, mean_patience, outlook
from assistant.domain.waiting import LEAST_SAMPLE
from assistant.ports import Clock, Interval, Records
from assistant.services.chat_hours import ChatHours
from assistant.services.desk_now import RECENT, DeskNow

WEEK = timedelta(days=7)
"""Habits are taken from this long: every weekday once."""
HABITS_LAST = timedelta(minutes=15)
"""So long one look at the week serves: it hardly changes meanwhile."""
MINUTE = timedelta(minutes=1)
LEAST_OPEN = timedelta(minutes=5)
"""Of a door that opened just now arrivals are counted over this at least: the first citizen is no rush."""


@dataclass(slots=True)
class Foresee:
    """`_habits` and `_learnt_at` are its only memory."""

    records: Records
    chat_hours: ChatHours
    clock: Clock
    _habits: Habits | None = field(default=None)
    _learnt_at: datetime | None = field(default=None)

    async def ahead(self, desk: DeskNow) -> tuple[Ahead, ...]:
        """What is expected at each horizon; nothing where the doors are closed, or too few talks are over.

        Reckoned in a thread: it takes some tenths of a second.
        """
        door, habits = self.chat_hours.door(), await self._learn()
        if door.until is None or habits is None:
            return ()
        load = desk.load(self.open_for(desk.at))
        return await asyncio.to_thread(outlook, load, habits, door.until - desk.at)

    def open_for(self, now: datetime) -> timedelta:
        """For how much of the recent time the doors have been open."""
        if self.chat_hours.always:
            return RECENT
        hours, whole = self.chat_hours.hours(), LEAST_OPEN
        while whole < RECENT and hours.closes_at(now - whole) is not None:
            whole += MINUTE
        return whole

    @property
    def handling_seconds(self) -> int:
        """How long a talk takes on average, as last learnt; 0 where too few are over."""
        return round(self._habits.handling) if self._habits else 0

    async def _learn(self) -> Habits | None:
        now = self.clock.now()
        if self._learnt_at is None or now - self._learnt_at >= HABITS_LAST:
            async with self.records.reading() as unit:
                self._habits = habits_of(await unit.handoffs.requested(Interval(now - WEEK, now)), now)
            self._learnt_at = now
        return self._habits


def habits_of(handoffs: Sequence[Handoff], now: datetime) -> Habits | None:
    """What these handoffs teach; None where fewer than five talks are over."""
    handling = [each.handling_time.total_seconds() for each in handoffs if each.handling_time is not None]
    if len(handling) < LEAST_SAMPLE:
        return None
    reaction = [
        (each.answered_at - each.claimed_at).total_seconds()
        for each in handoffs
        if each.answered_at and each.claimed_at and each.answered_at >= each.claimed_at
    ]
    asked = [each for each in handoffs if each.was_asked_for]
    waits = [(each.abandoned_at or each.claimed_at or each.returned_at or now) - each.requested_at for each in asked]
    left = sum(each.abandoned_at is not None for each in asked)
    return Habits(mean(handling), median(reaction) if reaction else 0.0, mean_patience(waits, left))
