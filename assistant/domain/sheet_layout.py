"""What the columns of somebody's table mean: chosen, remembered by source, and what still has to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from assistant.domain.contact import Channel
from assistant.domain.contact_interval import MINUTES_A_DAY
from assistant.domain.sheet import AS_IT_SHOWS, Encoding, Row, Sheet, Writing
from assistant.domain.written_times import Clock, DayOrder, day_orders, minutes_between, read_clock, read_moment

ROWS_LOOKED_AT = 2_000
"""Rows by which a question about a column is settled: two months of half hours from eight to four."""
ROWS_OF_PREAMBLE = 40


class Role(StrEnum):
    """What a column is for. Numbers are of one channel where `Column.channel` says which, else of the row's channel."""

    NOTHING = "nothing"
    MOMENT = "moment"
    DAY = "day"
    TIME = "time"
    CHANNEL = "channel"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's part, written as `day` or `contacts:phone` in a form and in the record."""

    role: Role
    channel: Channel | None = None

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.role}:{self.channel}" if self.channel else str(self.role)

    @classmethod
    def of(cls, written: str) -> Self:
        """Reads what `str` wrote. Raises ValueError where it is neither a role nor a channel."""
        role, _, channel = written.partition(":")
        return cls(Role(role), Channel(channel) if channel else None)


IGNORED = Column(Role.NOTHING)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read.

    `columns`: by label (`Sheet.labels`). `order`: of day and month, None where it is not told. `minutes`: how long an
    interval lasts; None: as each row tells, or not told. `decimal`: the mark before decimals, None: as the numbers
    show. `names`: channels by what the table calls them (in lower case), None for those left out. `has_header`:
    whether a row names the columns. `writing`: as it was told by hand.
    """

    columns: Mapping[str, Column]
    has_header: bool = True
    order: DayOrder | None = None
    minutes: int | None = None
    decimal: str | None = None
    names: Mapping[str, Channel | None] = field(default_factory=dict)
    writing: Writing = AS_IT_SHOWS

    def label_of(self, role: Role) -> str | None:
        """The first column of that role."""
        return next((label for label, column in self.columns.items() if column.role is role), None)

    def header_in(self, sheet: Sheet) -> int | None:
        """The index of the row that names the columns: the first that has all that are read. None without one."""
        if not self.has_header:
            return None
        read = {label for label, column in self.columns.items() if column.role is not Role.NOTHING}
        rows = range(min(len(sheet.rows), ROWS_OF_PREAMBLE))
        return next((index for index in rows if read and read <= set(sheet.labels(index))), None)

    def fits(self, sheet: Sheet) -> bool:
        """Whether all columns that are read are there."""
        return not self.has_header or self.header_in(sheet) is not None

    def as_json(self) -> dict[str, Any]:
        """For the record; `from_json` reads it back."""
        return {
            "columns": {label: str(column) for label, column in self.columns.items()},
            "has_header": self.has_header,
            "order": self.order,
            "minutes": self.minutes,
            "decimal_told": self.decimal,
            "names": dict(self.names),
            "encoding": self.writing.encoding,
            "delimiter": self.writing.delimiter,
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """What `as_json` wrote, also before numbers and texts could be told."""
        encoding = told.get("encoding")
        return cls(
            columns={label: Column.of(written) for label, written in told["columns"].items()},
            has_header=told["has_header"],
            order=DayOrder(told["order"]) if told["order"] else None,
            minutes=told["minutes"],
            decimal=told.get("decimal_told"),
            names={name: Channel(channel) if channel else None for name, channel in told["names"].items()},
            writing=Writing(Encoding(encoding) if encoding else None, told.get("delimiter")),
        )


class Question(StrEnum):
    """What has to be told before a table can be read."""

    DAY = "day"
    CONTACTS = "contacts"
    CHANNEL = "channel"
    ORDER = "order"
    MINUTES = "minutes"
    NAMES = "names"
    COLUMN_TWICE = "column_twice"
    HEADER = "header"


def questions(layout: Layout, sheet: Sheet) -> tuple[Question, ...]:
    """What the layout leaves open for this sheet; with none left it can be read."""
    return tuple(_questions(layout, sheet))


def _questions(layout: Layout, sheet: Sheet) -> Iterator[Question]:
    if not layout.fits(sheet):
        yield Question.HEADER
    yield from _of_columns(layout)
    if (
        layout.order is None
        and len(day_orders(days_written(layout, sheet))) > 1
        and not _same_either_way(layout, sheet)
    ):
        yield Question.ORDER
    if layout.minutes is None and not _tells_lengths(layout, sheet):
        yield Question.MINUTES
    if set(channel_names(layout, sheet)) - set(layout.names):
        yield Question.NAMES


def _of_columns(layout: Layout) -> Iterator[Question]:
    columns = list(layout.columns.values())
    roles = [column.role for column in columns]
    if not {Role.DAY, Role.MOMENT} & set(roles):
        yield Question.DAY
    if Role.CONTACTS not in roles:
        yield Question.CONTACTS
    if Role.CHANNEL not in roles and any(each.role is Role.CONTACTS and each.channel is None for each in columns):
        yield Question.CHANNEL
    if any(roles.count(role) > 1 for role in (Role.MOMENT, Role.DAY, Role.TIME, Role.CHANNEL)):
        yield Question.COLUMN_TWICE


def sample(layout: Layout, sheet: Sheet) -> tuple[Row, ...]:
    """The rows that questions are settled by."""
    return sheet.below(layout.header_in(sheet))[:ROWS_LOOKED_AT]


def written_in(layout: Layout, sheet: Sheet, role: Role) -> list[str]:
    """What stands in the first column of that role, in the sample, empty cells left out."""
    label = layout.label_of(role)
    labels = sheet.labels(layout.header_in(sheet))
    if label not in labels:
        return []
    column = labels.index(label)
    return [text for row in sample(layout, sheet) if (text := row.cell(column))]


def days_written(layout: Layout, sheet: Sheet) -> list[str]:
    """The days or moments of the sample that can be read in some order: what cannot is no reason to ask."""
    written = [*written_in(layout, sheet, Role.DAY), *written_in(layout, sheet, Role.MOMENT)]
    return [text for text in written if any(read_moment(text, order) for order in DayOrder)]


def channel_names(layout: Layout, sheet: Sheet) -> tuple[str, ...]:
    """What the sheet calls channels, in lower case, in order of appearance; of all rows, for one may come but once."""
    label = layout.label_of(Role.CHANNEL)
    labels = sheet.labels(layout.header_in(sheet))
    if label not in labels:
        return ()
    column = labels.index(label)
    found = (row.cell(column).lower() for row in sheet.below(layout.header_in(sheet)))
    return tuple(dict.fromkeys(name for name in found if name and name != str(label).lower()))


def clocks_of(layout: Layout, sheet: Sheet) -> list[Clock]:
    """The times of the sample, from the column of times or from the moments."""
    if layout.label_of(Role.TIME):
        return [clock for text in written_in(layout, sheet, Role.TIME) if (clock := read_clock(text))]
    moments = [read_moment(text, layout.order or DayOrder.DAY_FIRST) for text in written_in(layout, sheet, Role.MOMENT)]
    return [moment[1] for moment in moments if moment]


def length_of(layout: Layout, sheet: Sheet) -> int | None:
    """How long an interval lasts, by what the times show; a day where there are none."""
    if not layout.label_of(Role.TIME) and not layout.label_of(Role.MOMENT):
        return MINUTES_A_DAY
    return minutes_between(clocks_of(layout, sheet))


def _tells_lengths(layout: Layout, sheet: Sheet) -> bool:
    clocks = clocks_of(layout, sheet)
    return bool(clocks) and all(clock.minutes for clock in clocks)


def _same_either_way(layout: Layout, sheet: Sheet) -> bool:
    """Whether all days are written so that the order does not matter."""
    return all(
        read_moment(text, DayOrder.DAY_FIRST) == read_moment(text, DayOrder.MONTH_FIRST)
        for text in days_written(layout, sheet)
    )
