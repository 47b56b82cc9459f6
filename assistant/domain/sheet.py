"""A table as it stands in somebody's file: rows of text, and what its columns are called."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Row(NamedTuple):
    """A row that is not empty. `line`: its number in the file, from 1. Cells without blanks around them."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """What stands in the column (from 0); nothing where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows, in order. `name`: of the sheet in a workbook; `written`: how a text was read (encoding, separator)."""

    rows: tuple[Row, ...]
    name: str = ""
    written: str = ""
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
