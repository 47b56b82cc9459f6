"""An Excel workbook of ready tables; like `sheet`, it runs nothing (requirement F-14)."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Response
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from handoff_console.sheet import safe

Value = str | int | float | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME_CHARACTERS = 31
"""Excel takes no longer name of a sheet."""
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST = 60
SHARE_FORMAT, NUMBER_FORMAT = "0.0%", "#,##0.0"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `shares`: the columns (from 0) whose numbers are shares, shown in per cent."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]
    shares: frozenset[int] = frozenset()


def workbook(name: str, sheets: Iterable[Sheet]) -> Response:
    """The sheets as a file to save under `name` (ASCII). Numbers are numbers: they can be counted on with."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for sheet in sheets:
        _write(book, sheet)
    written = io.BytesIO()
    book.save(written)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(written.getvalue(), media_type=MEDIA_TYPE, headers=headers)


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title.translate(FORBIDDEN_IN_NAMES)[:NAME_CHARACTERS])
    page.append([_kept(title) for title in sheet.header])
    for row in sheet.rows:
        page.append([_kept(value) for value in row])
    for cell in page[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for column in sheet.shares:
        for (cell,) in page.iter_rows(min_row=2, min_col=column + 1, max_col=column + 1):
            if isinstance(cell.value, float):
                cell.number_format = SHARE_FORMAT
    page.freeze_panes = "B2"
    for at, title in enumerate(sheet.header):
        longest = max([len(str(title)) // 2, *(len(str(row[at])) for row in sheet.rows if row[at] is not None)])
        page.column_dimensions[get_column_letter(at + 1)].width = min(WIDEST, max(10, longest + 2))


def _kept(value: Value) -> Value:
    return safe(value) if isinstance(value, str) else value
