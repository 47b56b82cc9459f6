"""Sums kept for the figures, in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.measures.names import CountName, Dimension
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.measures.tally import Tally, total
from assistant.ports.interval import Interval
from assistant.ports.rollups import Stretches


class MemoryRollups:
    """Implements `Rollups`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def hold(self) -> None:
        """A unit in memory has all of the record for itself."""

    async def replace(self, grain: StoredGrain, interval: Interval, sums: Sequence[Rollup]) -> None:
        kept = self._recorded.rollups
        for key in [key for key in kept if key[0] is grain and interval.start <= key[3] < interval.end]:
            del kept[key]
        for each in sums:
            kept[grain, each.dimension, each.value, each.start] = each

    async def of(
        self,
        grain: StoredGrain,
        interval: Interval,
        dimension: Dimension,
        value: str | None = None,
        names: Collection[CountName] = (),  # noqa: ARG002 - nothing here is read as it is asked for
    ) -> Sequence[Rollup]:
        every = await self.every(grain, interval)
        return [each for each in every if each.dimension is dimension and value in {None, each.value}]

    async def together(
        self,
        stretches: Stretches,
        dimension: Dimension,
        values: Collection[str] | None = None,
        names: Collection[CountName] = (),  # noqa: ARG002
    ) -> Mapping[str, Tally]:
        by_value: dict[str, list[Tally]] = {}
        for grain, interval in stretches:
            for each in await self.of(grain, interval, dimension):
                if values is None or each.value in values:
                    by_value.setdefault(each.value, []).append(each.tally)
        return {one: total(by_value[one]) for one in sorted(by_value)}

    async def numbers(self, stretches: Stretches, dimension: Dimension) -> Mapping[str, int]:
        found = await self.together(stretches, dimension)
        return {one: tally[CountName.CONVERSATIONS] for one, tally in found.items()}

    async def every(self, grain: StoredGrain, interval: Interval) -> Sequence[Rollup]:
        kept = sorted((key, each) for key, each in self._recorded.rollups.items() if key[0] is grain)
        return [each for _, each in kept if interval.start <= each.start < interval.end]

    async def conversations(self, grain: StoredGrain, interval: Interval) -> Mapping[datetime, int]:
        found = await self.of(grain, interval, Dimension.ALL)
        return {each.start: each.tally[CountName.CONVERSATIONS] for each in found}

    async def long(
        self, grains: Collection[StoredGrain], interval: Interval
    ) -> Mapping[StoredGrain, Collection[datetime]]:
        return {grain: {*await self.conversations(grain, interval)} for grain in grains}

    async def conversations_under(
        self, grain: StoredGrain, interval: Interval, dimension: Dimension, values: Collection[str] | None = None
    ) -> Mapping[datetime, Mapping[str, int]]:
        found: dict[datetime, dict[str, int]] = {}
        for each in await self.of(grain, interval, dimension):
            if values is None or each.value in values:
                found.setdefault(each.start, {})[each.value] = each.tally[CountName.CONVERSATIONS]
        return found

    async def built(self, first: date, last: date) -> Mapping[date, BuiltDay]:
        return {day: each for day, each in self._recorded.built_days.items() if first <= day <= last}

    async def mark(self, built: BuiltDay) -> None:
        self._recorded.built_days[built.day] = built
