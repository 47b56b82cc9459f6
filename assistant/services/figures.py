"""The figures of any period, split by any dimension, over time, and the conversations behind each.

Every figure is a pure function of a tally (`domain/measures`), and tallies are sums over local days.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
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
from assistant.services.read_sums import ReadSums

Readings = Mapping[MeasureName, Reading]


@dataclass(frozen=True, slots=True)
class Figures:
    """Reads figures. Periods are of local days; what is still to come has nothing in it."""

    records: Records
    clock: Clock
    sums: ReadSums

    async def readings(
        self, period: Period, by: Dimension = Dimension.ALL, value: str | None = None
    ) -> Mapping[str, Readings]:
        """Every figure, under each value of the dimension that occurs, or under the one asked for, occurring or not."""
        tallies = await self.tally(period, by, value)
        everything = (await self.tally(period))[EVERYTHING] if by is Dimension.REASON else None
        return {each: _Read(tally, everything) for each, tally in tallies.items()}

    async def tally(
        self, period: Period, by: Dimension = Dimension.ALL, value: str | None = None
    ) -> Mapping[str, Tally]:
        """The sums under each value of the dimension that occurs, in order, or under the one asked for, occurring or
        not; under `ALL` always the one.
        """
        wanted = EVERYTHING if by is Dimension.ALL else value
        by_value: dict[str, list[Tally]] = defaultdict(list, {} if wanted is None else {wanted: []})
        for sums in (await self.sums.pieces(period, by, wanted, months=True)).values():
            for one, tally in sums.items():
                by_value[one].append(tally)
        if by is Dimension.ALL:
            by_value[EVERYTHING] += (await self._contacts_by_day(period)).values()
        return {one: total(by_value[one]) for one in sorted(by_value)}

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
        pieces = await self.sums.pieces(period, by, value, months=grain in {Grain.MONTH, Grain.QUARTER})
        contacts = await self._contacts_by_day(period) if by is Dimension.ALL else {}
        stretches: dict[date, list[Tally]] = {first_of(grain, day): [] for day in period.days()}
        for first, sums in pieces.items():
            stretches[first_of(grain, first)].append(sums.get(value, Tally()))
        for day, tally in contacts.items():
            stretches[first_of(grain, day)].append(tally)
        return [(first, total(tallies)) for first, tallies in stretches.items()]

    async def half_hours(self, period: Period) -> Mapping[datetime, Tally]:
        """The sums of each half hour (aware, UTC) of the period in which something was, in order."""
        return await self.sums.half_hours(period)

    async def behind(self, asked: Asked, cursor: str | None = None, limit: int = ROWS_A_PAGE) -> Page:
        """The conversations behind a figure, newest first. Raises RefusedError where the cursor is none of ours."""
        return await Behind(self.records, self.clock).page(asked, cursor, limit)

    async def _contacts_by_day(self, period: Period) -> Mapping[date, Tally]:
        """Chats and other contacts of the days for which the others are told. Read anew each time: numbers for days
        long past are entered late, and there are few.
        """
        async with self.records.reading() as unit:
            volumes = await unit.contact_volumes.between(period.first, period.last)
        if not volumes:
            return {}
        chats, elsewhere = await self.sums.conversations(period), Counter[date]()
        for volume in volumes:
            elsewhere[volume.day] += volume.contacts
        return {day: _contact_tally(chats.get(day, 0), elsewhere[day]) for day in sorted(days_told(volumes))}


def _contact_tally(chats: int, elsewhere: int) -> Tally:
    counted = {CountName.CHATS_TOLD: chats, CountName.CONTACTS_ELSEWHERE: elsewhere}
    return Tally({name: number for name, number in counted.items() if number})


@dataclass(frozen=True, slots=True, eq=False)
class _Read(Mapping[MeasureName, Reading]):
    """The figures of a tally, each read when it is asked for: a page of one figure reads but that one of each part."""

    tally: Tally
    everything: Tally | None = None

    def __getitem__(self, name: MeasureName) -> Reading:
        if self.everything is not None and name is MeasureName.HANDOFF_RATE:
            # Of those handed off for a reason all were handed off: the rate of the reason is of all conversations.
            return reading_of_share(Share(self.tally[CountName.HANDED_OFF], self.everything[CountName.CONVERSATIONS]))
        return MEASURES[name].read(self.tally)

    def __iter__(self) -> Iterator[MeasureName]:
        return iter(MEASURES)

    def __len__(self) -> int:
        return len(MEASURES)
