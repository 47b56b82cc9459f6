"""A table read by its layout: what it tells of contacts, and what is wrong with it, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from assistant.domain.contact import Channel
from assistant.domain.contact_fault import MOST_CONTACTS, Fault, FaultError, FaultKind, RowFault
from assistant.domain.contact_interval import (
    LENGTHS,
    MINUTES_A_DAY,
    ChannelDay,
    DayKey,
    IntervalVolume,
    Slot,
    overlapping,
)
from assistant.domain.period import LOCAL
from assistant.domain.sheet import Row, Sheet
from assistant.domain.sheet_guess import is_total
from assistant.domain.sheet_layout import IGNORED, Layout, Role, written_in
from assistant.domain.written_numbers import EMPTY, decimal_of, whole_number
from assistant.domain.written_times import Clock, read_clock, read_moment

TWICE_FROM, TWICE_TO = 120, 180
"""Minutes after midnight of the hour that comes twice when summer time ends (Directive 2000/84/EC: 01.00 UTC)."""

EXAMPLES = 12


class Told(NamedTuple):
    """One number as understood. `name`: what the table calls its channel or column."""

    line: int
    name: str
    volume: IntervalVolume


@dataclass(frozen=True, slots=True)
class Reading:
    """All of a table as understood.

    `accounts`: by day and channel, what several queues or columns tell of one channel summed. `examples`: the first
    numbers as they stand. `passed_over`: rows that sum up others, or stand between. `faults` by line.
    """

    accounts: Mapping[DayKey, ChannelDay]
    examples: tuple[Told, ...]
    faults: tuple[RowFault, ...]
    passed_over: int


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands, by index. `contacts`: with the column's label, and its channel where it has one."""

    when: int
    has_moments: bool
    time: int | None
    channel: int | None
    contacts: tuple[tuple[int, str, Channel | None], ...]
    read: tuple[int, ...]

    @classmethod
    def of(cls, layout: Layout, labels: Sequence[str]) -> Self:
        """Those of the layout that the labels have."""
        columns = [(at, label, layout.columns.get(label, IGNORED)) for at, label in enumerate(labels)]
        at_role = {column.role: at for at, _, column in reversed(columns)}
        contacts = tuple((at, label, each.channel) for at, label, each in columns if each.role is Role.CONTACTS)
        return cls(
            when=at_role[Role.MOMENT] if Role.MOMENT in at_role else at_role[Role.DAY],
            has_moments=Role.MOMENT in at_role,
            time=at_role.get(Role.TIME),
            channel=at_role.get(Role.CHANNEL),
            contacts=contacts,
            read=tuple(at for at, _, each in columns if each.role is not Role.NOTHING),
        )

    def has_any(self, row: Row) -> bool:
        """Whether anything stands in what is read."""
        return bool(row.cell(self.when)) or any(map(row.cell, self.read))


@dataclass(slots=True)
class _Reader:
    """Goes through the rows, and remembers the day above: exports leave it out where it is the same."""

    layout: Layout
    today: date
    columns: _Columns
    decimal: str
    day_above: str = ""
    examples: list[Told] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    slots: dict[DayKey, dict[tuple[int, int], int]] = field(default_factory=dict)
    lines: dict[DayKey, dict[tuple[int, int], int]] = field(default_factory=dict)
    seen: dict[tuple[DayKey, str], set[int]] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        """The row's numbers are told, or what is wrong with it is."""
        try:
            for told in self._told(row):
                self._add(told)
        except FaultError as error:
            self.faults.append(RowFault(row.line, error.fault))

    def _told(self, row: Row) -> list[Told]:
        day, clock = self._when(row)
        minutes = clock.minutes or self.layout.minutes or 0
        if day > self.today:
            raise FaultError(FaultKind.DAY_AHEAD, str(day))
        if minutes not in LENGTHS or clock.begins % min(minutes, 60) or clock.begins + minutes > MINUTES_A_DAY:
            raise FaultError(FaultKind.OFF_GRID, f"{clock_text(clock.begins)}, {minutes} min")
        name, of_row = self._channel_named(row)
        told = []
        for at, label, of_column in self.columns.contacts:
            channel, written = of_column or of_row, row.cell(at)
            if channel is None or (of_column and written in EMPTY):
                continue
            volume = IntervalVolume(day, channel, clock.begins, minutes, self._contacts(written))
            told.append(Told(row.line, label if of_column else name, volume))
        return told

    def _when(self, row: Row) -> tuple[date, Clock]:
        columns = self.columns
        day_text = row.cell(columns.when) or self.day_above
        moment = read_moment(day_text, self.layout.order)
        if moment is None:
            raise FaultError(FaultKind.DAY_UNREADABLE, day_text)
        self.day_above = day_text
        if columns.time is None:
            return moment if columns.has_moments else (moment[0], Clock(0, MINUTES_A_DAY))
        clock = read_clock(row.cell(columns.time))
        if clock is None:
            raise FaultError(FaultKind.TIME_UNREADABLE, row.cell(columns.time))
        return moment[0], clock

    def _channel_named(self, row: Row) -> tuple[str, Channel | None]:
        """The row's channel and what the table calls it; no channel where rows of that name are left out."""
        if self.columns.channel is None:
            return "", None
        name = row.cell(self.columns.channel)
        if name.lower() not in self.layout.names:
            raise FaultError(FaultKind.CHANNEL_UNKNOWN, name)
        return name, self.layout.names[name.lower()]

    def _contacts(self, written: str) -> int:
        number = whole_number(written, self.decimal)
        if number is None:
            raise FaultError(FaultKind.NOT_A_NUMBER, written)
        if number > MOST_CONTACTS:
            raise FaultError(FaultKind.OUT_OF_RANGE, written)
        return number

    def _add(self, told: Told) -> None:
        """Queues of one channel are summed, the same one twice is a slip; but one hour a year does come twice."""
        day, channel, begins, minutes, contacts = told.volume
        key, slot = (day, channel), (begins, minutes)
        seen = self.seen.setdefault((key, told.name), set())
        if begins in seen and not comes_twice(told.volume):
            raise FaultError(FaultKind.TWICE, f"{spoken(told.volume)}, {told.name or channel}")
        seen.add(begins)
        slots = self.slots.setdefault(key, {})
        slots[slot] = slots.get(slot, 0) + contacts
        self.lines.setdefault(key, {})[slot] = told.line
        if len(self.examples) < EXAMPLES:
            self.examples.append(told)


def read_sheet(sheet: Sheet, layout: Layout, today: date) -> Reading:
    """What the sheet tells, for a layout that leaves nothing open. Days after `today` are faults."""
    header = layout.header_in(sheet)
    columns = _Columns.of(layout, sheet.labels(header))
    titles = sheet.rows[header].cells if header is not None else None
    decimal = layout.decimal or decimal_of(written_in(layout, sheet, Role.CONTACTS))
    reader = _Reader(layout, today, columns, decimal)
    passed_over = 0
    for row in sheet.below(header):
        if row.cells == titles or is_total(row) or not columns.has_any(row):
            passed_over += 1
        else:
            reader.take(row)
    accounts = {
        key: ChannelDay(*key, tuple(Slot(*slot, contacts) for slot, contacts in sorted(slots.items())))
        for key, slots in sorted(reader.slots.items())
    }
    faults = sorted([*reader.faults, *_overlaps(accounts, reader)], key=lambda each: each.line)
    return Reading(accounts, tuple(reader.examples), tuple(faults), passed_over)


def _overlaps(accounts: Mapping[DayKey, ChannelDay], reader: _Reader) -> Iterator[RowFault]:
    """Where two intervals of one channel lie over each other without being the same: a half hour and its hour."""
    for key, account in accounts.items():
        found = overlapping(account.slots)
        if found:
            line = reader.lines[key][found[1].begins, found[1].minutes]
            yield RowFault(line, Fault(FaultKind.OVERLAP, spoken(IntervalVolume(*key, *found[1]))))


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
