"""A table as it stands in somebody's file: rows of text, and what its columns are called."""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

DELIMITERS = ";\t,|"
"""What may part the cells of a line, most usual in Swedish exports first."""

_STRANGE = re.compile("[\ufffd\x80-\x9f]|Ã[\xa0-\xbf„…–¶¥¤]|[a-zA-Z][„†”][a-z]")
"""What å, ä and ö become where a text is read otherwise than it was written: UTF-8 or DOS read as Windows', say."""


class Encoding(StrEnum):
    """How a text's letters are kept, by Python's names of codecs. `DOS` is what exchanges of the last century write."""

    UTF_8 = "utf-8"
    WINDOWS = "cp1252"
    UTF_16 = "utf-16"
    DOS = "cp850"


class Writing(NamedTuple):
    """How a text is written as a table. None: as it shows itself."""

    encoding: Encoding | None = None
    delimiter: str | None = None


AS_IT_SHOWS = Writing()


class Row(NamedTuple):
    """A row that is not empty. `line`: its number in the file, from 1. Cells without blanks around them."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """What stands in the column (from 0); nothing where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows, in order. `name`: of the sheet in a workbook; `writing`: how a text was read, None for a workbook."""

    rows: tuple[Row, ...]
    name: str = ""
    writing: Writing | None = None
    width: int = field(init=False)

    def __post_init__(self) -> None:
        """`width` is the number of columns of the longest row."""
        object.__setattr__(self, "width", max((len(row.cells) for row in self.rows), default=0))

    def labels(self, header: int | None) -> tuple[str, ...]:
        """What the columns are called: as in the row of index `header`, told apart by number; `#1` where nothing is.

        What remembers a mapping remembers these, so that columns may change places from month to month.
        """
        titles = self.rows[header] if header is not None and header < len(self.rows) else Row(0, ())
        seen: Counter[str] = Counter()
        labels = []
        for column in range(self.width):
            title = titles.cell(column) or f"#{column + 1}"
            seen[title] += 1
            labels.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
        return tuple(labels)

    def below(self, header: int | None) -> tuple[Row, ...]:
        """The rows that come after the header, all where there is none."""
        return self.rows if header is None else self.rows[header + 1 :]


def looks_misread(sheet: Sheet, rows: int) -> bool:
    """Whether a text is probably written otherwise, by its first rows: one column, or letters that nobody writes."""
    if sheet.writing is None:
        return False
    return sheet.width == 1 or any(_STRANGE.search(text) for row in sheet.rows[:rows] for text in row.cells)
