"""A table read by its layout: what it tells of contacts, and what is wrong with it, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from assistant.domain.contact import Channel
from assistant.domain.contact_fault import MOST_CONTACTS, Fault, FaultError, FaultKind, RowFault
from assistant.domain.contact_interval import LENGTHS, MINUTES_A_DAY, IntervalVolume, by_day, overlapping
from assistant.domain.period import LOCAL
from assistant.domain.sheet import Row, Sheet
from assistant.domain.sheet_guess import is_total
from assistant.domain.sheet_layout import Layout, Role
from assistant.domain.written_numbers import EMPTY, whole_number
from assistant.domain.written_times import Clock, read_clock, read_day, read_moment

TWICE_FROM, TWICE_TO = 120, 180
"""Minutes after midnight of the hour that comes twice when summer time ends (Directive 2000/84/EC: 01.00 UTC)."""


class Told(NamedTuple):
    """One number as understood. `name`: what the table calls its channel or column."""

    line: int
    name: str
    volume: IntervalVolume


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a table as understood. `passed_over`: rows that sum up others, or stand between. `faults` by line."""

    told: tuple[Told, ...]
    faults: tuple[RowFault, ...]
    passed_over: int

    @property
    def volumes(self) -> tuple[IntervalVolume, ...]:
        """The intervals; what several queues or columns tell of one channel is summed."""
        sums: dict[tuple[date, Channel, int, int], int] = {}
        for each in self.told:
            volume = each.volume
            key = (volume.day, volume.channel, volume.begins, volume.minutes)
            sums[key] = sums.get(key, 0) + volume.contacts
        return tuple(IntervalVolume(*key, contacts) for key, contacts in sums.items())


@dataclass(slots=True)
class _Reader:
    """Goes through the rows, and remembers the day above: exports leave it out where it is the same."""

    layout: Layout
    today: date
    columns: tuple[tuple[int, str, Role, Channel | None], ...]
    day_above: str = ""
    told: list[Told] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    lines: dict[tuple[date, Channel, int, str], int] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """The row's numbers are told, or what is wrong with it is."""
        try:
            for one in list(self._told(row)):
                self._check_once(one)
                self.told.append(one)
        except FaultError as error:
            self.faults.append(RowFault(row.line, error.fault))

    def _told(self, row: Row) -> Iterator[Told]:
        day, clock = self._when(row)
        if day > self.today:
            raise FaultError(FaultKind.DAY_AHEAD, str(day))
        minutes = clock.minutes or self.layout.minutes or 0
        if minutes not in LENGTHS or clock.begins % min(minutes, 60) or clock.begins + minutes > MINUTES_A_DAY:
            raise FaultError(FaultKind.OFF_GRID, f"{clock_text(clock.begins)}, {minutes} min")
        of_row = self._channel_named(row)
        for at, label, role, channel in self.columns:
            of_column = channel or of_row[1]
            if role is Role.CONTACTS and of_column and not (channel and row.cell(at) in EMPTY):
                name = label if channel else of_row[0]
                contacts = self._contacts(row.cell(at))
                yield Told(row.line, name, IntervalVolume(day, of_column, clock.begins, minutes, contacts))

    def _when(self, row: Row) -> tuple[date, Clock]:
        written = {role: row.cell(at) for at, _, role, _ in self.columns if role is not Role.CONTACTS}
        if Role.MOMENT in written:
            moment = read_moment(written[Role.MOMENT], self.layout.order)
            if moment is None:
                raise FaultError(FaultKind.DAY_UNREADABLE, written[Role.MOMENT])
            clock = read_clock(written[Role.TIME]) if written.get(Role.TIME) else moment[1]
        else:
            day_text = written.get(Role.DAY) or self.day_above
            day = read_day(day_text, self.layout.order)
            moment = (day, Clock(0)) if day else read_moment(day_text, self.layout.order)
            if moment is None:
                raise FaultError(FaultKind.DAY_UNREADABLE, day_text)
            self.day_above = day_text
            clock = read_clock(written[Role.TIME]) if Role.TIME in written else Clock(0, MINUTES_A_DAY)
        if clock is None:
            raise FaultError(FaultKind.TIME_UNREADABLE, written[Role.TIME])
        return moment[0], clock

    def _channel_named(self, row: Row) -> tuple[str, Channel | None]:
        """The row's channel and what the table calls it; no channel where rows of that name are left out."""
        for at, _, role, _ in self.columns:
            if role is Role.CHANNEL:
                name = row.cell(at)
                if name.lower() not in self.layout.names:
                    raise FaultError(FaultKind.CHANNEL_UNKNOWN, name)
                return name, self.layout.names[name.lower()]
        return "", None

    def _contacts(self, written: str) -> int:
        number = whole_number(written, self.layout.decimal)
        if number is None:
            raise FaultError(FaultKind.NOT_A_NUMBER, written)
        if number > MOST_CONTACTS:
            raise FaultError(FaultKind.OUT_OF_RANGE, written)
        return number

    def _check_once(self, one: Told) -> None:
        """Queues of one channel are summed, the same one twice is a slip; but one hour a year does come twice."""
        volume = one.volume
        key = (volume.day, volume.channel, volume.begins, one.name)
        if key in self.lines and not comes_twice(volume):
            raise FaultError(FaultKind.TWICE, f"{spoken(volume)}, {one.name or volume.channel}")
        self.lines[key] = one.line


def read_sheet(sheet: Sheet, layout: Layout, today: date) -> Reading:
    """What the sheet tells, for a layout that leaves nothing open. Days after `today` are faults."""
    header = layout.header_in(sheet)
    labels = sheet.labels(header)
    columns = tuple(
        (at, label, column.role, column.channel)
        for at, label in enumerate(labels)
        if (column := layout.columns.get(label)) and column.role is not Role.NOTHING
    )
    titles = sheet.rows[header].cells if header is not None else None
    reader = _Reader(layout, today, columns)
    passed_over = 0
    for row in sheet.below(header):
        if row.cells == titles or is_total(row) or not any(row.cell(at) for at, *_ in columns):
            passed_over += 1
        else:
            reader.take(row)
    faults = [*reader.faults, *_overlaps(reader.told)]
    return Reading(tuple(reader.told), tuple(sorted(faults, key=lambda each: each.line)), passed_over)


def _overlaps(told: list[Told]) -> Iterator[RowFault]:
    """Where two intervals of one channel lie over each other without being the same: a half hour and its hour."""
    unique = {each.volume._replace(contacts=0): each.line for each in told}
    for account in by_day(unique).values():
        found = overlapping(account.slots)
        if found:
            volume = IntervalVolume(account.day, account.channel, *found[1])
            yield RowFault(unique[volume], Fault(FaultKind.OVERLAP, spoken(volume)))


def comes_twice(volume: IntervalVolume) -> bool:
    """Whether the interval lies in the hour that comes twice, on the day on which summer time ends."""
    begin = datetime.combine(volume.day, datetime.min.time(), LOCAL)
    has_25_hours = begin.utcoffset() != (begin + timedelta(days=1)).utcoffset() and volume.day.month > 6
    return has_25_hours and TWICE_FROM <= volume.begins < TWICE_TO


def clock_text(begins: int) -> str:
    """Minutes after midnight as a clock shows them: `08:30`."""
    return f"{begins // 60:02}:{begins % 60:02}"


def spoken(volume: IntervalVolume) -> str:
    """Which interval: `2026-11-30 08:00`, or the day alone."""
    return str(volume.day) if volume.minutes == MINUTES_A_DAY else f"{volume.day} {clock_text(volume.begins)}"
