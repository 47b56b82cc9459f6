"""The figures of any period, split by any dimension, over time, and the conversations behind each.

Every figure is a pure function of a tally (`domain/measures`), and tallies are sums over local days.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from assistant.domain.errors import RefusedError
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName, Reading, Tally, counts_of
from assistant.domain.measures.left_out import counts_beside
from assistant.domain.measures.names import EVERYTHING, CountName
from assistant.domain.measures.reading import reading_of_share
from assistant.domain.measures.rollup import StoredGrain
from assistant.domain.measures.summing import first_of
from assistant.domain.measures.tally import total
from assistant.domain.period import LOCAL, Period
from assistant.domain.share import Share
from assistant.ports import Clock, Interval, Records
from assistant.services.behind import EVERYWHERE, ROWS_A_PAGE, Asked, Behind, Page, Where
from assistant.services.contacts_told import ContactsTold
from assistant.services.read_sums import ReadSums

_KEPT_AS = {Grain.WEEK: StoredGrain.WEEK, Grain.MONTH: StoredGrain.MONTH, Grain.QUARTER: StoredGrain.MONTH}
"""From which sums a series is made, besides days."""


@dataclass(frozen=True, slots=True, eq=False)
class Readings(Mapping[MeasureName, Reading]):
    """The figures of a tally, each read when it is asked for: a page of one figure reads but that one of each part.

    `everything`: the tally of all, where the figures are of one reason for a handoff.
    """

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


@dataclass(frozen=True, slots=True)
class Figures:
    """Reads figures. Periods are of local days; what is still to come has nothing in it."""

    records: Records
    clock: Clock
    sums: ReadSums
    contacts: ContactsTold

    async def readings(
        self,
        period: Period,
        by: Dimension = Dimension.ALL,
        value: str | None = None,
        *,
        alone: MeasureName | None = None,
    ) -> Mapping[str, Readings]:
        """Every figure, under each value of the dimension that occurs, or under the one asked for, occurring or not.

        `alone`: the one that will be looked at, with whom it leaves out, where that is known. Chat's share has no cases
        beside another: other channels' contacts are not read then.
        """
        names = () if alone is None else counts_of(alone) | counts_beside(alone)
        tallies = await self.tally(period, by, value, contacts=alone in {None, MeasureName.CHAT_SHARE}, names=names)
        everything = (await self.tally(period, contacts=False))[EVERYTHING] if by is Dimension.REASON else None
        return {each: Readings(tally, everything) for each, tally in tallies.items()}

    async def tally(
        self,
        period: Period,
        by: Dimension = Dimension.ALL,
        value: str | None = None,
        *,
        contacts: bool = True,
        names: Collection[CountName] = (),
    ) -> Mapping[str, Tally]:
        """The sums under each value of the dimension that occurs, in order, or under the one asked for, occurring or
        not; under `ALL` always the one. Chat's share alone wants the contacts. `names`: the counts that will be asked
        for, where that is known.
        """
        wanted = EVERYTHING if by is Dimension.ALL else value
        sums = await self.sums.together(period, by, wanted, names)
        if wanted is None:
            return sums
        found = sums.get(wanted, Tally())
        if by is Dimension.ALL and contacts:
            found = total((found, await self.contacts.together(period)))
        return {wanted: found}

    async def series(
        self, measure: MeasureName, period: Period, grain: Grain, where: Where | None = None
    ) -> list[tuple[date, Reading]]:
        """Of each stretch of the grain that the period touches, its first day and the figure of what lies in both; of
        hours their first moment (aware, UTC), and only of the time of day in which something was.

        Raises RefusedError of hours of a part, or of chat's share: they are not known by the hour.
        """
        if grain is Grain.HOUR:
            tallies: list[tuple[date, Tally]] = await self._hours(measure, period, where or EVERYWHERE)
        elif measure is MeasureName.CHAT_SHARE:
            tallies = _stretched(period, grain, await self._contacts_where(period, where or EVERYWHERE))
        else:
            names = counts_of(measure)
            tallies = await self.series_of_tallies(period, grain, where, contacts=False, names=names)
        return [(first, MEASURES[measure].read(tally)) for first, tally in tallies]

    async def series_of_tallies(
        self,
        period: Period,
        grain: Grain,
        where: Where | None = None,
        *,
        contacts: bool = True,
        names: Collection[CountName] = (),
    ) -> list[tuple[date, Tally]]:
        """As `series`, for whoever reads several figures of each stretch. `contacts` and `names`: as in `tally`."""
        where = where or EVERYWHERE
        pieces = await self.sums.pieces(period, where, _KEPT_AS.get(grain, StoredGrain.DAY), names)
        by_day = await self._contacts_where(period, where) if contacts else {}
        return _stretched(period, grain, pieces, by_day)

    async def _hours(self, measure: MeasureName, period: Period, where: Where) -> list[tuple[date, Tally]]:
        if where[0] is not Dimension.ALL or measure is MeasureName.CHAT_SHARE:
            raise RefusedError("only the whole, and not chat's share, is known by the hour")
        found: dict[datetime, list[Tally]] = {}
        for start, tally in (await self.half_hours(period)).items():
            found.setdefault(start.replace(minute=0), []).append(tally)
        times = {start.astimezone(LOCAL).hour for start in found}
        begun = takewhile(lambda hour: hour <= self.clock.now(), _hours_of(period)) if times else ()
        within = (hour for hour in begun if min(times) <= hour.astimezone(LOCAL).hour <= max(times))
        return [(hour, total(found.get(hour, ()))) for hour in within]

    async def conversations(self, period: Period) -> int:
        """How many conversations the period had."""
        every = await self.sums.totals(period, Dimension.ALL, (CountName.CONVERSATIONS,))
        return every.get(EVERYTHING, Tally())[CountName.CONVERSATIONS]

    async def totals(
        self, period: Period, by: Dimension, names: Sequence[CountName], values: Collection[str] | None = None
    ) -> Mapping[str, Tally]:
        """As `tally`, but of the counts named alone, and of the values given: for whoever reads little of many."""
        return await self.sums.totals(period, by, names, values)

    async def conversations_over_time(
        self, period: Period, grain: Grain, by: Dimension, values: Collection[str] | None = None
    ) -> Mapping[date, Mapping[str, int]]:
        """Of each stretch of the grain that the period touches, by its first day, how many conversations were under
        each value of the dimension, or each of those given, that occurs in it.
        """
        stretches = {first_of(grain, day): Counter[str]() for day in period.days()}
        longest = _KEPT_AS.get(grain, StoredGrain.DAY)
        for first, numbers in (await self.sums.conversations_under(period, by, values, longest)).items():
            stretches[first_of(grain, first)].update(numbers)
        return stretches

    async def half_hours(self, period: Period) -> Mapping[datetime, Tally]:
        """The sums of each half hour (aware, UTC) of the period in which something was, in order."""
        return await self.sums.half_hours(period)

    async def outcomes(self, period: Period) -> Mapping[str, int]:
        """How many turns ended in each outcome. Counted from the record, not from sums: dear of a long period."""
        async with self.records.reading() as unit:
            return await unit.turns.outcomes(Interval(period.start, period.end))

    async def behind(self, asked: Asked, cursor: str | None = None, limit: int = ROWS_A_PAGE) -> Page:
        """The conversations behind a figure, newest first. Raises RefusedError where the cursor is none of ours."""
        return await Behind(self.records, self.clock).page(asked, cursor, limit)

    async def _contacts_where(self, period: Period, where: Where) -> Mapping[date, Tally]:
        """Of a part nothing, since other channels' contacts are not told apart."""
        return await self.contacts.by_day(period) if where[0] is Dimension.ALL else {}


def _hours_of(period: Period) -> Iterator[datetime]:
    hour = period.start
    while hour < period.end:
        yield hour
        hour += timedelta(hours=1)


def _stretched(period: Period, grain: Grain, *pieces: Mapping[date, Tally]) -> list[tuple[date, Tally]]:
    """Each stretch of the grain that the period touches, by its first day, with the sum of what begins in it."""
    stretches: dict[date, list[Tally]] = {first_of(grain, day): [] for day in period.days()}
    for each in pieces:
        for first, tally in each.items():
            stretches[first_of(grain, first)].append(tally)
    return [(first, total(tallies)) for first, tallies in stretches.items()]
