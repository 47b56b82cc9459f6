"""What is kept as sums is what the record says: on every day, in every dimension, over the night the clocks change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistant.adapters.memory.clock import StandingClock
from assistant.domain.conversation import ConversationId
from assistant.domain.measures import Dimension, Grain, Tally
from assistant.domain.measures.names import CountName, SpanName
from assistant.domain.measures.rollup import BuiltDay, Rollup, StoredGrain
from assistant.domain.measures.tally import total
from assistant.domain.period import Period, local_day
from assistant.domain.staffing import Status
from assistant.ports.interval import Interval
from assistant.ports.records import Records
from assistant.services.check_sums import CheckSums
from assistant.services.contacts_told import ContactsTold
from assistant.services.count_straight import CountStraight
from assistant.services.figures import Figures
from assistant.services.keep_sums import KeepSums
from assistant.services.lay_out import LayOut
from assistant.services.read_sums import ReadSums
from assistant.services.today_sums import TodaySums
from tests.contract.records.busy_week import record
from tests.contract.records.sample_records import NOON
from tests.unit.domain.measures.material import Chance

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
AROUND = Period(date(2026, 9, 28), date(2026, 11, 2))
THEN = datetime(2026, 11, 2, 12, tzinfo=UTC)
OF_DAYS = tuple(grain for grain in Grain if grain is not Grain.HOUR)
DAY = Interval(NOON - timedelta(hours=12), NOON + timedelta(hours=12))
SHIFT = ((Status.AVAILABLE, 0), (Status.LUNCH, 4), (Status.AVAILABLE, 5), (Status.SIGNED_OUT, 19.5))
COUNTED = Tally({CountName.CONVERSATIONS: 3, CountName.WEIGHT_SQUARED: 10**24})


class PassingClock(StandingClock):
    """A second passes between two looks at it."""

    def now(self) -> datetime:
        self.move(timedelta(seconds=1))
        return super().now()


def figures(records: Records, clock: StandingClock, fresh_for: timedelta = timedelta(0)) -> Figures:
    today = TodaySums(records, clock, fresh_for)
    sums = ReadSums(records, clock, today, LayOut(records, clock, today))
    return Figures(records, clock, sums, ContactsTold(records, sums, clock))


async def kept_years(records: Records) -> Mapping[datetime, int]:
    async with records.reading() as unit:
        return await unit.rollups.conversations(StoredGrain.YEAR, Interval(YEAR.start, YEAR.end))


async def counted(records: Records, by: Dimension) -> Mapping[str, Tally]:
    sums = (await CountStraight(records).sums(AROUND, THEN)).days()
    keys = {key for of_day in sums.values() for key in of_day if key[0] is by}
    return {key[1]: total(of_day.get(key, Tally()) for of_day in sums.values()) for key in sorted(keys)}


async def test_sums_kept_are_those_of_the_record_in_every_dimension_and_grain(busy: Records) -> None:
    clock = StandingClock(THEN)
    straight = {by: await counted(busy, by) for by in Dimension}
    before = {grain: await figures(busy, clock).series_of_tallies(AROUND, grain) for grain in OF_DAYS}
    halves = await figures(busy, clock).half_hours(AROUND)
    assert await KeepSums(busy, clock).build(AROUND) == 35
    for by in Dimension:
        assert await figures(busy, clock).tally(AROUND, by) == straight[by]
    for grain in OF_DAYS:
        assert await figures(busy, clock).series_of_tallies(AROUND, grain) == before[grain]
    assert await figures(busy, clock).half_hours(AROUND) == halves
    assert straight[Dimension.ALL][""][CountName.ON_DUTY_SECONDS] > 0


ASKED = (CountName.CONVERSATIONS, CountName.TO_BOT, CountName.COVERED)


@pytest.mark.parametrize("built", [None, AROUND, OCTOBER, Period(date(2026, 10, 20), date(2026, 10, 24))])
async def test_the_few_counts_demand_needs_are_those_of_whole_tallies_whatever_is_kept(
    busy: Records, built: Period | None
) -> None:
    reading = figures(busy, StandingClock(THEN))
    if built is not None:
        await KeepSums(busy, StandingClock(THEN)).build(built)
    for by in (Dimension.ALL, Dimension.AREA, Dimension.ARTICLE):
        whole = await reading.tally(AROUND, by)
        alone = {one: tally.only(ASKED[:1]) for one, tally in whole.items()}
        assert await reading.totals(AROUND, by, ASKED[:1]) == alone
        assert await reading.totals(AROUND, by, ASKED) == {one: tally.only(ASKED) for one, tally in whole.items()}
        first = next(iter(whole))
        assert await reading.totals(AROUND, by, ASKED, [first, "nothing"]) == {first: whole[first].only(ASKED)}
        for grain in OF_DAYS:
            drawn = await reading.conversations_over_time(AROUND, grain, by)
            for one, tally in whole.items():
                series = await reading.series_of_tallies(AROUND, grain, (by, one))
                assert [(day, numbers.get(one, 0)) for day, numbers in drawn.items()] == [
                    (day, each[CountName.CONVERSATIONS]) for day, each in series
                ]
                assert sum(numbers.get(one, 0) for numbers in drawn.values()) == tally[CountName.CONVERSATIONS]
    assert await reading.conversations(AROUND) == (await reading.tally(AROUND))[""][CountName.CONVERSATIONS] > 0


async def told_by(reading: Figures) -> tuple[object, ...]:
    """The same days in each of the ways that they can be asked for."""
    return (
        await reading.tally(AROUND),
        await reading.tally(AROUND, Dimension.AREA),
        await reading.totals(AROUND, Dimension.ARTICLE, ASKED),
        [await reading.series_of_tallies(AROUND, grain) for grain in OF_DAYS],
        [await reading.conversations_over_time(AROUND, grain, Dimension.AREA) for grain in OF_DAYS],
        await reading.half_hours(AROUND),
        await reading.sums.conversations(AROUND),
    )


async def test_a_layout_tells_all_days_for_as_long_as_it_is_used_whatever_is_kept_meanwhile(busy: Records) -> None:
    clock = StandingClock(THEN)
    today = TodaySums(busy, clock, timedelta(0))
    sums = ReadSums(busy, clock, today, LayOut(busy, clock, today, timedelta(seconds=2)))
    reading = Figures(busy, clock, sums, ContactsTold(busy, sums, clock))
    straight = await told_by(reading)
    for built in (Period(date(2026, 10, 20), date(2026, 10, 24)), OCTOBER, AROUND):
        await KeepSums(busy, clock).build(built)
        for _ in ("as laid before", "as laid since"):
            assert await told_by(reading) == straight
            clock.move(timedelta(seconds=2))


async def test_a_month_that_is_kept_without_its_days_leaves_none_of_them_out(busy: Records) -> None:
    clock = StandingClock(THEN)
    straight = await told_by(figures(busy, clock))
    await KeepSums(busy, clock).build(AROUND)
    some = date(2026, 10, 22)
    async with busy.unit() as unit:
        # As if it were not over when it was counted, which its month then was.
        await unit.rollups.mark(BuiltDay(some, Period(some, some).start))
    assert await told_by(figures(busy, clock)) == straight


async def test_the_check_finds_kept_sums_equal_until_the_record_moves(busy: Records) -> None:
    clock = StandingClock(THEN)
    await KeepSums(busy, clock).build(OCTOBER)
    check = CheckSums(busy, clock)
    assert {each.equal async for each in check.days(OCTOBER)} == {True}
    longer = [(each.grain, each.first, each.equal) async for each in check.longer(OCTOBER)]
    mondays = [date(2026, 10, day) for day in (5, 12, 19)]
    assert longer == [*((StoredGrain.WEEK, day, True) for day in mondays), (StoredGrain.MONTH, OCTOBER.first, True)]
    told = replace(Chance(3).conversations(40)[0], id=ConversationId("late"), handoffs=())
    async with busy.unit() as unit:
        await record(unit, told)
    differing = [each async for each in check.days(OCTOBER) if not each.equal]
    assert len(differing) == 1
    await KeepSums(busy, clock).build(Period(differing[0].first, differing[0].first))
    assert {each.equal async for each in check.days(OCTOBER)} == {True}
    assert {each.equal async for each in check.longer(OCTOBER)} == {True}


NEW_YEAR = StandingClock(datetime(2026, 1, 1, 12, tzinfo=UTC))
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
FIRST_DAY = date(2025, 3, 2)
"""Of the oldest conversation that a record here has."""


@pytest.fixture
async def new(records: Records) -> Records:
    """A service that began in spring: a conversation every fourth day late in its first year."""
    opened = [datetime(2025, 11, 27, 12, tzinfo=UTC) + timedelta(days=4 * number) for number in range(8)]
    async with records.unit() as unit:
        for at, told in zip(opened, Chance(3).conversations(40), strict=False):
            await record(unit, replace(told, handoffs=(), reviews=(), opened_at=at))
    return records


async def test_a_year_is_read_from_its_own_sum_and_summed_anew_with_its_days(new: Records) -> None:
    straight = {by: await figures(new, NEW_YEAR).tally(YEAR, by) for by in Dimension}
    number = straight[Dimension.ALL][""][CountName.CONVERSATIONS]
    keep = KeepSums(new, NEW_YEAR)
    await keep.build(Period(FIRST_DAY, YEAR.last))
    for by in Dimension:
        assert await figures(new, NEW_YEAR).tally(YEAR, by) == straight[by]
    assert await kept_years(new) == {YEAR.start: number}
    day = Period(date(2025, 12, 24), date(2025, 12, 24))
    late = replace(Chance(3).conversations(40)[-1], id=ConversationId("late"), handoffs=(), reviews=())
    async with new.unit() as unit:
        await record(unit, replace(late, opened_at=day.start))
    await keep.build(day)
    assert await kept_years(new) == {YEAR.start: number + 1}
    checked = [(each.grain, each.equal) async for each in CheckSums(new, NEW_YEAR).longer(YEAR)]
    months_and_years = [(StoredGrain.MONTH, True)] * 10 + [(StoredGrain.YEAR, True)]
    assert checked == [(StoredGrain.WEEK, True)] * 44 + months_and_years


async def test_a_year_that_nobody_has_summed_is_summed_at_the_next_look(new: Records) -> None:
    keep = KeepSums(new, NEW_YEAR)
    await keep.build(Period(FIRST_DAY, YEAR.last))
    kept = await kept_years(new)
    async with new.unit() as unit:
        await unit.rollups.replace(StoredGrain.YEAR, Interval(YEAR.start, YEAR.end), [])
    assert await keep.look() == 0
    assert await kept_years(new) == kept != {}


async def test_today_is_read_as_it_was_kept_for_as_long_as_is_allowed_and_then_counted(busy: Records) -> None:
    evening = datetime(2026, 10, 23, 18, tzinfo=UTC)
    today = Period(evening.date(), evening.date())
    await KeepSums(busy, StandingClock(evening)).look()
    late = replace(Chance(3).conversations(40)[0], id=ConversationId("late"), handoffs=(), opened_at=evening)
    async with busy.unit() as unit:
        await record(unit, late)
    (straight,) = (await figures(busy, StandingClock(evening)).tally(today)).values()
    soon, later = (StandingClock(evening + timedelta(seconds=seconds)) for seconds in (9, 11))
    shared = [figures(busy, clock, fresh_for=timedelta(seconds=10)) for clock in (soon, later)]
    (kept,), (counted_again,) = [(await each.tally(today)).values() for each in shared]
    assert kept[CountName.CONVERSATIONS] == straight[CountName.CONVERSATIONS] - 1
    assert counted_again[CountName.CONVERSATIONS] == straight[CountName.CONVERSATIONS]
    next_day = StandingClock(today.end + timedelta(seconds=1))
    (over,) = (await figures(busy, next_day, fresh_for=timedelta(days=1)).tally(today)).values()
    assert over[CountName.CONVERSATIONS] == straight[CountName.CONVERSATIONS]
    assert today.first in await KeepSums(busy, next_day).due()


async def test_today_is_left_alone_for_ten_times_as_long_as_it_took_to_count(records: Records) -> None:
    evening = datetime.combine(FIRST_DAY, time(18), UTC)
    clock, today = PassingClock(evening), local_day(evening)
    keep, built = KeepSums(records, clock), []
    for wait in (0, 1, 15):
        clock.move(timedelta(seconds=wait))
        await keep.look()
        async with records.reading() as unit:
            built.append((await unit.rollups.built(today, today))[today].built_at)
    assert built[0] == built[1] < built[2]


async def test_a_frozen_day_is_never_counted_anew(busy: Records) -> None:
    clock = StandingClock(THEN)
    keep = KeepSums(busy, clock)
    await keep.build(OCTOBER)
    friday = Period(date(2026, 10, 23), date(2026, 10, 23))
    before = await figures(busy, clock).tally(friday)
    async with busy.unit() as unit:
        await keep.freeze(unit, friday.first)
        late = replace(Chance(3).conversations(40)[0], id=ConversationId("late"), handoffs=())
        await record(unit, replace(late, opened_at=friday.start))
    assert await keep.build(friday) == 0
    assert await figures(busy, clock).tally(friday) == before
    assert [each.equal async for each in CheckSums(busy, clock).days(friday)] == [None]


async def test_sums_read_back_as_they_were_kept_and_are_replaced_as_a_whole(records: Records) -> None:
    one, other = (Rollup(DAY.start, Dimension.AREA, value, COUNTED) for value in ("forskola", "skola"))
    whole = Rollup(DAY.start, Dimension.ALL, "", COUNTED + COUNTED)
    async with records.unit() as unit:
        await unit.rollups.replace(StoredGrain.DAY, DAY, [whole, one, other])
        await unit.rollups.replace(StoredGrain.MONTH, DAY, [whole])
    async with records.reading() as unit:
        assert list(await unit.rollups.of(StoredGrain.DAY, DAY, Dimension.AREA)) == [one, other]
        assert list(await unit.rollups.of(StoredGrain.DAY, DAY, Dimension.AREA, "skola")) == [other]
        assert list(await unit.rollups.every(StoredGrain.DAY, DAY)) == [whole, one, other]
        assert await unit.rollups.conversations(StoredGrain.DAY, DAY) == {DAY.start: 6}
        under = await unit.rollups.conversations_under(StoredGrain.DAY, DAY, Dimension.AREA)
        assert under == {DAY.start: {"forskola": 3, "skola": 3}}
        assert await unit.rollups.numbers([(StoredGrain.DAY, DAY)], Dimension.AREA) == {"forskola": 3, "skola": 3}
        long = await unit.rollups.long([StoredGrain.MONTH, StoredGrain.YEAR], DAY)
        assert long == {StoredGrain.MONTH: {DAY.start}, StoredGrain.YEAR: set()}
    async with records.unit() as unit:
        await unit.rollups.replace(StoredGrain.DAY, DAY, [other])
    async with records.reading() as unit:
        assert list(await unit.rollups.every(StoredGrain.DAY, DAY)) == [other]
        assert list(await unit.rollups.every(StoredGrain.MONTH, DAY)) == [whole]
        assert list(await unit.rollups.every(StoredGrain.DAY, Interval(DAY.end, DAY.end + timedelta(days=1)))) == []


async def test_kept_sums_are_added_by_value_over_several_stretches(records: Records) -> None:
    waits = Tally({CountName.ASKED: 2}, {SpanName.WAITED: {5: 1, 90: 1}})
    days = [DAY, Interval(DAY.end, DAY.end + timedelta(days=1)), Interval(DAY.end + timedelta(days=7), THEN)]
    kept = [Rollup(day.start, Dimension.AREA, value, waits) for day in days for value in ("forskola", "skola")]
    async with records.unit() as unit:
        await unit.rollups.replace(StoredGrain.DAY, Interval(DAY.start, THEN), [*kept[:-1]])
    async with records.reading() as unit:
        first, *_ = stretches = [(StoredGrain.DAY, day) for day in days]
        found = await unit.rollups.together([first, stretches[2]], Dimension.AREA)
        assert found == {"forskola": waits + waits, "skola": waits}
        assert list(found) == ["forskola", "skola"]
        assert found["forskola"].histogram(SpanName.WAITED) == {5: 2, 90: 2}
        assert found["forskola"].histogram(SpanName.HANDLING) == {}
        assert await unit.rollups.together(stretches, Dimension.AREA, ["skola"]) == {"skola": waits + waits}
        assert await unit.rollups.together([], Dimension.AREA) == {}


async def test_of_a_day_it_is_known_that_it_is_kept_since_when_and_whether_it_is_frozen(records: Records) -> None:
    kept = BuiltDay(date(2026, 3, 2), NOON)
    async with records.unit() as unit:
        for each in (kept, replace(kept, day=date(2026, 3, 3)), replace(kept, frozen=True)):
            await unit.rollups.mark(each)
    async with records.reading() as unit:
        found = await unit.rollups.built(date(2026, 3, 1), date(2026, 3, 2))
    assert found == {date(2026, 3, 2): replace(kept, frozen=True)}
