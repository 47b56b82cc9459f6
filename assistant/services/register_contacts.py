"""A supervisor enters other channels' contacts, by form or as CSV, so that chat's share can be told."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.errors import RefusedError
from assistant.domain.period import local_day
from assistant.ports import Clock, Records

COLUMNS = ("day", "channel", "contacts")
MOST_CONTACTS = 100_000
"""A day's most in one channel: 250,000 contacts come in a whole year, so more is a typing error."""
MOST_ROWS = 10_000


class CsvFaultsError(RefusedError):
    """The CSV was not taken, and nothing of it was recorded. `faults` has a (line number, what is wrong) for each."""

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        super().__init__("; ".join(f"line {line}: {fault}" for line, fault in faults))
        self.faults = tuple(faults)


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
            fault = self._fault(volume)
            if fault is not None:
                raise RefusedError(f"{volume.day} {volume.channel}: {fault}")
        async with self.records.unit() as unit:
            await unit.contact_volumes.put(volumes)

    async def enter_csv(self, text: str) -> int:
        """How many rows were recorded, all or none. Columns `day` (ISO 8601), `channel`, `contacts`; `,` or `;`.

        Raises:
            CsvFaultsError: what is wrong, by line.
        """
        faults: list[tuple[int, str]] = []
        volumes: dict[tuple[date, Channel], ContactVolume] = {}
        for line, row in _rows(text):
            try:
                volume = self._parsed(row)
            except ValueError as error:
                faults.append((line, str(error)))
                continue
            if (volume.day, volume.channel) in volumes:
                faults.append((line, f"{volume.day} {volume.channel} stands twice"))
            volumes[volume.day, volume.channel] = volume
        if faults or not volumes:
            raise CsvFaultsError(faults or [(1, "no rows")])
        await self.enter(list(volumes.values()))
        return len(volumes)

    def _parsed(self, row: dict[str, str]) -> ContactVolume:
        try:
            day = date.fromisoformat(row["day"].strip())
        except ValueError as error:
            raise ValueError(f"day must be written YYYY-MM-DD, it is {row['day']!r}") from error
        name = row["channel"].strip()
        if name not in set(Channel):
            raise ValueError(f"channel must be one of {', '.join(Channel)}, it is {name!r}")
        if not row["contacts"].strip().isdecimal():
            raise ValueError(f"contacts must be a whole number, it is {row['contacts']!r}")
        volume = ContactVolume(day, Channel(name), int(row["contacts"]))
        fault = self._fault(volume)
        if fault is not None:
            raise ValueError(fault)
        return volume

    def _fault(self, volume: ContactVolume) -> str | None:
        if not 0 <= volume.contacts <= MOST_CONTACTS:
            return f"contacts must be from 0 to {MOST_CONTACTS}"
        if volume.day > local_day(self.clock.now()):
            return "the day has not come yet"
        return None

    async def entered(self, first: date, last: date) -> tuple[ContactVolume, ...]:
        """What has been entered for the days from `first` to `last`."""
        async with self.records.unit() as unit:
            return tuple(await unit.contact_volumes.between(first, last))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    text = text.lstrip("\ufeff")
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in header else ",")
    if [name.strip().lower() for name in reader.fieldnames or ()] != list(COLUMNS):
        raise CsvFaultsError([(1, f"the first line must be {','.join(COLUMNS)}")])
    for row in reader:
        if reader.line_num > MOST_ROWS:
            raise CsvFaultsError([(reader.line_num, f"at most {MOST_ROWS} rows at a time")])
        yield reader.line_num, {(key or "").strip().lower(): value or "" for key, value in row.items() if key}
