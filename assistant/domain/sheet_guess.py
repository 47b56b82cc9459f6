"""What a table's columns probably mean. Every guess is shown and may be changed before anything is recorded.

The words are our own list of what Swedish and English exports of telephone exchanges call things.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.domain.contact import Channel
from assistant.domain.sheet import Row, Sheet
from assistant.domain.sheet_layout import (
    IGNORED,
    ROWS_OF_PREAMBLE,
    Column,
    Layout,
    Role,
    channel_names,
    days_written,
    length_of,
)
from assistant.domain.written_numbers import EMPTY, whole_number
from assistant.domain.written_times import DayOrder, day_orders, read_clock, read_day, read_moment

CHANNEL_WORDS: Mapping[Channel, tuple[str, ...]] = {
    Channel.E_SERVICE: ("e-tjänst", "etjänst", "e-service", "e_service", "eservice", "självservice", "webbformulär"),
    Channel.EMAIL: ("e-post", "epost", "mejl", "mail", "email"),
    Channel.VISIT: ("besök", "visit", "reception", "disk", "walk-in"),
    Channel.PHONE: ("telefon", "phone", "samtal", "call", "voice", "röst", "tele"),
    Channel.OTHER: ("annat", "övrig", "other", "brev", "sms", "callback", "social"),
}
"""Parts of names, in the order they are looked for."""
DAY_WORDS = ("dag", "datum", "date", "day")
TIME_WORDS = (
    "tid",
    "time",
    "klockslag",
    "kl",
    "timme",
    "hour",
    "intervall",
    "interval",
    "halvtimme",
    "kvart",
    "from",
    "från",
    "start",
)
CHANNEL_TITLES = (
    "kanal",
    "channel",
    "media",
    "mediatyp",
    "medietyp",
    "kö",
    "queue",
    "service",
    "tjänst",
    "grupp",
    "ärendetyp",
    "typ",
)
CONTACT_WORDS = (
    ("antal kontakter", "kontakter", "contacts"),
    ("inkommande", "inkomna", "offered", "erbjudna", "ankomna", "incoming", "inbound", "entered"),
    ("antal samtal", "antal", "samtal", "calls", "total calls", "volume", "volym", "count", "number"),
)
"""Best first: what came in counts, whoever answered it."""
TOTALS = re.compile(
    r"(?:delsumma|summa|summering|sum|totalt?|totals|grand total|medel(?:värde)?|genomsnitt|average|mean)\b.*", re.I
)
"""How rows begin that sum up others."""
FIRST_CELLS = 4

Kind = Callable[[str], bool]
_ENOUGH = 0.8
"""Share of a column's cells that have to be of a kind: a table's last rows may be sums and notes."""


def guess(sheet: Sheet, header: int | None = -1) -> Layout:
    """The most likely layout; what it leaves open is asked (`sheet_layout.questions`).

    `header`: the index of the row that names the columns, None where none does; -1: to be guessed as well.
    """
    header = _header(sheet) if header == -1 else header
    labels, rows = sheet.labels(header), sheet.below(header)[:200]
    cells = {
        label: [text for row in rows if (text := row.cell(at)) and not TOTALS.match(text)]
        for at, label in enumerate(labels)
    }
    columns = _columns(labels, cells, has_header=header is not None)
    return completed(Layout(columns, has_header=header is not None), sheet)


def completed(layout: Layout, sheet: Sheet) -> Layout:
    """The layout with what the table itself tells of what is left open, and the table's columns in their order."""
    labels = sheet.labels(layout.header_in(sheet)) if layout.fits(sheet) else tuple(layout.columns)
    layout = replace(layout, columns={label: layout.columns.get(label, IGNORED) for label in labels})
    orders = day_orders(days_written(layout, sheet))
    # Where either would do, or none, it is asked.
    known = replace(layout, order=layout.order or (orders[0] if len(orders) == 1 else None))
    names = {name: channel for name in channel_names(known, sheet) if (channel := channel_called(name))}
    return replace(
        known,
        minutes=known.minutes or length_of(known, sheet),
        names={**names, **known.names},
    )


def channel_called(name: str) -> Channel | None:
    """The channel that a name of somebody else's most likely stands for."""
    low = name.lower()
    if low in set(Channel):
        return Channel(low)
    return next((channel for channel, words in CHANNEL_WORDS.items() if any(word in low for word in words)), None)


def is_total(row: Row) -> bool:
    """Whether the row sums up others, by how one of its first words begins."""
    return any(map(_sums_up, row.cells[:FIRST_CELLS]))


@lru_cache(maxsize=4096)
def _sums_up(text: str) -> bool:
    """Asked of every row of a year, whose cells are mostly the same few days, times and names."""
    return TOTALS.fullmatch(text) is not None


def _header(sheet: Sheet) -> int | None:
    """The row above the first row of data, if it is of words; preambles above it are passed over."""
    for index, row in enumerate(sheet.rows[:ROWS_OF_PREAMBLE]):
        if _is_data(row):
            above = sheet.rows[index - 1] if index else None
            return index - 1 if above and len([text for text in above.cells if text]) > 1 else None
    return 0 if sheet.rows else None


def _is_data(row: Row) -> bool:
    """Whether it has a day, and a number in another cell."""
    days = [at for at, text in enumerate(row.cells) if _is_day(text)]
    return any(_is_number(text) and at != days[0] for at, text in enumerate(row.cells)) if days else False


def _columns(labels: Sequence[str], cells: Mapping[str, Sequence[str]], *, has_header: bool) -> dict[str, Column]:
    columns = dict.fromkeys(labels, IGNORED)
    moment = _first(labels, cells, _is_moment, ())
    day = None if moment else _first(labels, cells, _is_day, DAY_WORDS)
    columns |= {label: Column(role) for label, role in ((moment, Role.MOMENT), (day, Role.DAY)) if label}
    left = [label for label in labels if columns[label] is IGNORED]
    time = None if moment else _time(left, cells)
    if time:
        columns[time] = Column(Role.TIME)
    left = [label for label in left if label != time]
    numbers = [label for label in left if _mostly(cells[label], _is_number)]
    # Where many rows are wrong the title tells, and the rows are told as faults.
    numbers = numbers or [label for label in left if _best([label])]
    channel = _channel([label for label in left if label not in numbers], cells)
    if channel:
        columns[channel] = Column(Role.CHANNEL)
    return columns | _contacts(numbers, has_channel=channel is not None, has_header=has_header)


def _time(labels: Sequence[str], cells: Mapping[str, Sequence[str]]) -> str | None:
    """A column whose cells look like times; hours alone (`8`) only where its title says so."""
    clocks = [label for label in labels if _mostly(cells[label], lambda text: bool(read_clock(text)))]
    clear = [label for label in clocks if any(not _is_number(text) for text in cells[label])]
    titled = [label for label in clocks if _titled(label, TIME_WORDS)]
    return next((label for label in [*clear, *titled]), None)


def _channel(labels: Sequence[str], cells: Mapping[str, Sequence[str]]) -> str | None:
    filled = [label for label in labels if cells[label]]
    named = [label for label in filled if _mostly(cells[label], lambda text: channel_called(text) is not None)]
    titled = [label for title in CHANNEL_TITLES for label in filled if _titled(label, (title,))]
    return next(iter([*named, *titled]), None)


def _contacts(numbers: Sequence[str], *, has_channel: bool, has_header: bool) -> dict[str, Column]:
    """The column of numbers; or, without one of channels, each column that is called like a channel."""
    if has_channel or not has_header:
        best = _best(numbers) or (numbers[0] if numbers else None)
        return {best: Column(Role.CONTACTS)} if best else {}
    wide = {label: channel for label in numbers if (channel := channel_called(label))}
    if len(set(wide.values())) > 1:
        return {label: Column(Role.CONTACTS, channel) for label, channel in wide.items()}
    best = _best(numbers) or next(iter(wide), None) or (numbers[0] if len(numbers) == 1 else None)
    return {best: Column(Role.CONTACTS, channel_called(best))} if best else {}


def _best(labels: Sequence[str]) -> str | None:
    for words in CONTACT_WORDS:
        for word in words:
            found = next((label for label in labels if re.search(rf"\b{re.escape(word)}\b", label.lower())), None)
            if found:
                return found
    return None


def _first(
    labels: Sequence[str], cells: Mapping[str, Sequence[str]], is_one: Kind, titles: Sequence[str]
) -> str | None:
    found = [label for label in labels if _mostly(cells[label], is_one)]
    return next((label for label in found if _titled(label, titles)), found[0] if found else None)


def _titled(label: str, words: Sequence[str]) -> bool:
    low = label.lower()
    return any(re.search(rf"\b{re.escape(word)}", low) or low.endswith(word) for word in words)


def _mostly(texts: Sequence[str], is_one: Kind) -> bool:
    told = [text for text in texts if text not in EMPTY]
    return bool(told) and sum(is_one(text) for text in told) >= _ENOUGH * len(told)


def _is_day(text: str) -> bool:
    return any(read_moment(text, order) for order in DayOrder)


def _is_moment(text: str) -> bool:
    """A day with a time of day, not alone."""
    return _is_day(text) and not any(read_day(text, order) for order in DayOrder)


def _is_number(text: str) -> bool:
    return whole_number(text) is not None or whole_number(text, ".") is not None
