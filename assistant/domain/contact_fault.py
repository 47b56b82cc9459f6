"""What can be wrong with numbers of contacts and the files they come in, so that pages can say it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.errors import RefusedError

MOST_CONTACTS = 100_000
"""A day's most in one channel: 250,000 contacts come in a whole year, so more is a typing error."""
MOST_ROWS = 200_000
"""Rows of a file. A year of five channels by half hours is some 88,000."""
MOST_COLUMNS = 60
LARGEST_FILE_BYTES = 20_000_000


class FaultKind(StrEnum):
    """What can be wrong."""

    DAY_UNREADABLE = "day_unreadable"
    DAY_AHEAD = "day_ahead"
    TIME_UNREADABLE = "time_unreadable"
    OFF_GRID = "off_grid"
    CHANNEL_UNKNOWN = "channel_unknown"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TWICE = "twice"
    OVERLAP = "overlap"
    IMPORTED = "imported"
    NO_ROWS = "no_rows"
    NOTHING_SENT = "nothing_sent"
    OLD_WORKBOOK = "old_workbook"
    MACROS = "macros"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    BROKEN = "broken"
    MAPPING = "mapping"


_WORDS = {
    FaultKind.DAY_UNREADABLE: "the day cannot be read: {given!r}",
    FaultKind.DAY_AHEAD: "the day has not come yet: {given}",
    FaultKind.TIME_UNREADABLE: "the time cannot be read: {given!r}",
    FaultKind.OFF_GRID: "the interval must last 15, 30, 60 or 1440 minutes and begin at a multiple of them: {given}",
    FaultKind.CHANNEL_UNKNOWN: "there is no channel {given!r}",
    FaultKind.NOT_A_NUMBER: "contacts must be a whole number, it is {given!r}",
    FaultKind.OUT_OF_RANGE: f"contacts must be from 0 to {MOST_CONTACTS}, it is {{given}}",
    FaultKind.TWICE: "{given} stands twice",
    FaultKind.OVERLAP: "{given} lies over another interval of the same channel",
    FaultKind.IMPORTED: "the day's number comes from an import: {given}",
    FaultKind.NO_ROWS: "no rows",
    FaultKind.NOTHING_SENT: "nothing was sent",
    FaultKind.OLD_WORKBOOK: "an old or encrypted workbook",
    FaultKind.MACROS: "a workbook with macros",
    FaultKind.TOO_LARGE: f"larger than {LARGEST_FILE_BYTES} bytes, or unpacks to too much",
    FaultKind.TOO_MANY_ROWS: f"more than {MOST_ROWS} rows",
    FaultKind.BROKEN: "the file cannot be read",
    FaultKind.MAPPING: "the columns are not all told yet",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `given`: what was written, where that helps to find it."""

    kind: FaultKind
    given: str = ""

    def __str__(self) -> str:
        """The fault in English, for logs and the API."""
        return _WORDS[self.kind].format(given=self.given)


class FaultError(RefusedError):
    """A file as a whole, or one number, is not taken."""

    def __init__(self, kind: FaultKind, given: str = "") -> None:
        self.fault = Fault(kind, given)
        super().__init__(str(self.fault))


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in one row. `line`: its number in the file, as a spreadsheet shows it; from 1."""

    line: int
    fault: Fault


class RowFaultsError(RefusedError):
    """Rows are wrong, and nothing of what they stood in was recorded."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"row {each.line}: {each.fault}" for each in self.faults[:10]))
