"""How many agents the coming weeks take, beside those planned, and what would be if something were otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from assistant.domain.forecast import open_half_hours
from assistant.domain.looked_ahead import Outlook
from assistant.domain.period import Period, local_day
from assistant.domain.staffing import Role, StaffMember
from assistant.domain.staffing_need import (
    FIRST_WORDS,
    HANDLING,
    PATIENCE,
    Conditions,
    Hours,
    Need,
    hours,
    need,
)
from assistant.domain.talk_times import TalkTimes, talk_times
from assistant.ports import Clock
from assistant.services.chat_hours import ChatHours
from assistant.services.look_ahead import LookAhead
from assistant.services.schedule import SUNDAY, PlannedWeek, Schedule

WEEKS_AHEAD = 8
USUAL_CAPACITY = 3
"""Where nobody answers yet: what `kontakt staff add` gives."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a supervisor wants otherwise than measured; None: as measured. Units as in `Conditions`."""

    handling: float | None = None
    patience: float | None = None
    first_words: float | None = None
    handed_off: float | None = None
    at_once: int | None = None


@dataclass(frozen=True, slots=True)
class HalfHour:
    """One half hour that is open. `need` None: it is over, or nothing is forecast for it."""

    start: datetime
    planned: float
    need: Need | None
    without_assistant: Need | None


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """A week: what was measured, what is asked about, and every half hour that is open.

    `cost` and `cost_without`: agent hours of the half hours that are forecast, with and without the assistant.
    """

    planned: PlannedWeek
    outlook: Outlook | None
    measured: Conditions
    asked: Conditions
    half_hours: tuple[HalfHour, ...]
    cost: Hours
    cost_without: Hours

    @property
    def days(self) -> Mapping[date, tuple[HalfHour, ...]]:
        """By local day; days that are closed are absent."""
        found: dict[date, tuple[HalfHour, ...]] = {}
        for each in self.half_hours:
            found[local_day(each.start)] = (*found.get(local_day(each.start), ()), each)
        return found


@dataclass(frozen=True, slots=True)
class StaffingPlan:
    """Puts forecast, formula and schedule side by side."""

    look_ahead: LookAhead
    schedule: Schedule
    hours: ChatHours
    clock: Clock

    def this_monday(self) -> date:
        """The Monday of the week it is."""
        today = local_day(self.clock.now())
        return today - timedelta(days=today.weekday())

    async def week(self, monday: date, wish: Wish) -> WeekPlan:
        """The week that begins on `monday`, under the conditions wished.

        Raises:
            RefusedError: a wish is out of its range.
        """
        outlook, planned = await self.look_ahead.latest(), await self.schedule.week(monday)
        measured = measured_conditions(
            outlook.times if outlook else talk_times((), 0, self.clock.now()), planned.members
        )
        asked = _wished(measured, wish)
        period = Period(monday, monday + SUNDAY)
        opened = open_half_hours(self.hours.hours(), period, always=self.hours.always)
        half_hours = tuple(_half_hours(opened, outlook, asked, planned, period))
        return WeekPlan(
            planned,
            outlook,
            measured,
            asked,
            half_hours,
            hours([each.need for each in half_hours if each.need]),
            hours([each.without_assistant for each in half_hours if each.without_assistant]),
        )


def measured_conditions(times: TalkTimes, members: Iterable[StaffMember]) -> Conditions:
    """As the record tells, or is assumed where it tells too little; at once as many as half the agents may hold."""
    capacities = [each.capacity for each in members if each.role is Role.AGENT]
    return Conditions(
        handling=_within(times.handling.value, HANDLING),
        patience=_within(times.patience.value, PATIENCE),
        first_words=_within(times.first_words.value, FIRST_WORDS),
        handed_off=times.handed_off.value,
        at_once=int(median(capacities)) if capacities else USUAL_CAPACITY,
    )


def _wished(measured: Conditions, wish: Wish) -> Conditions:
    return Conditions(
        handling=measured.handling if wish.handling is None else wish.handling,
        patience=measured.patience if wish.patience is None else wish.patience,
        first_words=measured.first_words if wish.first_words is None else wish.first_words,
        handed_off=measured.handed_off if wish.handed_off is None else wish.handed_off,
        at_once=measured.at_once if wish.at_once is None else wish.at_once,
    )


def _half_hours(
    opened: Iterable[datetime], outlook: Outlook | None, asked: Conditions, planned: PlannedWeek, period: Period
) -> Iterable[HalfHour]:
    there = planned.there
    expected = {each.start: each for each in outlook.between(period.start, period.end)} if outlook else {}
    for start in opened:
        agents, coming = there.agents(start), expected.get(start)
        if coming is None:
            yield HalfHour(start, agents, None, None)
        else:
            yield HalfHour(start, agents, need(coming, asked, agents), need(coming, asked.without_assistant, agents))


def _within(value: float, ends: tuple[float, float]) -> float:
    return min(max(value, ends[0]), ends[1])
