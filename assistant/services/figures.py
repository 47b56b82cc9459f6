"""The figures of any period, split by any dimension, over time, and the conversations behind each.

Every figure is a pure function of a tally (`domain/measures`), and tallies are sums over local days.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.contact import days_told
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName, Reading, Tally
from assistant.domain.measures.names import EVERYTHING, CountName
from assistant.domain.measures.reading import reading_of_share
from assistant.domain.measures.summing import first_of
from assistant.domain.measures.tally import total
from assistant.domain.period import Period
from assistant.domain.share import Share
from assistant.ports import Clock, Records
from assistant.services.behind import EVERYWHERE, ROWS_A_PAGE, Asked, Behind, Page, Where
from assistant.services.count_straight import CountStraight

Readings = Mapping[MeasureName, Reading]


@dataclass(frozen=True, slots=True)
class Figures:
    """Reads figures. Periods are of local days; what is still to come has nothing in it."""

    records: Records
    clock: Clock

    async def readings(
        self, period: Period, by: Dimension = Dimension.ALL, value: str | None = None
    ) -> Mapping[str, Readings]:
        """Every figure, under each value of the dimension that occurs, or under the one asked for, occurring or not."""
        tallies = await self.tally(period, by)
        wanted = tallies if value is None else {value: tallies.get(value, Tally())}
        everything = await self._everything(period, by)
        return {each: _read(tally, by, everything) for each, tally in wanted.items()}

    async def tally(self, period: Period, by: Dimension = Dimension.ALL) -> Mapping[str, Tally]:
        """The sums under each value of the dimension that occurs, in order; under `ALL` always the one."""
        by_value: dict[str, list[Tally]] = defaultdict(list)
        if by is Dimension.ALL:
            by_value[EVERYTHING].append(await self._contacts(period))
        for sums in (await self._days(period, by)).values():
            for value, tally in sums.items():
                by_value[value].append(tally)
        return {value: total(by_value[value]) for value in sorted(by_value)}

    async def series(
        self, measure: MeasureName, period: Period, grain: Grain, where: Where | None = None
    ) -> list[tuple[date, Reading]]:
        """Of each stretch of the grain that the period touches, its first day and the figure of what lies in both."""
        tallies = await self.series_of_tallies(period, grain, where)
        return [(first, MEASURES[measure].read(tally)) for first, tally in tallies]

    async def series_of_tallies(
        self, period: Period, grain: Grain, where: Where | None = None
    ) -> list[tuple[date, Tally]]:
        """As `series`, for whoever reads several figures of each stretch."""
        by, value = where or EVERYWHERE
        days = await self._days(period, by)
        contacts = await self._contacts_by_day(period) if by is Dimension.ALL else {}
        stretches: dict[date, list[Tally]] = {}
        for day in period.days():
            of_stretch = stretches.setdefault(first_of(grain, day), [])
            of_stretch += [days.get(day, {}).get(value, Tally()), contacts.get(day, Tally())]
        return [(first, total(tallies)) for first, tallies in stretches.items()]

    async def half_hours(self, period: Period) -> Mapping[datetime, Tally]:
        """The sums of each half hour (aware, UTC) of the period in which something was, in order."""
        sums = await CountStraight(self.records).sums(period, self.clock.now())
        return sums.half_hours()

    async def behind(self, asked: Asked, cursor: str | None = None, limit: int = ROWS_A_PAGE) -> Page:
        """The conversations behind a figure, newest first. Raises RefusedError where the cursor is none of ours."""
        return await Behind(self.records, self.clock).page(asked, cursor, limit)

    async def _days(self, period: Period, by: Dimension) -> Mapping[date, Mapping[str, Tally]]:
        """The sums of each day under each value of the dimension."""
        sums = await CountStraight(self.records).sums(period, self.clock.now())
        return {
            day: {value: tally for (dimension, value), tally in of_day.items() if dimension is by}
            for day, of_day in sums.days().items()
        }

    async def _everything(self, period: Period, by: Dimension) -> Tally:
        """The whole that rates by reason are of."""
        return (await self.tally(period))[EVERYTHING] if by is Dimension.REASON else Tally()

    async def _contacts(self, period: Period) -> Tally:
        return total((await self._contacts_by_day(period)).values())

    async def _contacts_by_day(self, period: Period) -> Mapping[date, Tally]:
        """Chats and other contacts of the days for which the others are told. Read anew each time: numbers for days
        long past are entered late, and there are few.
        """
        async with self.records.reading() as unit:
            volumes = await unit.contact_volumes.between(period.first, period.last)
        if not volumes:
            return {}
        chats = await self._chats(period)
        known = days_told(volumes)
        elsewhere = {day: sum(each.contacts for each in volumes if each.day == day) for day in known}
        return {day: _contact_tally(chats.get(day, 0), elsewhere[day]) for day in known}

    async def _chats(self, period: Period) -> Mapping[date, int]:
        days = await self._days(period, Dimension.ALL)
        return {day: sums.get(EVERYTHING, Tally())[CountName.CONVERSATIONS] for day, sums in days.items()}


def _contact_tally(chats: int, elsewhere: int) -> Tally:
    counted = {CountName.CHATS_TOLD: chats, CountName.CONTACTS_ELSEWHERE: elsewhere}
    return Tally({name: number for name, number in counted.items() if number})


def _read(tally: Tally, by: Dimension, everything: Tally) -> Readings:
    found = {name: measure.read(tally) for name, measure in MEASURES.items()}
    if by is Dimension.REASON:
        # Of those handed off for a reason all were handed off: the rate of the reason is of all conversations.
        share = Share(tally[CountName.HANDED_OFF], everything[CountName.CONVERSATIONS])
        found[MeasureName.HANDOFF_RATE] = reading_of_share(share)
    return found
