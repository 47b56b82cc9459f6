"""The conversations behind a figure, newest first, each with how it counts and why."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.catalogue import AreaId
from assistant.domain.contact import contacts_told
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ArticleId
from assistant.domain.measures import Dimension, MeasureName, Tally
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.names import EVERYTHING, UNKNOWN, CountName
from assistant.domain.measures.tally import total
from assistant.domain.measures.told import Told
from assistant.domain.measures.why import Counts, Why, how_it_counts, seconds_of, why
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Interval, Records
from assistant.ports.figures import ANY, Fitting, Found, Having, Looked, Place

Where = tuple[Dimension, str]
"""One value of one dimension."""
EVERYWHERE: Where = (Dimension.ALL, EVERYTHING)
ROWS_A_PAGE = 50
_READ_AT_ONCE = 100


_NEEDED = {
    MeasureName.SERVICE_LEVEL: Having.HANDOFF,
    MeasureName.SERVICE_LEVEL_ALL_ABANDONED: Having.HANDOFF,
    MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED: Having.HANDOFF,
    MeasureName.SPEED_OF_ANSWER: Having.HANDOFF,
    MeasureName.ABANDONMENT: Having.HANDOFF,
    MeasureName.SHORT_ABANDONS: Having.HANDOFF,
    MeasureName.HANDLING_TIME: Having.HANDOFF,
    MeasureName.WRAP_UP_TIME: Having.HANDOFF,
    MeasureName.OCCUPANCY: Having.HANDOFF,
    MeasureName.RESOLUTION_AGENT: Having.HANDOFF,
    MeasureName.RESOLUTION_CITIZEN: Having.SURVEY,
    MeasureName.SATISFACTION: Having.SURVEY,
    MeasureName.TREATMENT_INDEX: Having.SURVEY,
    MeasureName.PRECISION: Having.REVIEW,
}
"""What a conversation must have to count for or against."""
_RARELY = {
    MeasureName.SERVICE_LEVEL: Found.LATE,
    MeasureName.SERVICE_LEVEL_ALL_ABANDONED: Found.LATE,
    MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED: Found.LATE,
    MeasureName.ABANDONMENT: Found.UNANSWERED,
    MeasureName.SHORT_ABANDONS: Found.UNANSWERED,
    MeasureName.RESOLUTION_CITIZEN: Found.NOT_SOLVED,
    MeasureName.RESOLUTION_DURABLE: Found.NOT_LASTING,
    MeasureName.SATISFACTION: Found.NOT_CONTENT,
    MeasureName.PRECISION: Found.WRONG,
}
"""What one must have to count against, where nearly all count for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation behind a figure. `taken`: how long it took, in the span's unit, of figures of time."""

    told: Told
    counts: Counts
    why: Why
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, newest first. `cursor`: where the next page goes on; None after the last."""

    rows: tuple[Row, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure's conversations are wanted: of `period`, under `where`, and of them `only` those that count so."""

    measure: MeasureName
    period: Period
    where: Where = EVERYWHERE
    only: Counts | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """Counts each conversation as the figures do, so that the rows add up to the figure.

    For one page so many are `looked_at`, in two goes: where the first are not enough for it, so few count in the way
    asked for that most of the others will be needed. Where the database can tell of each whether it may count, more are
    `looked_through`; `most_read` are read whole. A page may hold fewer rows and still not be the last.
    """

    records: Records
    clock: Clock
    looked_at: Sequence[int] = (100, 500)
    looked_through: Sequence[int] = (400, 1_600)
    most_read: int = 600

    async def page(self, asked: Asked, cursor: str | None = None, limit: int = ROWS_A_PAGE) -> Page:
        """At most `limit` rows from the cursor on.

        Raises:
            RefusedError: the cursor is none of ours.
        """
        rows: list[Row] = []
        place = None if cursor is None else _place_of(cursor)
        told_of, read = await self._days_told(asked), 0
        for number in self.looked_through if _is_looked_through(asked) else self.looked_at:
            looked = await self._look(asked, place, number, told_of)
            for start in range(0, len(looked.places), _READ_AT_ONCE):
                some = looked.places[start : start + _READ_AT_ONCE]
                wanted, found = limit - len(rows), await self._rows(asked, some, told_of)
                rows += found[:wanted]
                if len(found) >= wanted:
                    return Page(tuple(rows), _cursor_of((rows[-1].told.opened_at, rows[-1].told.id)))
                read += len(some)
                if read >= self.most_read:
                    return Page(tuple(rows), _cursor_of(some[-1]))
            if looked.last is None:
                return Page(tuple(rows), None)
            place = looked.last
        return Page(tuple(rows), None if place is None else _cursor_of(place))

    async def _look(self, asked: Asked, place: Place | None, number: int, told_of: Container[date]) -> Looked:
        """What may count as asked for."""
        interval = Interval(asked.period.start, asked.period.end)
        async with self.records.reading() as unit:
            looked = await unit.figures.places(interval, place, number, _having(asked), _fitting(asked))
        if asked.measure is not MeasureName.CHAT_SHARE or asked.only is None:
            return looked
        days_counted = {Counts.FOR: True, Counts.LEFT_OUT: False}
        wanted = [each for each in looked.places if days_counted.get(asked.only) is (local_day(each[0]) in told_of)]
        return Looked(wanted, looked.last)

    async def _rows(self, asked: Asked, places: Sequence[Place], told_of: Container[date]) -> list[Row]:
        """Those there that count as asked for, newest first."""
        async with self.records.reading() as unit:
            found = await unit.figures.told_of([conversation for _, conversation in places])
        rows = (self._row(asked, told, told_of) for told in reversed(found))
        return [row for row in rows if row is not None]

    async def _days_told(self, asked: Asked) -> Container[date]:
        """The days whose other contacts are known, where chat's share of them is asked for."""
        if asked.measure is not MeasureName.CHAT_SHARE:
            return ()
        async with self.records.reading() as unit:
            return contacts_told(await unit.contact_volumes.by_day(asked.period.first, asked.period.last))

    def _row(self, asked: Asked, told: Told, told_of: Container[date]) -> Row | None:
        now = self.clock.now()
        tally = _added(told, asked, now)
        if tally is None:
            return None
        if asked.measure is MeasureName.CHAT_SHARE:
            tally = Tally({CountName.CHATS_TOLD: 1}) if local_day(told.opened_at) in told_of else Tally()
        counts = how_it_counts(asked.measure, tally)
        if asked.only not in {None, counts}:
            return None
        return Row(told, counts, why(asked.measure, told, counts, now), seconds_of(asked.measure, tally))


def _added(told: Told, asked: Asked, now: datetime) -> Tally | None:
    """What it adds to the period under the value; None where nothing of it lies there."""
    start, end = asked.period.start, asked.period.end
    parts = [part for part in tally_of(told, now) if start <= part.at < end and asked.where in part.keys]
    return total(part.tally for part in parts) if parts else None


def _having(asked: Asked) -> Having:
    """What those asked for have all in common: who is left out of a figure may have anything."""
    if asked.only in {None, Counts.LEFT_OUT}:
        return Having.ANYTHING
    return _NEEDED.get(asked.measure, Having.ANYTHING)


def _fitting(asked: Asked) -> Fitting:
    """What those asked for have besides, where few have it."""
    by, value = asked.where
    found = _RARELY.get(asked.measure) if asked.only is Counts.AGAINST else None
    return Fitting(
        found,
        AgentId(value) if by is Dimension.AGENT else None,
        ArticleId(value) if by is Dimension.ARTICLE else None,
        # What is of no area has nothing to be found by.
        AreaId(value) if by is Dimension.AREA and value != UNKNOWN else None,
    )


def _is_looked_through(asked: Asked) -> bool:
    """Whether it can be told of many at once that they do not count as asked for. Judged answers lie so far apart that
    no more are looked at than else.
    """
    by_day = asked.measure is MeasureName.CHAT_SHARE and asked.only is not None
    return (by_day or _fitting(asked) != ANY) and _having(asked) is not Having.REVIEW


def _cursor_of(place: Place) -> str:
    return f"{place[0].isoformat()}~{place[1]}"


def _place_of(cursor: str) -> Place:
    at, _, conversation = cursor.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise RefusedError("this page of the list is not there: begin from the first") from None
    if moment.tzinfo is None or not conversation:
        raise RefusedError("this page of the list is not there: begin from the first")
    return moment, ConversationId(conversation)


def counts_of(rows: Sequence[Row]) -> dict[Counts, int]:
    """How many rows count in each way."""
    return {way: sum(row.counts is way for row in rows) for way in Counts}
