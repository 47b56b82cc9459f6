"""A supervisor enters other channels' contacts, by form or as CSV, so that chat's share can be told."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.errors import RefusedError
from assistant.domain.period import local_day
from assistant.ports import Clock, Records

COLUMNS = ("day", "channel", "contacts")
SWEDISH_COLUMNS = ("dag", "kanal", "antal")
SWEDISH_CHANNELS = {
    "telefon": Channel.PHONE,
    "e-post": Channel.EMAIL,
    "epost": Channel.EMAIL,
    "mejl": Channel.EMAIL,
    "besök": Channel.VISIT,
    "e-tjänst": Channel.E_SERVICE,
    "etjänst": Channel.E_SERVICE,
    "annat": Channel.OTHER,
    "övrigt": Channel.OTHER,
}
"""What a supervisor would call them; the codes of `Channel` are taken as well."""
START_OF_ZIP = "PK\x03\x04"
"""A workbook of Excel (.xlsx) is a ZIP archive, and begins like one."""
MOST_CONTACTS = 100_000
"""A day's most in one channel: 250,000 contacts come in a whole year, so more is a typing error."""
MOST_ROWS = 10_000
LONGEST_NUMBER = 9
"""Digits. Longer ones are out of range anyhow, and Python refuses to read some thousands of them."""


class FaultKind(StrEnum):
    """What can be wrong with a number of contacts, so that a page can say it in the reader's language."""

    DAY_UNREADABLE = "day_unreadable"
    DAY_AHEAD = "day_ahead"
    CHANNEL_UNKNOWN = "channel_unknown"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TWICE = "twice"
    HEADER = "header"
    UNREADABLE = "unreadable"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    NOTHING_SENT = "nothing_sent"
    WORKBOOK = "workbook"


OF_THE_WHOLE = frozenset({FaultKind.NOTHING_SENT, FaultKind.WORKBOOK})
"""Faults that are no line's."""

_FAULT_WORDS = {
    FaultKind.DAY_UNREADABLE: "day must be written YYYY-MM-DD, it is {given!r}",
    FaultKind.DAY_AHEAD: "the day has not come yet",
    FaultKind.CHANNEL_UNKNOWN: f"channel must be one of {', '.join(Channel)}, it is {{given!r}}",
    FaultKind.NOT_A_NUMBER: "contacts must be a whole number, it is {given!r}",
    FaultKind.OUT_OF_RANGE: f"contacts must be from 0 to {MOST_CONTACTS}",
    FaultKind.TWICE: "{given} stands twice",
    FaultKind.HEADER: f"the first line must be {','.join(COLUMNS)}",
    FaultKind.UNREADABLE: "the line cannot be read as CSV",
    FaultKind.TOO_MANY_ROWS: f"at most {MOST_ROWS} rows at a time",
    FaultKind.NO_ROWS: "no rows",
    FaultKind.NOTHING_SENT: "nothing was sent",
    FaultKind.WORKBOOK: "this is a workbook, no CSV",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `given`: what was written, where that helps to find it."""

    kind: FaultKind
    given: str = ""

    def __str__(self) -> str:
        """The fault in English, for logs and commands."""
        return _FAULT_WORDS[self.kind].format(given=self.given)


class CsvFaultsError(RefusedError):
    """The CSV was not taken, and nothing of it was recorded. `faults` has a (line number, what is wrong) for each.

    `details` has the same faults in the same order, as `Fault`.
    """

    def __init__(self, details: Sequence[tuple[int, Fault]]) -> None:
        self.details = tuple(details)
        self.faults = tuple((line, str(fault)) for line, fault in details)
        super().__init__("; ".join(f"line {line}: {fault}" for line, fault in self.faults))


class _RowError(ValueError):
    """A row cannot be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class RegisterContacts:
    """Records contact volumes; a later entry of the same day and channel replaces the earlier."""

    records: Records
    clock: Clock

    async def enter(self, volumes: Sequence[ContactVolume]) -> None:
        """The volumes are recorded, all or none.

        Raises:
            RefusedError: a number is negative or over a day's most, or a day lies ahead.
        """
        for volume in volumes:
            fault = self.fault_of(volume)
            if fault is not None:
                raise RefusedError(f"{volume.day} {volume.channel}: {fault}")
        async with self.records.unit() as unit:
            await unit.contact_volumes.put(volumes)

    async def enter_csv(self, text: str) -> int:
        """How many rows were recorded, all or none. Columns `day` (ISO 8601), `channel`, `contacts`; `,` or `;`.

        Columns and channels may have their Swedish names; blanks may set a number's thousands apart.

        Raises:
            CsvFaultsError: what is wrong, by line.
        """
        faults: list[tuple[int, Fault]] = []
        volumes: dict[tuple[date, Channel], ContactVolume] = {}
        for line, row in _rows(text):
            try:
                volume = self._parsed(row)
            except _RowError as error:
                faults.append((line, error.fault))
                continue
            if (volume.day, volume.channel) in volumes:
                faults.append((line, Fault(FaultKind.TWICE, f"{volume.day} {volume.channel}")))
            volumes[volume.day, volume.channel] = volume
        if faults or not volumes:
            raise CsvFaultsError(faults or [(1, Fault(FaultKind.NO_ROWS))])
        await self.enter(list(volumes.values()))
        return len(volumes)

    def _parsed(self, row: dict[str, str]) -> ContactVolume:
        try:
            day = date.fromisoformat(row["day"].strip())
        except ValueError as error:
            raise _RowError(Fault(FaultKind.DAY_UNREADABLE, row["day"])) from error
        volume = ContactVolume(day, _channel(row["channel"].strip()), _whole_number(row["contacts"].strip()))
        fault = self.fault_of(volume)
        if fault is not None:
            raise _RowError(fault)
        return volume

    def fault_of(self, volume: ContactVolume) -> Fault | None:
        """Why the volume would be refused; None when it would be taken."""
        if not 0 <= volume.contacts <= MOST_CONTACTS:
            return Fault(FaultKind.OUT_OF_RANGE, str(volume.contacts))
        if volume.day > local_day(self.clock.now()):
            return Fault(FaultKind.DAY_AHEAD, str(volume.day))
        return None

    async def entered(self, first: date, last: date) -> tuple[ContactVolume, ...]:
        """What has been entered for the days from `first` to `last`."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_volumes.between(first, last))


def _channel(name: str) -> Channel:
    if name in set(Channel):
        return Channel(name)
    channel = SWEDISH_CHANNELS.get(name.lower())
    if channel is None:
        raise _RowError(Fault(FaultKind.CHANNEL_UNKNOWN, name))
    return channel


def digits_of(text: str) -> str:
    """The text without the blanks that Swedes set thousands apart with, no-break spaces among them."""
    return "".join(text.split())


def _whole_number(written: str) -> int:
    text = digits_of(written)
    if not text.isdecimal():
        raise _RowError(Fault(FaultKind.NOT_A_NUMBER, written))
    if len(text) > LONGEST_NUMBER:
        raise _RowError(Fault(FaultKind.OUT_OF_RANGE, text[:LONGEST_NUMBER]))
    return int(text)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    if text.startswith(START_OF_ZIP):
        raise CsvFaultsError([(1, Fault(FaultKind.WORKBOOK))])
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CsvFaultsError([(1, Fault(FaultKind.NOTHING_SENT))])
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in header else ",")
    try:
        named = tuple(name.strip().lower() for name in reader.fieldnames or ())
        if named not in {COLUMNS, SWEDISH_COLUMNS}:
            raise CsvFaultsError([(1, Fault(FaultKind.HEADER))])
        reader.fieldnames = COLUMNS
        for row in reader:
            if reader.line_num > MOST_ROWS + 1:  # the header is none
                raise CsvFaultsError([(reader.line_num, Fault(FaultKind.TOO_MANY_ROWS))])
            yield reader.line_num, _named(row)
    except csv.Error as error:
        raise CsvFaultsError([(reader.reader.line_num, Fault(FaultKind.UNREADABLE))]) from error


def _named(row: dict[str | Any, str | Any]) -> dict[str, str]:
    """The row by column. What stands beyond the last column is put to it, to be refused: `1,250` is not 1."""
    beyond = row.pop(None, [])
    named = {key.strip().lower(): value or "" for key, value in row.items()}
    return {**named, COLUMNS[-1]: ",".join([named[COLUMNS[-1]], *beyond])}
